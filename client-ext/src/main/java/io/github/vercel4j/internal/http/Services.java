package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.Installation;
import io.github.vercel4j.RateLimit;
import io.github.vercel4j.TimeSource;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.CallAdapter;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.http.Path;

/**
 * The API's interfaces over one HTTP client.
 *
 * <p>Retrofit builds the requests and is set up once; a caller's view of an interface is a proxy
 * that only puts the caller to each call.
 */
public final class Services {
  private final Retrofit retrofit;
  private final Transport transport;
  private final Map<Class<?>, InvocationHandler> builders = new ConcurrentHashMap<>();
  private final Map<Method, List<PathParameter>> pathParameters = new ConcurrentHashMap<>();

  /**
   * Leaves the client as it is and derives its own from it.
   *
   * @param local whether no request to this machine may leave it
   */
  public Services(HttpUrl baseUrl, OkHttpClient client, boolean local, ClientOptions options) {
    // OkHttp keys its cache and cookies by the URL alone: one installation would have another's.
    // What is retried is decided here, by what repeating it does, and counted.
    OkHttpClient.Builder http =
        client
            .newBuilder()
            .cache(null)
            .cookieJar(CookieJar.NO_COOKIES)
            .retryOnConnectionFailure(false);
    if (local) {
      Loopback.keepWithin(http, client);
    }
    http.interceptors().add(0, Services::unlessAbandoned);
    Redirects.install(http, client);
    http.networkInterceptors().add(0, Services::withoutFollowUp);
    http.addNetworkInterceptor(Services::noted);
    http.addNetworkInterceptor(new StaleConnections());
    OkHttpClient shared = http.build();
    this.transport =
        new Transport(
            shared,
            // Without idle connections none can be closed by the time that a call wants it
            http.connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)).build(),
            options,
            new RateLimits(),
            new OpenCalls(),
            new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DaemonThreads("vercel4j timeout")));
    // Retrofit makes a call only to ask it for its request; no listener should be notified of that
    OkHttpClient unsent = client.newBuilder().eventListener(EventListener.NONE).build();
    Libraries.probe(unsent);
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .callFactory(unsent)
            .addCallAdapterFactory(new Templates())
            .addConverterFactory(new JsonConverterFactory(options.driftListener()))
            .build();
  }

  /** A call that was given up in OkHttp's queue cannot be taken out of it. */
  private static Response unlessAbandoned(Interceptor.Chain chain) throws IOException {
    WireEvidence evidence = WireEvidence.of(chain.call().request());
    if (!evidence.begin()) {
      throw new IOException("Canceled");
    }
    return evidence.restored(chain.proceed(chain.request()));
  }

  /**
   * OkHttp would retry the request by itself, which nobody would count, or fail at a number that is
   * too long for it.
   */
  private static Response withoutFollowUp(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String retryAfter = response.code() == 503 ? response.header("Retry-After") : null;
    WireEvidence.of(chain.call().request()).withhold(retryAfter);
    return retryAfter == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").build();
  }

  /**
   * Closest to the network, so that a response is known whatever another interceptor does to it.
   */
  private static Response noted(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    WireEvidence evidence = chain.request().tag(WireEvidence.class);
    if (evidence != null) {
      evidence.received(response);
    }
    return response;
  }

  /** No call is sent from now on. */
  public void close() {
    transport.openCalls().close();
  }

  public TimeSource timeSource() {
    return transport.timeSource();
  }

  /** What the last response to such a call with this token said about its limit. */
  public @Nullable RateLimit rateLimit(Installation installation, Operation operation) {
    return transport.rateLimits().lastKnown(installation.accessToken(), Endpoint.of(operation));
  }

  /** The interface on behalf of a caller. */
  public <A> A of(Class<A> api, Caller caller) {
    InvocationHandler builder =
        builders.computeIfAbsent(api, type -> Proxy.getInvocationHandler(retrofit.create(type)));
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? ofObject(api, proxy, method, arguments)
                    : new HttpCall<>(
                        template(builder, proxy, method, arguments), transport, caller)));
  }

  /** A call of whatever is below the base URL. */
  public <T> VercelCall<T> of(
      Endpoint endpoint, Request request, Converter<ResponseBody, T> decoder, Caller caller) {
    return new HttpCall<>(new Template<>(endpoint, request, decoder), transport, caller);
  }

  /** Where all paths begin. */
  public HttpUrl baseUrl() {
    return retrofit.baseUrl();
  }

  private static Object ofObject(
      Class<?> api, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == requireNonNull(arguments)[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> api.getSimpleName();
    };
  }

  private Template<?> template(
      InvocationHandler builder,
      Object proxy,
      Method method,
      @Nullable Object @Nullable [] arguments)
      throws Throwable {
    for (PathParameter parameter : pathParameters.computeIfAbsent(method, PathParameter::listOf)) {
      parameter.check(requireNonNull(arguments)[parameter.index]);
    }
    return (Template<?>) requireNonNull(builder.invoke(proxy, method, arguments));
  }

  /**
   * Rejects a value that would address another path of the API.
   *
   * @param of what the parameter belongs to, for the message
   */
  public static void checkPathParameter(String name, String of, @Nullable Object value) {
    String text = value == null ? null : value.toString();
    if (text == null || text.isEmpty() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException(
          "The path parameter "
              + name
              + " of "
              + of
              + " must name something, and it is "
              + (text == null ? "null" : "\"" + text + "\""));
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new IllegalArgumentException(
            "The path parameter "
                + name
                + " of "
                + of
                + " holds a control character at position "
                + (i + 1));
      }
    }
  }

  private record PathParameter(int index, String name, String method) {
    static List<PathParameter> listOf(Method method) {
      List<PathParameter> parameters = new ArrayList<>();
      Annotation[][] annotations = method.getParameterAnnotations();
      for (int i = 0; i < annotations.length; i++) {
        for (Annotation annotation : annotations[i]) {
          if (annotation instanceof Path path) {
            parameters.add(new PathParameter(i, path.value(), method.getName()));
          }
        }
      }
      return parameters;
    }

    void check(@Nullable Object value) {
      checkPathParameter(name, method, value);
    }
  }

  /** Makes templates out of Retrofit's calls. */
  private static final class Templates extends CallAdapter.Factory {
    @Override
    public @Nullable CallAdapter<?, ?> get(
        Type returnType, Annotation[] annotations, Retrofit retrofit) {
      if (getRawType(returnType) != VercelCall.class) {
        return null;
      }
      Endpoint endpoint = Endpoint.of(requireNonNull(Endpoint.operation(annotations)));
      Type type = getParameterUpperBound(0, (ParameterizedType) returnType);
      Converter<ResponseBody, Object> decoder = retrofit.responseBodyConverter(type, annotations);
      return new CallAdapter<Object, Template<Object>>() {
        @Override
        public Type responseType() {
          return type;
        }

        @Override
        public Template<Object> adapt(Call<Object> call) {
          return new Template<>(endpoint, call.request(), decoder);
        }
      };
    }
  }
}
