package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonAdapter;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.http.JsonBody;
import io.github.vercel4j.internal.http.JsonConverterFactory;
import io.github.vercel4j.internal.http.Services;
import io.github.vercel4j.json.CheckReturnValue;
import io.github.vercel4j.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;

/**
 * A request to an endpoint that this client has no operation for, made with {@link
 * InstallationClient#request}.
 *
 * <p>Immutable. It goes to the client's host only, and is retried like a read where it is a {@code
 * GET} or {@code HEAD}, and otherwise like a write that must not happen twice. {@code toString()}
 * shows method and path.
 */
public final class RawRequest {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  /** Behind a slash: a parameter, or what stands for itself in a path (RFC 3986, section 3.3). */
  private static final Pattern SEGMENT =
      Pattern.compile("\\{[A-Za-z0-9_.-]+\\}|(?!\\.{1,2}$)[A-Za-z0-9._~!$&'()*+,;=:@-]+");

  private final Services services;
  private final Caller caller;
  private final Endpoint endpoint;
  private final Map<String, String> pathParameters;
  private final List<String> query;
  private final @Nullable RequestBody body;

  private RawRequest(
      Services services,
      Caller caller,
      Endpoint endpoint,
      Map<String, String> pathParameters,
      List<String> query,
      @Nullable RequestBody body) {
    this.services = services;
    this.caller = caller;
    this.endpoint = endpoint;
    this.pathParameters = pathParameters;
    this.query = query;
    this.body = body;
  }

  static RawRequest of(Services services, Caller caller, String method, String path) {
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "The method " + method + " is none of GET, HEAD, POST, PUT, PATCH and DELETE");
    }
    segments(path);
    return new RawRequest(
        services, caller, new Endpoint(null, method, path, false), Map.of(), List.of(), null);
  }

  /** The message does not print the path: who gives a URL may have put anything into it. */
  private static List<String> segments(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "The path does not begin with a slash, as in /v1/things/{id}; calls go to the client's"
              + " host only, so it cannot be a URL");
    }
    List<String> segments = List.of(path.substring(1).split("/", -1));
    for (int i = 0; i < segments.size(); i++) {
      if (!SEGMENT.matcher(segments.get(i)).matches()) {
        throw new IllegalArgumentException(
            "Part "
                + (i + 1)
                + " of the path is empty, a dot segment, or holds what cannot stand in a path;"
                + " values go into parameters, as in /v1/things/{id} with withPathParameter, and a"
                + " query into withQueryParameter");
      }
    }
    return segments;
  }

  /**
   * The value of a parameter in the path, which is encoded.
   *
   * @throws IllegalArgumentException where the path has no such parameter, or the value is empty,
   *     {@code .}, {@code ..}, or holds a control character
   */
  @CheckReturnValue
  public RawRequest withPathParameter(String name, String value) {
    if (!segments(endpoint.path()).contains("{" + name + "}")) {
      throw new IllegalArgumentException(endpoint + " has no parameter {" + name + "}");
    }
    Services.checkPathParameter(name, endpoint.toString(), value);
    Map<String, String> all = new LinkedHashMap<>(pathParameters);
    all.put(name, value);
    return new RawRequest(services, caller, endpoint, all, query, body);
  }

  /** A further query parameter, which is encoded; one of the same name stays beside it. */
  @CheckReturnValue
  public RawRequest withQueryParameter(String name, String value) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("The query parameter has no name");
    }
    List<String> all = new ArrayList<>(query);
    all.add(name);
    all.add(requireNonNull(value, "value"));
    return new RawRequest(services, caller, endpoint, pathParameters, all, body);
  }

  @CheckReturnValue
  public RawRequest withBody(JsonValue json) {
    return withBody(JsonConverterFactory.ANY, requireNonNull(json, "json"));
  }

  /** A body that the adapter writes as JSON, now. */
  @CheckReturnValue
  public <T> RawRequest withBody(JsonAdapter<T> adapter, T value) {
    return withBody(new JsonBody(adapter, value));
  }

  /**
   * A body of any kind.
   *
   * @throws IllegalArgumentException where the method is {@code GET} or {@code HEAD}
   */
  @CheckReturnValue
  public RawRequest withBody(RequestBody body) {
    if (endpoint.isRead()) {
      throw new IllegalArgumentException("A " + endpoint.method() + " has no body");
    }
    return new RawRequest(
        services, caller, endpoint, pathParameters, query, requireNonNull(body, "body"));
  }

  /** The same as one that has the same effect twice as once, so that it may be retried. */
  public RawRequest idempotent() {
    return new RawRequest(
        services,
        caller,
        new Endpoint(null, endpoint.method(), endpoint.path(), true),
        pathParameters,
        query,
        body);
  }

  /**
   * The call, with its response as it came; an empty one is {@link JsonValue#NULL}.
   *
   * @throws IllegalStateException where a parameter of the path has no value
   */
  @CheckReturnValue
  public VercelCall<JsonValue> call() {
    return call(JsonConverterFactory::any);
  }

  /**
   * The call, with its response as the adapter reads it, for instance {@code
   * moshi.adapter(Thing.class)}.
   *
   * @throws IllegalStateException where a parameter of the path has no value
   */
  @CheckReturnValue
  public <T> VercelCall<T> call(JsonAdapter<T> adapter) {
    requireNonNull(adapter, "adapter");
    return call(body -> JsonConverterFactory.read(adapter, body));
  }

  private <T> VercelCall<T> call(Converter<ResponseBody, T> decoder) {
    HttpUrl.Builder url = services.baseUrl().newBuilder();
    for (String segment : segments(endpoint.path())) {
      url.addPathSegment(segment.startsWith("{") ? valueOf(segment) : segment);
    }
    for (int i = 0; i < query.size(); i += 2) {
      url.addQueryParameter(query.get(i), query.get(i + 1));
    }
    return services.of(
        endpoint,
        new Request.Builder().url(url.build()).method(endpoint.method(), sentBody()).build(),
        decoder,
        caller);
  }

  private String valueOf(String parameter) {
    String value = pathParameters.get(parameter.substring(1, parameter.length() - 1));
    if (value == null) {
      throw new IllegalStateException(
          "The parameter "
              + parameter
              + " of "
              + endpoint
              + " has no value: use withPathParameter");
    }
    return value;
  }

  /** HTTP wants one, if an empty one, with some methods. */
  private @Nullable RequestBody sentBody() {
    return body == null && Set.of("POST", "PUT", "PATCH").contains(endpoint.method())
        ? RequestBody.create(new byte[0])
        : body;
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
