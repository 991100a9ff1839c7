package io.github.vercel4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.contract.Resources;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedNamesTest {
  /** The last word of a name that ends in digits, such as V2 of DrainFilterV2. */
  private static final Pattern NUMBERED = Pattern.compile(".*?([A-Z]+[a-z]*\\d+)");

  @Test
  void typeNamesDoNotRepeatTheNestingOfSchemas() throws Exception {
    assertThat(generatedTypes())
        .hasSizeGreaterThan(400)
        .noneMatch(name -> name.matches(".*(Inner|OneOf|AnyOf|AllOf).*"));
  }

  @Test
  void typeNamesHaveNoNumbersButVercels() throws Exception {
    Set<String> words = new TreeSet<>();
    collectWords(Resources.json("/META-INF/vercel4j/openapi.json"), words);

    assertThat(generatedTypes())
        .allSatisfy(
            name -> {
              Matcher numbered = NUMBERED.matcher(name);
              if (numbered.matches()) {
                String word = numbered.group(1).toLowerCase(Locale.ROOT);
                assertThat(words).as(name).anyMatch(upstream -> upstream.endsWith(word));
              }
            });
  }

  @Test
  void generatedModuleHasNoHandWrittenJava() {
    assertThat(Path.of("../client-generated/pom.xml")).exists();
    assertThat(Path.of("../client-generated/src/main/java")).doesNotExist();
  }

  /** The simple names of all types of the API, nested ones by their own name. */
  private static List<String> generatedTypes() throws Exception {
    URI code = Operation.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path place = Path.of(code);
    if (Files.isDirectory(place)) {
      return typesIn(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return typesIn(jar.getPath("/"));
    }
  }

  private static List<String> typesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(name.lastIndexOf('$') + 1, name.length() - ".class".length()))
          .filter(name -> !name.matches("\\d+")) // anonymous
          .toList();
    }
  }

  /** Keys and constants as Vercel spells them; the names of components are ours. */
  private static void collectWords(JsonValue value, Set<String> words) {
    if (value instanceof JsonObject object) {
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        if (member.getKey().equals("properties")) {
          Resources.members(member.getValue()).keySet().forEach(key -> add(key, words));
        } else if (member.getKey().equals("enum")) {
          Resources.elements(member.getValue()).stream()
              .filter(JsonString.class::isInstance)
              .forEach(constant -> add(Resources.string(constant), words));
        }
        collectWords(member.getValue(), words);
      }
    } else if (value instanceof JsonArray array) {
      array.elements().forEach(element -> collectWords(element, words));
    }
  }

  private static void add(String word, Set<String> words) {
    words.add(word.toLowerCase(Locale.ROOT));
  }
}
