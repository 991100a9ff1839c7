package io.github.vercel4j.internal.call;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Masks the secrets of a call in what may repeat them. Immutable. */
public final class Redactor {
  public static final Redactor OF_NOTHING = new Redactor(List.of());

  private final List<String> secrets;

  /** Made when it is needed first. */
  private volatile @Nullable SecretScanner scanner;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  /** The same that masks further secrets too. */
  public Redactor with(Collection<String> more) {
    List<String> all = new ArrayList<>(secrets);
    all.addAll(more);
    return new Redactor(all);
  }

  /** A text that is whole. */
  public String redact(String text) {
    return scanner().mask(text, false).text();
  }

  /** A text behind which more may have followed, so that a secret may be cut at its end. */
  public String redactCut(String text) {
    return scanner().mask(text, true).text();
  }

  /** A text of which a program may want to know each word: only what no name can be is masked. */
  public String redactName(String text) {
    return scanner().maskName(text);
  }

  /** As {@link #redactName}; null stays null. */
  public @Nullable String redactNameOrNull(@Nullable String text) {
    return text == null ? null : redactName(text);
  }

  /**
   * The exception, or where it or one of those in it quotes a secret, one that says the same
   * without. Its words are a program's, so only what no name can be is masked.
   */
  public Throwable redact(Throwable exception) {
    return redact(exception, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** The same for one that comes of the connection. */
  public IOException redact(IOException exception) {
    return (IOException) redact((Throwable) exception);
  }

  private Throwable redact(Throwable exception, Set<Throwable> seen) {
    Throwable cause = exception.getCause();
    if (!seen.add(exception)) {
      return exception;
    }
    String message = redactNameOrNull(exception.getMessage());
    Throwable redactedCause = cause == null ? null : redact(cause, seen);
    List<Throwable> suppressed =
        Arrays.stream(exception.getSuppressed()).map(each -> redact(each, seen)).toList();
    if (Objects.equals(message, exception.getMessage())
        && redactedCause == cause
        && suppressed.equals(List.of(exception.getSuppressed()))) {
      return exception;
    }
    Throwable redacted;
    if (exception instanceof ProtocolException) {
      redacted = new ProtocolException(message);
    } else {
      String text = exception.getClass().getName() + (message == null ? "" : ": " + message);
      redacted =
          exception instanceof IOException ? new IOException(text) : new RuntimeException(text);
    }
    redacted.initCause(redactedCause);
    redacted.setStackTrace(exception.getStackTrace());
    suppressed.forEach(redacted::addSuppressed);
    return redacted;
  }

  private SecretScanner scanner() {
    SecretScanner known = scanner;
    if (known == null) {
      known = new SecretScanner(secrets);
      scanner = known;
    }
    return known;
  }
}
