package io.github.vercel4j.consumers;

import static io.github.vercel4j.contract.Resources.elements;
import static io.github.vercel4j.contract.Resources.objects;
import static io.github.vercel4j.contract.Resources.string;
import static io.github.vercel4j.contract.Resources.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonClass;
import io.github.vercel4j.api.VercelOperation;
import io.github.vercel4j.contract.Resources;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The metadata for GraalVM against the ledger of operations. */
class NativeImageMetadataTest {
  private static final String API = "io.github.vercel4j.api";

  private final Set<String> proxies = new TreeSet<>();
  private final Map<String, JsonObject> types = new TreeMap<>();

  NativeImageMetadataTest() {
    add("vercel4j-api");
    add("vercel4j-runtime");
  }

  private void add(String artifact) {
    JsonObject metadata =
        (JsonObject)
            Resources.json(
                "/META-INF/native-image/io.github.vercel4j/"
                    + artifact
                    + "/reachability-metadata.json");
    for (JsonObject entry : objects(value(metadata, "reflection"))) {
      if (value(entry, "type") instanceof JsonObject proxy) {
        List<JsonValue> interfaces = elements(value(proxy, "proxy"));
        assertThat(interfaces).as("one interface for each proxy").hasSize(1);
        proxies.add(string(interfaces.get(0)));
      } else {
        types.put(string(entry, "type"), entry);
      }
    }
  }

  @Test
  void everyInterfaceOfTheLedgerHasAProxyAndMethods() throws Exception {
    assertThat(proxies).isEqualTo(interfaces()).hasSizeGreaterThan(10);
    for (String name : interfaces()) {
      assertThat(value(type(name), "allDeclaredMethods")).isEqualTo(JsonValue.parse("true"));
    }
  }

  @Test
  void everyTypeOfAnOperationIsListedWithItsAdapter() throws Exception {
    Set<Class<?>> named = named();
    // What a user's own type may name as well
    named.addAll(List.of(JsonValue.class.getPermittedSubclasses()));
    Set<String> adapters = new TreeSet<>();
    for (Class<?> type : named) {
      if (type.isAnnotationPresent(JsonClass.class)) {
        adapters.add(type.getName().replace('$', '_') + "JsonAdapter");
      }
    }
    Set<String> made =
        types.keySet().stream()
            .filter(name -> name.endsWith("JsonAdapter"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(types).containsKeys(named.stream().map(Class::getName).toArray(String[]::new));
    assertThat(made).isEqualTo(adapters).hasSizeGreaterThan(60);
    assertThat(made)
        .allSatisfy(
            name ->
                assertThat(value(type(name), "methods"))
                    .isEqualTo(
                        JsonValue.parse("[{\"name\": \"<init>\", \"parameterTypes\": []}]")));
  }

  /** Our types in the signatures of the ledger's operations. */
  private static Set<Class<?>> named() throws ClassNotFoundException {
    Set<Class<?>> named = new LinkedHashSet<>();
    for (JsonObject row : ledger()) {
      List<Method> methods = methodsOf(row);
      assertThat(methods).as(string(row, "operationId")).isNotEmpty();
      for (Method method : methods) {
        addNamed(method.getGenericReturnType(), named);
        Arrays.stream(method.getGenericParameterTypes()).forEach(type -> addNamed(type, named));
      }
    }
    return named;
  }

  @Test
  void everyListedNameExists() throws Exception {
    for (String name : types.keySet()) {
      assertThat(Class.forName(name)).isNotNull();
    }
  }

  private JsonObject type(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  private static List<JsonObject> ledger() {
    return objects(Resources.json("/META-INF/vercel4j/operations.json"));
  }

  private static Set<String> interfaces() {
    return ledger().stream()
        .map(NativeImageMetadataTest::interfaceOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** DomainsRegistrarApi for domains-registrar. */
  private static String interfaceOf(JsonObject row) {
    if (string(row, "tag").equals("oauth")) {
      return API + ".OAuthApi"; // as an overlay names it
    }
    return Arrays.stream(string(row, "tag").split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", API + ".", "Api"));
  }

  private static List<Method> methodsOf(JsonObject row) throws ClassNotFoundException {
    return Arrays.stream(Class.forName(interfaceOf(row)).getDeclaredMethods())
        .filter(
            method ->
                method
                    .getAnnotation(VercelOperation.class)
                    .value()
                    .operationId()
                    .equals(string(row, "operationId")))
        .toList();
  }

  private static void addNamed(Type type, Set<Class<?>> named) {
    if (type instanceof ParameterizedType parameterized) {
      addNamed(parameterized.getRawType(), named);
      Arrays.stream(parameterized.getActualTypeArguments())
          .forEach(argument -> addNamed(argument, named));
    } else if (type instanceof Class<?> plain
        && plain.getName().startsWith("io.github.vercel4j.")) {
      named.add(plain);
    }
  }
}
