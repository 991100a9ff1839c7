package io.github.vercel4j.contract;

import com.squareup.moshi.Moshi;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

/** Arguments for the methods of the Retrofit interfaces, made from the document. */
final class Arguments {
  private final Document document;
  private final Moshi moshi;

  Arguments(Document document, Moshi moshi) {
    this.document = document;
    this.moshi = moshi;
  }

  /** Examples, and a value for each parameter that can be left out. */
  Object[] of(Method method, Operation operation) throws Exception {
    return of(method, operation, false);
  }

  /** A body with the required keys only. */
  Object[] smallest(Method method, Operation operation) throws Exception {
    return of(method, operation, true);
  }

  private Object[] of(Method method, Operation operation, boolean smallest) throws Exception {
    Parameter[] parameters = method.getParameters();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      arguments[i] = argument(parameters[i], operation, smallest);
    }
    return arguments;
  }

  private Object argument(Parameter parameter, Operation operation, boolean smallest)
      throws Exception {
    Type type = parameter.getParameterizedType();
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation instanceof Path path) {
        return decoded(document.parameter(operation, "path", path.value()), type);
      } else if (annotation instanceof Query query) {
        return decoded(document.parameter(operation, "query", query.value()), type);
      } else if (annotation instanceof Header header) {
        return decoded(document.parameter(operation, "header", header.value()), type);
      } else if (annotation instanceof QueryMap) {
        return everyParameter(parameter.getType(), operation);
      } else if (annotation instanceof Body) {
        return type == RequestBody.class
            ? RequestBody.create("content", MediaType.get("application/octet-stream"))
            : decoded(smallest ? document.smallestBody(operation) : document.body(operation), type);
      }
    }
    throw new IllegalStateException(parameter + " of " + operation + " has no annotation");
  }

  /** The parameter object with a value for each parameter that its builder takes. */
  private Object everyParameter(Class<?> type, Operation operation) throws Exception {
    Object builder = type.getMethod("builder").invoke(null);
    for (Method setter : builder.getClass().getMethods()) {
      if (setter.getReturnType() == builder.getClass() && setter.getParameterCount() == 1) {
        JsonValue value = document.parameter(operation, "query", setter.getName());
        setter.invoke(builder, decoded(value, setter.getGenericParameterTypes()[0]));
      }
    }
    return builder.getClass().getMethod("build").invoke(builder);
  }

  private Object decoded(JsonValue value, Type type) throws IOException {
    String json = value.toString();
    if (type == String.class) {
      return value instanceof JsonString string ? string.value() : json;
    } else if (type == Instant.class) {
      return Instant.ofEpochMilli(((JsonNumber) value).longValue());
    }
    Object decoded = moshi.adapter(type).fromJson(json);
    if (decoded == null) {
      throw new IllegalStateException(json + " is null as " + type);
    }
    return decoded;
  }
}
