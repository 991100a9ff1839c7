package io.github.vercel4j.internal;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that must not reach the service twice: OkHttp sends it again only where no
 * byte had left.
 */
final class SentOnce extends RequestBody {
  private final RequestBody body;

  SentOnce(RequestBody body) {
    this.body = body;
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
    body.writeTo(sink);
  }

  @Override
  public boolean isDuplex() {
    return body.isDuplex();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }
}
