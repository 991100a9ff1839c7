package io.github.vercel4j.internal;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelOperation;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
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
  private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
  private final Map<Method, List<PathParameter>> pathParameters = new ConcurrentHashMap<>();

  /** Leaves the client as it is and derives its own from it. */
  public Services(HttpUrl baseUrl, OkHttpClient client) {
    // OkHttp keys its cache by the URL alone: one installation would read another's answers
    OkHttpClient.Builder http = client.newBuilder().cache(null);
    Redirects.install(http, client);
    // Retrofit makes a call only to ask it for its request; no listener should hear of that
    OkHttpClient unsent = client.newBuilder().eventListener(EventListener.NONE).build();
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .callFactory(unsent)
            .addCallAdapterFactory(new HttpCalls(http.build()))
            .addConverterFactory(new JsonConverterFactory())
            .build();
  }

  /** The interface on behalf of a caller. */
  public <A> A of(Class<A> api, Caller caller) {
    Object service = services.computeIfAbsent(api, retrofit::create);
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? ofObject(api, proxy, method, arguments)
                    : call(service, method, arguments).onBehalfOf(caller)));
  }

  private static Object ofObject(
      Class<?> api, Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == requireNonNull(arguments)[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> api.getSimpleName();
    };
  }

  private HttpCall<?> call(Object service, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    for (PathParameter parameter : pathParameters.computeIfAbsent(method, PathParameter::listOf)) {
      parameter.check(requireNonNull(arguments)[parameter.index]);
    }
    try {
      return (HttpCall<?>) method.invoke(service, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
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

    /** Such a value would address another path of the API. */
    void check(@Nullable Object value) {
      String text = value == null ? null : value.toString();
      if (text == null || text.isEmpty() || text.equals(".") || text.equals("..")) {
        throw new IllegalArgumentException(
            "The path parameter "
                + name
                + " of "
                + method
                + " must name something, and it is "
                + (text == null ? "null" : "\"" + text + "\""));
      }
    }
  }

  /** Makes calls of our own out of Retrofit's. */
  private static final class HttpCalls extends CallAdapter.Factory {
    private final OkHttpClient http;

    HttpCalls(OkHttpClient http) {
      this.http = http;
    }

    @Override
    public @Nullable CallAdapter<?, ?> get(
        Type returnType, Annotation[] annotations, Retrofit retrofit) {
      if (getRawType(returnType) != VercelCall.class) {
        return null;
      }
      VercelOperation operation =
          (VercelOperation)
              Arrays.stream(annotations)
                  .filter(VercelOperation.class::isInstance)
                  .findAny()
                  .orElseThrow();
      Type type = getParameterUpperBound(0, (ParameterizedType) returnType);
      Converter<ResponseBody, Object> decoder = retrofit.responseBodyConverter(type, annotations);
      return new CallAdapter<Object, HttpCall<Object>>() {
        @Override
        public Type responseType() {
          return type;
        }

        @Override
        public HttpCall<Object> adapt(Call<Object> call) {
          return new HttpCall<>(operation.value(), call.request(), decoder, http, Caller.NOBODY);
        }
      };
    }
  }
}
