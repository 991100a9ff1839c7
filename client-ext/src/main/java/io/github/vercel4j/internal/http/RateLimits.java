package io.github.vercel4j.internal.http;

import io.github.vercel4j.RateLimit;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of every token as of its last responses. A response does not name the bucket that
 * its headers are about, and Vercel's limits are per endpoint, so each is one.
 */
public final class RateLimits {
  private static final int FEW = 1024;

  /** No limit of Vercel's that is worth waiting for is longer. */
  private static final Duration LONGEST_WINDOW = Duration.ofDays(1);

  private final Map<String, OfToken> tokens = new ConcurrentHashMap<>();
  private volatile int many = FEW;

  OfToken of(String token, Instant now) {
    OfToken known = tokens.get(token);
    if (known != null) {
      return known;
    }
    // Tokens come and go: forget those of which nothing is known any more
    if (tokens.size() >= many) {
      tokens.values().removeIf(limits -> limits.isForgettable(now));
      many = Math.max(FEW, 2 * tokens.size());
    }
    return tokens.computeIfAbsent(token, any -> new OfToken());
  }

  @Nullable RateLimit lastKnown(String token, Endpoint endpoint) {
    OfToken known = tokens.get(token);
    return known == null ? null : known.lastKnown(endpoint);
  }

  int size() {
    return tokens.size();
  }

  /** The buckets of one token. */
  static final class OfToken {
    private static final Duration UNTIL_A_RESPONSE = Duration.ofSeconds(1);

    private final Map<Operation, Bucket> operations = new EnumMap<>(Operation.class);

    /** There are few operations, but any number of paths that callers make up. */
    private final Map<Endpoint, Bucket> others =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Endpoint, Bucket> eldest) {
            return size() > FEW;
          }
        };

    private int underWay;

    /** When the last window ends that a response told of. */
    private Instant limitedUntil = Instant.EPOCH;

    /** Takes a place where a call may be sent now. */
    synchronized Admission acquire(Endpoint endpoint, Instant now, boolean atOnce) {
      Bucket bucket = bucket(endpoint);
      Duration delay = atOnce ? Duration.ZERO : bucket.waitBefore(now);
      return new Admission(delay, delay.isZero() ? new Place(this, bucket) : null);
    }

    /**
     * @param serviceTime what the service's clock says now, by which the limit's reset is meant
     */
    synchronized void note(Endpoint endpoint, RateLimit limit, Instant now, Instant serviceTime) {
      if (limit.resetsAt().isAfter(serviceTime.plus(LONGEST_WINDOW))) {
        return;
      }
      Instant resetsHere = limit.resetsAt().plus(Duration.between(serviceTime, now));
      bucket(endpoint).note(limit, resetsHere);
      if (resetsHere.isAfter(limitedUntil)) {
        limitedUntil = resetsHere;
      }
    }

    private synchronized @Nullable RateLimit lastKnown(Endpoint endpoint) {
      Operation operation = endpoint.operation();
      Bucket bucket = operation == null ? others.get(endpoint) : operations.get(operation);
      return bucket == null ? null : bucket.last;
    }

    private Bucket bucket(Endpoint endpoint) {
      Operation operation = endpoint.operation();
      return operation == null
          ? others.computeIfAbsent(endpoint, any -> new Bucket())
          : operations.computeIfAbsent(operation, any -> new Bucket());
    }

    synchronized int size() {
      return operations.size() + others.size();
    }

    private synchronized boolean isForgettable(Instant now) {
      return underWay == 0 && !limitedUntil.isAfter(now);
    }
  }

  /**
   * Whether a call may be sent.
   *
   * @param delay how long to wait before asking again; zero where there is a place
   * @param place null where there is none yet
   */
  record Admission(Duration delay, @Nullable Place place) {}

  /** A call's place within the limit, which is held until there is a response or never will be. */
  static final class Place {
    private final OfToken token;
    private final Bucket bucket;
    private boolean held = true;

    private Place(OfToken token, Bucket bucket) {
      this.token = token;
      this.bucket = bucket;
      token.underWay++;
      bucket.underWay++;
      bucket.left--;
    }

    /**
     * Gives the place back; a second time changes nothing.
     *
     * @param used whether the call may count against the limit
     */
    void release(boolean used) {
      synchronized (token) {
        if (held) {
          held = false;
          token.underWay--;
          bucket.underWay--;
          if (!used) {
            bucket.left++;
          }
        }
      }
    }
  }

  private static final class Bucket {
    private @Nullable RateLimit last;

    /** When the last known window ends, by the clock of this machine. */
    private Instant resetsAt = Instant.EPOCH;

    /** How many more calls may be sent, those under way not counted. */
    private long left;

    private int underWay;

    /** Whether the last known reset has passed and no response has told of the next one. */
    private boolean resetPassed;

    Duration waitBefore(Instant now) {
      RateLimit known = last;
      if (known == null) {
        return Duration.ZERO;
      }
      if (!resetPassed && !now.isBefore(resetsAt)) {
        resetPassed = true;
        left = known.limit() - underWay;
      }
      if (left > 0) {
        return Duration.ZERO;
      }
      if (!resetPassed) {
        return Duration.between(now, resetsAt);
      }
      // Enough calls for a whole window are under way, and the first response tells where it ends
      return underWay > 0 ? OfToken.UNTIL_A_RESPONSE : Duration.ZERO;
    }

    /** Responses may come out of order; within a window the lower count is the later one. */
    void note(RateLimit limit, Instant resetsHere) {
      RateLimit known = last;
      if (known == null || limit.resetsAt().isAfter(known.resetsAt())) {
        last = limit;
        resetsAt = resetsHere;
        left = limit.remaining() - underWay;
        resetPassed = false;
      } else if (limit.resetsAt().equals(known.resetsAt())
          && limit.remaining() <= known.remaining()) {
        last = limit;
        left = Math.min(left, limit.remaining());
      }
    }
  }
}
