package io.github.vercel4j.internal.http;

import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** A body in memory that knows how many bytes it was allowed to have. */
final class BoundedBody extends ResponseBody {
  private final Buffer body;
  private final @Nullable MediaType type;
  private final long limit;

  BoundedBody(Buffer body, @Nullable MediaType type, long limit) {
    this.body = body;
    this.type = type;
    this.limit = limit;
  }

  /** The limit of any body; without one there is none. */
  static long limitOf(ResponseBody body) {
    return body instanceof BoundedBody bounded ? bounded.limit : Long.MAX_VALUE;
  }

  @Override
  public long contentLength() {
    return body.size();
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public BufferedSource source() {
    return body;
  }
}
