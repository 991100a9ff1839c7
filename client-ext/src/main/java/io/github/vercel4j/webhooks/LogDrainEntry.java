package io.github.vercel4j.webhooks;

import io.github.vercel4j.json.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a drain, with accessors for the keys of logs. Drains of other data, such as
 * analytics, have other keys: see {@link #json()}.
 *
 * <p>An accessor is null where the key is absent, null or of another kind.
 */
public final class LogDrainEntry implements DrainEntry {
  private final int number;
  private final JsonObject json;

  LogDrainEntry(int number, JsonObject json) {
    this.number = number;
    this.json = json;
  }

  @Override
  public int number() {
    return number;
  }

  public @Nullable String id() {
    return Fields.text(json, "id");
  }

  public @Nullable Instant timestamp() {
    return Fields.time(json, "timestamp");
  }

  /** What was logged; Vercel cuts long messages. */
  public @Nullable String message() {
    return Fields.text(json, "message");
  }

  /** {@code info}, {@code warning}, {@code error} or {@code fatal}. */
  public @Nullable String level() {
    return Fields.text(json, "level");
  }

  /**
   * {@code build}, {@code edge}, {@code lambda}, {@code static}, {@code external}, {@code firewall}
   * or {@code redirect}.
   */
  public @Nullable String source() {
    return Fields.text(json, "source");
  }

  /** {@code stdout} or {@code stderr}, among others. */
  public @Nullable String type() {
    return Fields.text(json, "type");
  }

  public @Nullable String projectId() {
    return Fields.text(json, "projectId");
  }

  public @Nullable String projectName() {
    return Fields.text(json, "projectName");
  }

  public @Nullable String deploymentId() {
    return Fields.text(json, "deploymentId");
  }

  /** Only of logs of a build. */
  public @Nullable String buildId() {
    return Fields.text(json, "buildId");
  }

  /** {@code production} or {@code preview}, among others. */
  public @Nullable String environment() {
    return Fields.text(json, "environment");
  }

  /** The branch in Git. */
  public @Nullable String branch() {
    return Fields.text(json, "branch");
  }

  public @Nullable String host() {
    return Fields.text(json, "host");
  }

  /** The path of the function, which can be a pattern; {@link Proxy#path()} is the request's. */
  public @Nullable String path() {
    return Fields.text(json, "path");
  }

  public @Nullable String entrypoint() {
    return Fields.text(json, "entrypoint");
  }

  /** Where an external request went. */
  public @Nullable String destination() {
    return Fields.text(json, "destination");
  }

  public @Nullable String requestId() {
    return Fields.text(json, "requestId");
  }

  /** The status of the response; -1 where the function gave none. */
  public @Nullable Integer statusCode() {
    return status(json);
  }

  public @Nullable String executionRegion() {
    return Fields.text(json, "executionRegion");
  }

  /** The trace, as OpenTelemetry names it. */
  public @Nullable String traceId() {
    return Fields.text(json, "traceId");
  }

  /** The span, as OpenTelemetry names it. */
  public @Nullable String spanId() {
    return Fields.text(json, "spanId");
  }

  /** The request as Vercel's proxy saw it; null where the log is of none. */
  public @Nullable Proxy proxy() {
    return Fields.value(json, "proxy") instanceof JsonObject proxy ? new Proxy(proxy) : null;
  }

  /** All that was received. */
  public JsonObject json() {
    return json;
  }

  private static @Nullable Integer status(JsonObject from) {
    Long status = Fields.integer(from, "statusCode");
    return status != null && status == status.intValue() ? (Integer) status.intValue() : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LogDrainEntry that && number == that.number && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** Number, id and source; a log can hold anything. */
  @Override
  public String toString() {
    return "LogDrainEntry[number=" + number + ", id=" + id() + ", source=" + source() + "]";
  }

  /** What Vercel's proxy knows of a request. */
  public static final class Proxy {
    private final JsonObject json;

    private Proxy(JsonObject json) {
      this.json = json;
    }

    public @Nullable Instant timestamp() {
      return Fields.time(json, "timestamp");
    }

    public @Nullable String method() {
      return Fields.text(json, "method");
    }

    public @Nullable String scheme() {
      return Fields.text(json, "scheme");
    }

    public @Nullable String host() {
      return Fields.text(json, "host");
    }

    /** With the query. */
    public @Nullable String path() {
      return Fields.text(json, "path");
    }

    /** The status of the response; -1 for a revalidation in the background. */
    public @Nullable Integer statusCode() {
      return status(json);
    }

    public @Nullable String clientIp() {
      return Fields.text(json, "clientIp");
    }

    public List<String> userAgent() {
      return Fields.texts(json, "userAgent");
    }

    public @Nullable String referer() {
      return Fields.text(json, "referer");
    }

    public @Nullable String region() {
      return Fields.text(json, "region");
    }

    /** What the cache did, such as {@code HIT} or {@code MISS}. */
    public @Nullable String vercelCache() {
      return Fields.text(json, "vercelCache");
    }

    /** The {@code x-vercel-id} of the request. */
    public @Nullable String vercelId() {
      return Fields.text(json, "vercelId");
    }

    /** What the firewall did, such as {@code deny}. */
    public @Nullable String wafAction() {
      return Fields.text(json, "wafAction");
    }

    public @Nullable String wafRuleId() {
      return Fields.text(json, "wafRuleId");
    }

    /** All that was received. */
    public JsonObject json() {
      return json;
    }

    /** Method, host and status; paths and addresses are personal. */
    @Override
    public String toString() {
      return "Proxy[method=" + method() + ", host=" + host() + ", statusCode=" + statusCode() + "]";
    }
  }
}
