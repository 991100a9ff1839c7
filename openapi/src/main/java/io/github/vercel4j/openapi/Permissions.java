package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The table of known permissions, {@code permissions.yaml}. */
final class Permissions {
  private static final Set<String> ACCESS = Set.of("read", "read-write");
  private static final Set<String> KEYS = Set.of("scope", "access", "guide");

  private final JsonNode rows;
  private final Map<String, Set<String>> accessByScope = new LinkedHashMap<>();

  private Permissions(JsonNode rows) {
    this.rows = rows;
    int number = 0;
    for (JsonNode row : rows) {
      String place = "permissions.yaml, entry " + ++number + ": ";
      Set<String> keys = new TreeSet<>();
      row.fieldNames().forEachRemaining(keys::add);
      if (!keys.equals(KEYS) || !row.path("guide").isBoolean()) {
        throw new PatchException(place + "expected scope, access and guide, not " + row);
      }
      Set<String> access = new TreeSet<>();
      row.path("access").forEach(level -> access.add(level.asText()));
      if (access.isEmpty() || !ACCESS.containsAll(access)) {
        throw new PatchException(place + "expected read, read-write or both in access");
      }
      if (accessByScope.put(row.path("scope").asText(), access) != null) {
        throw new PatchException(place + "the scope stands twice: " + row.path("scope"));
      }
    }
  }

  static Permissions read(Path file) {
    return of(Json.read(file));
  }

  static Permissions of(ObjectNode file) {
    return new Permissions(file.path("permissions"));
  }

  /** The table as it is packed. */
  JsonNode rows() {
    return rows;
  }

  /**
   * Permissions that the operations need though nobody can have them, and what the guide
   * contradicts.
   */
  List<String> problems(JsonNode document, DocumentedScopes documented) {
    List<String> problems = new ArrayList<>();
    Set<String> permissions = new TreeSet<>();
    for (JsonNode alternatives : document.findValues("x-vercel-permissions")) {
      for (JsonNode alternative : alternatives) {
        alternative.forEach(permission -> permissions.add(permission.asText()));
      }
    }
    for (String permission : permissions) {
      String scope = permission.substring(permission.indexOf(':') + 1);
      Set<String> access = accessByScope.getOrDefault(scope, Set.of());
      // read-write includes read
      if (!access.contains("read-write") && !access.contains(permission.replace(":" + scope, ""))) {
        problems.add(
            "permissions.yaml: an overlay needs "
                + permission
                + ", which is not known; add it there");
      }
    }
    for (JsonNode row : rows) {
      String scope = row.path("scope").asText();
      boolean listed = documented.scopes().contains(scope);
      if (listed != row.path("guide").asBoolean()) {
        problems.add(
            "permissions.yaml: the guide "
                + (listed ? "lists " : "does not list ")
                + scope
                + "; write guide: "
                + listed);
      }
    }
    for (String scope : documented.scopes()) {
      if (!accessByScope.containsKey(scope)) {
        problems.add("permissions.yaml: the guide lists " + scope + "; add it");
      }
    }
    return problems;
  }
}
