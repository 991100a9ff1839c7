package io.github.vercel4j.testing;

import io.github.vercel4j.api.Operation;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The response that a test set for the next call of an operation. */
sealed interface CannedResponse {
  Operation operation();

  int status();

  /** A response of the document, which Prism sends. */
  record Documented(Operation operation, int status, @Nullable String example)
      implements CannedResponse {
    /** The value of the header {@code Prefer} that selects it in Prism. */
    String preference() {
      return "code=" + status + (example == null ? "" : ", example=" + example);
    }

    @Override
    public String toString() {
      return status + (example == null ? "" : " " + example);
    }
  }

  /** A response that the test wrote itself; only a right request gets it. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  record Own(Operation operation, int status, Headers headers, byte[] body)
      implements CannedResponse {
    @Override
    public String toString() {
      return status + " with " + body.length + " bytes";
    }
  }
}
