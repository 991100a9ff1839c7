package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Is notified of every attempt of every call, for metrics and traces.
 *
 * <p>It is called on the thread that read the response and should return quickly. An exception that
 * it throws is logged and changes nothing about the call.
 */
@FunctionalInterface
public interface CallListener {
  void attemptEnded(Attempt attempt);

  /** A request and what became of it. */
  final class Attempt {
    private final @Nullable Operation operation;
    private final String endpoint;
    private final int number;
    private final @Nullable Integer status;
    private final Instant startedAt;
    private final Duration duration;
    private final long bytesReceived;
    private final @Nullable Throwable failure;
    private final @Nullable Duration nextAfter;

    private Attempt(Builder builder) {
      this.operation = builder.operation;
      this.endpoint = builder.endpoint;
      this.number = builder.number;
      this.status = builder.status;
      this.startedAt = builder.startedAt;
      this.duration = builder.duration;
      this.bytesReceived = builder.bytesReceived;
      this.failure = builder.failure;
      this.nextAfter = builder.nextAfter;
    }

    /**
     * One as the client reports it; tests of listeners make their own.
     *
     * @param endpoint method and path, with parameters in braces
     */
    @CheckReturnValue
    public static Builder builder(String endpoint) {
      return new Builder(endpoint);
    }

    /** The operation; null for an endpoint outside the contract. */
    public @Nullable Operation operation() {
      return operation;
    }

    /** Method and path, with parameters in braces: few enough to be a metric's label. */
    public String endpoint() {
      return endpoint;
    }

    /** 1 for the first attempt of a call. */
    public int number() {
      return number;
    }

    /** The HTTP status; null where there was no response. */
    public @Nullable Integer status() {
      return status;
    }

    /** When the request was sent. */
    public Instant startedAt() {
      return startedAt;
    }

    /** From sending the request until the body of the response was read. */
    public Duration duration() {
      return duration;
    }

    /**
     * The size of the response's body on the wire, before decompression; 0 where it was not read to
     * its end.
     */
    public long bytesReceived() {
      return bytesReceived;
    }

    /** What was thrown, or would be if the call was not retried; null for success. */
    public @Nullable Throwable failure() {
      return failure;
    }

    /** The wait before the next attempt; null where this was the last one. */
    public @Nullable Duration nextAfter() {
      return nextAfter;
    }

    @Override
    public String toString() {
      return "Attempt[operation="
          + operation
          + ", endpoint="
          + endpoint
          + ", number="
          + number
          + ", status="
          + status
          + ", startedAt="
          + startedAt
          + ", duration="
          + duration
          + ", bytesReceived="
          + bytesReceived
          + ", failure="
          + failure
          + ", nextAfter="
          + nextAfter
          + "]";
    }

    /** What is not set is not known. */
    public static final class Builder {
      private @Nullable Operation operation;
      private final String endpoint;
      private int number = 1;
      private @Nullable Integer status;
      private Instant startedAt = Instant.EPOCH;
      private Duration duration = Duration.ZERO;
      private long bytesReceived;
      private @Nullable Throwable failure;
      private @Nullable Duration nextAfter;

      private Builder(String endpoint) {
        this.endpoint = requireNonNull(endpoint, "endpoint");
      }

      public Builder operation(@Nullable Operation operation) {
        this.operation = operation;
        return this;
      }

      public Builder number(int number) {
        this.number = number;
        return this;
      }

      public Builder status(@Nullable Integer status) {
        this.status = status;
        return this;
      }

      public Builder startedAt(Instant startedAt) {
        this.startedAt = requireNonNull(startedAt, "startedAt");
        return this;
      }

      public Builder duration(Duration duration) {
        this.duration = requireNonNull(duration, "duration");
        return this;
      }

      public Builder bytesReceived(long bytesReceived) {
        this.bytesReceived = bytesReceived;
        return this;
      }

      public Builder failure(@Nullable Throwable failure) {
        this.failure = failure;
        return this;
      }

      public Builder nextAfter(@Nullable Duration nextAfter) {
        this.nextAfter = nextAfter;
        return this;
      }

      @CheckReturnValue
      public Attempt build() {
        return new Attempt(this);
      }
    }
  }
}
