package io.github.vercel4j.contract;

import static io.github.vercel4j.contract.Resources.elements;
import static io.github.vercel4j.contract.Resources.members;
import static io.github.vercel4j.contract.Resources.string;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A request with exactly one thing wrong: made of a right one and of what the document demands.
 *
 * @param what the place that is wrong
 */
record WrongRequest(Kind kind, String what, Request request) {
  /** What is wrong. */
  enum Kind {
    KEY,
    ENUM,
    TYPE,
    TOKEN;

    /** A union says only that no variant fits. */
    boolean isReportedAs(String code) {
      return switch (this) {
        case KEY -> Set.of("required", "anyOf", "oneOf").contains(code);
        case ENUM -> Set.of("enum", "oneOf").contains(code);
        case TYPE -> Set.of("type", "pattern", "oneOf").contains(code);
        case TOKEN -> code.equals("401");
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String WRONG = "no-such-value";

  /** Everything that can be wrong with the operation, made of a right request of it. */
  static List<WrongRequest> of(Operation operation, Document document, Request right)
      throws IOException {
    return new Maker(operation, document, right).make();
  }

  private static final class Maker {
    private final List<WrongRequest> requests = new ArrayList<>();
    private final Operation operation;
    private final Document document;
    private final Request right;

    private Maker(Operation operation, Document document, Request right) {
      this.operation = operation;
      this.document = document;
      this.right = right;
    }

    private List<WrongRequest> make() throws IOException {
      if (!document.isPublic(operation)) {
        Request without = right.newBuilder().removeHeader("Authorization").build();
        requests.add(new WrongRequest(Kind.TOKEN, "Authorization", without));
      }
      for (Document.Parameter parameter : document.parameters(operation)) {
        breakParameter(parameter);
      }
      Document.RequestBody body = document.requestBody(operation);
      if (body != null) {
        breakBody(body);
      }
      return requests;
    }

    private void breakParameter(Document.Parameter parameter) {
      String name = parameter.name();
      JsonObject schema = parameter.schema();
      switch (parameter.in()) {
        case "query" -> {
          if (parameter.required()) {
            add(Kind.KEY, name, right.url().newBuilder().removeAllQueryParameters(name).build());
          }
          Kind kind = wrongText(schema);
          if (kind != null) {
            add(kind, name, right.url().newBuilder().setQueryParameter(name, WRONG).build());
          }
        }
        case "path" -> {
          Kind kind = wrongText(schema);
          if (kind != null) {
            int segment = List.of(operation.path().split("/", -1)).indexOf("{" + name + "}");
            add(kind, name, right.url().newBuilder().setPathSegment(segment - 1, WRONG).build());
          }
        }
        default -> {
          if (parameter.required()) {
            Request without = right.newBuilder().removeHeader(name).build();
            requests.add(new WrongRequest(Kind.KEY, name, without));
          }
        }
      }
    }

    /** What would be wrong with a text that means nothing; null where any text is right. */
    private static @Nullable Kind wrongText(JsonObject schema) {
      boolean text = !(schema.get("type") instanceof JsonString type) || isText(type.value());
      if (schema.get("enum") != null && text) {
        return Kind.ENUM;
      }
      return schema.get("pattern") != null || !text ? Kind.TYPE : null;
    }

    private static boolean isText(String type) {
      return type.equals("string") || type.equals("array");
    }

    private void breakBody(Document.RequestBody body) throws IOException {
      if (body.required()) {
        add(Kind.KEY, "the body", RequestBody.create(ByteString.EMPTY, null));
      }
      Buffer sent = new Buffer();
      if (right.body() != null) {
        right.body().writeTo(sent);
      }
      switch (body.contentType()) {
        case "application/json" -> {
          JsonValue json = JsonValue.parse(sent.readUtf8());
          breakValue(body.schema(), json, List.of(), json);
        }
        case "application/x-www-form-urlencoded" -> breakForm(sent.readUtf8());
        default -> {} // bytes, of which none are wrong
      }
    }

    private void breakForm(String form) {
      List<String> fields = List.of(form.split("&", -1));
      for (String field : fields) {
        List<String> others = new ArrayList<>(fields);
        others.remove(field);
        add(
            Kind.KEY,
            field.substring(0, field.indexOf('=')),
            RequestBody.create(
                String.join("&", others), MediaType.get("application/x-www-form-urlencoded")));
      }
    }

    /** Breaks each value at and below a place, as far as one schema applies to it. */
    private void breakValue(JsonValue any, JsonValue value, List<Object> place, JsonValue whole) {
      JsonObject schema = document.resolve(any);
      if (elements(schema.get("allOf")).size() == 1) {
        schema = document.resolve(elements(schema.get("allOf")).get(0));
      }
      if (schema.get("enum") != null) {
        add(Kind.ENUM, place, whole, outside(schema));
        return;
      }
      if (value instanceof JsonObject object) {
        for (String key : required(schema)) {
          if (object.get(key) != null) {
            add(Kind.KEY, with(place, key), whole, null);
          }
        }
        breakAlternatives(schema, object, place, whole);
        for (Map.Entry<String, JsonValue> property : members(schema.get("properties")).entrySet()) {
          JsonValue present = object.get(property.getKey());
          JsonObject expected = document.resolve(property.getValue());
          if (present != null) {
            breakValue(expected, present, with(place, property.getKey()), whole);
          } else if (expected.get("enum") != null) {
            add(Kind.ENUM, with(place, property.getKey()), whole, outside(expected));
          }
        }
      } else if (value instanceof JsonArray array && !array.elements().isEmpty()) {
        JsonValue items = schema.get("items");
        if (items != null) {
          breakValue(items, array.elements().get(0), with(place, 0), whole);
        }
      }
      if (!place.isEmpty() && schema.get("type") != null) {
        boolean takesObjects = string(schema, "type").equals("object");
        JsonValue other = takesObjects ? JsonValue.of(WRONG) : JsonValue.of(Map.of());
        add(Kind.TYPE, place, whole, other);
      }
    }

    /** Leaves out all keys of which the object needs some. */
    private void breakAlternatives(
        JsonObject schema, JsonObject object, List<Object> place, JsonValue whole) {
      Set<String> keys = new LinkedHashSet<>();
      for (JsonValue alternative : elements(schema.get("anyOf"))) {
        List<JsonValue> required = elements(((JsonObject) alternative).get("required"));
        if (required.isEmpty()) {
          return; // what it demands are constants
        }
        required.forEach(key -> keys.add(string(key)));
      }
      if (!keys.isEmpty()) {
        Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
        members.keySet().removeAll(keys);
        add(Kind.KEY, place, whole, JsonValue.of(members));
      }
    }

    /** A value of the type that an enum does not have. */
    private static JsonValue outside(JsonObject schema) {
      return schema.get("type") instanceof JsonString type && !isText(type.value())
          ? JsonValue.of(-7)
          : JsonValue.of(WRONG);
    }

    /** The keys without which no object fits; of a union those that each variant wants. */
    private Set<String> required(JsonObject schema) {
      Set<String> keys = new LinkedHashSet<>();
      elements(schema.get("required")).forEach(key -> keys.add(string(key)));
      boolean first = true;
      for (JsonValue element : elements(schema.get("oneOf"))) {
        JsonObject variant = document.resolve(element);
        if (variant.get("type") instanceof JsonString type && !type.value().equals("object")) {
          continue;
        }
        if (first) {
          keys.addAll(required(variant));
        } else {
          keys.retainAll(required(variant));
        }
        first = false;
      }
      return keys;
    }

    private void add(Kind kind, String what, HttpUrl url) {
      requests.add(new WrongRequest(kind, what, right.newBuilder().url(url).build()));
    }

    private void add(Kind kind, String what, RequestBody body) {
      Request wrong = right.newBuilder().method(right.method(), body).build();
      requests.add(new WrongRequest(kind, what, wrong));
    }

    private void add(Kind kind, List<Object> place, JsonValue whole, @Nullable JsonValue value) {
      JsonValue changed = changed(whole, place, value);
      add(
          kind,
          place.toString(),
          RequestBody.create(changed.toString(), MediaType.get("application/json")));
    }

    private static List<Object> with(List<Object> place, Object key) {
      List<Object> longer = new ArrayList<>(place);
      longer.add(key);
      return longer;
    }

    /** The JSON with another value at a place, or without one where it is null. */
    private static JsonValue changed(
        JsonValue from, List<Object> place, @Nullable JsonValue value) {
      if (place.isEmpty()) {
        return value == null ? JsonValue.NULL : value;
      }
      List<Object> rest = place.subList(1, place.size());
      if (from instanceof JsonArray array) {
        List<JsonValue> elements = new ArrayList<>(array.elements());
        int index = (Integer) place.get(0);
        elements.set(index, changed(elements.get(index), rest, value));
        return JsonValue.of(elements);
      }
      String key = (String) place.get(0);
      Map<String, JsonValue> members = new LinkedHashMap<>(((JsonObject) from).members());
      if (rest.isEmpty() && value == null) {
        members.remove(key);
      } else {
        members.put(key, changed(members.getOrDefault(key, JsonValue.NULL), rest, value));
      }
      return JsonValue.of(members);
    }
  }
}
