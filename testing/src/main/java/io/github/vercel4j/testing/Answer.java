package io.github.vercel4j.testing;

import io.github.vercel4j.api.Operation;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** What the next call of an operation is answered with. */
sealed interface Answer {
  Operation operation();

  int status();

  /** An answer of the document, which Prism gives. */
  record Documented(Operation operation, int status, @Nullable String example) implements Answer {
    /** As Prism wants to be asked for it. */
    String preference() {
      return "code=" + status + (example == null ? "" : ", example=" + example);
    }

    @Override
    public String toString() {
      return status + (example == null ? "" : " " + example);
    }
  }

  /** An answer of the test's own, which a right request gets. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  record Own(Operation operation, int status, Headers headers, byte[] body) implements Answer {
    @Override
    public String toString() {
      return status + " with " + body.length + " bytes";
    }
  }
}
