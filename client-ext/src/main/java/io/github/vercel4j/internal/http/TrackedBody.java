package io.github.vercel4j.internal.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body that knows whether it was written, as some cannot be written twice. */
final class TrackedBody extends RequestBody {
  private final RequestBody body;
  private volatile boolean written;

  TrackedBody(RequestBody body) {
    this.body = body;
  }

  /** Whether the body can no longer be sent, as it may be read only once and was. */
  boolean isSpent() {
    return written && body.isOneShot();
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() throws IOException {
    return body.contentLength();
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    written = true;
    body.writeTo(sink);
  }

  @Override
  public boolean isDuplex() {
    return body.isDuplex();
  }

  @Override
  public boolean isOneShot() {
    return body.isOneShot();
  }
}
