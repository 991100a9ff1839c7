package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The names that generated code cannot have, as {@code reserved-names.yaml} lists them. */
public final class ReservedNames {
  private static final String EXTENSION = "x-java-reserved-members";
  private static final JsonNode FILE = file();
  private static final List<String> PACKAGES =
      FILE.path("packages").valueStream().map(JsonNode::asText).toList();
  private static final Map<String, String> TYPES = types();

  private ReservedNames() {}

  private static JsonNode file() {
    String name = "reserved-names.yaml";
    try (InputStream file = Objects.requireNonNull(ReservedNames.class.getResourceAsStream(name))) {
      return Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> types() {
    Map<String, String> types = new HashMap<>();
    for (JsonNode group : FILE.path("types")) {
      for (JsonNode name : group.path("names")) {
        types.put(name.asText(), group.path("hides").asText());
      }
    }
    return types;
  }

  /** What a component of this name would hide from Java code, or an empty text. */
  public static String hiddenBy(String name) {
    for (String folder : PACKAGES) {
      try {
        return Class.forName(folder + "." + name, false, null).getName();
      } catch (ClassNotFoundException | NoClassDefFoundError e) {
        // The name is free in this package; file systems that ignore case say it by an error
      }
    }
    return TYPES.getOrDefault(name, "");
  }

  /** Writes the names that no property and no parameter can have into the document. */
  static void write(ObjectNode document) {
    document.set(EXTENSION, FILE.path("members"));
  }
}
