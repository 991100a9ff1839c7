package io.github.vercel4j.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An <a href="https://spec.openapis.org/overlay/v1.0.0.html">OpenAPI Overlay 1.0</a> document.
 *
 * <p>Stricter than the specification in two things: every action says why it is there in its
 * description, and an action must have an effect.
 *
 * <p>Targets are read by Jayway JsonPath. It applies a filter to the object at hand, where RFC 9535
 * applies it to that object's children; after {@code ..} both select the same nodes, so overlays
 * write {@code $.paths..[?(@.operationId=='getProjects')]}.
 */
final class Overlay {
  private static final Configuration JSON_PATH =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .mappingProvider(new JacksonMappingProvider())
          .build();
  private static final Configuration MATCHES =
      JSON_PATH.addOptions(Option.AS_PATH_LIST, Option.SUPPRESS_EXCEPTIONS);
  private static final Set<String> KEYS = Set.of("overlay", "info", "extends", "actions");
  private static final Set<String> INFO_KEYS = Set.of("title", "version");
  private static final Set<String> ACTION_KEYS =
      Set.of("target", "description", "update", "remove");

  private final String file;
  private final List<Action> actions;

  private Overlay(String file, List<Action> actions) {
    this.file = file;
    this.actions = actions;
  }

  /** One action; without an update it removes its target. */
  private record Action(
      String place, String target, JsonPath path, String reason, @Nullable JsonNode update) {
    String complaint(String kind) {
      return place + ", target " + target + ": " + kind + " (" + reason + ")";
    }
  }

  /** Reads an overlay from a YAML file. */
  static Overlay read(Path path) {
    return of(String.valueOf(path.getFileName()), Json.read(path));
  }

  static Overlay of(String file, ObjectNode document) {
    rejectUnknownKeys(file, document, KEYS);
    if (!document.path("overlay").asText().equals("1.0.0")) {
      throw new PatchException(file + ": expected \"overlay: 1.0.0\"");
    }
    JsonNode info = document.path("info");
    rejectUnknownKeys(file + ", info", info, INFO_KEYS);
    for (String key : INFO_KEYS) {
      text(file + ", info", info, key);
    }
    JsonNode list = document.path("actions");
    if (!list.isArray() || list.isEmpty()) {
      throw new PatchException(file + ": expected at least one entry in \"actions\"");
    }
    List<Action> actions = new ArrayList<>();
    for (JsonNode action : list) {
      actions.add(action(file + ", action " + (actions.size() + 1), action));
    }
    return new Overlay(file, actions);
  }

  private static Action action(String place, JsonNode node) {
    rejectUnknownKeys(place, node, ACTION_KEYS);
    String target = text(place, node, "target");
    String reason = text(place, node, "description");
    if (node.has("update") == node.path("remove").asBoolean()) {
      throw new PatchException(
          place + ", target " + target + ": expected either \"update\" or \"remove: true\"");
    }
    try {
      return new Action(place, target, JsonPath.compile(target), reason, node.get("update"));
    } catch (InvalidPathException e) {
      throw new PatchException(
          place + ", target " + target + ": no JSONPath: " + e.getMessage(), e);
    }
  }

  private static String text(String place, JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new PatchException(place + ": expected a text in \"" + key + "\"");
    }
    return value.asText().strip();
  }

  private static void rejectUnknownKeys(String place, JsonNode node, Set<String> known) {
    for (var entry : node.properties()) {
      if (!known.contains(entry.getKey()) && !entry.getKey().startsWith("x-")) {
        throw new PatchException(place + ": unknown key \"" + entry.getKey() + "\"");
      }
    }
  }

  /** The overlay's file name without its extension. */
  String name() {
    return file.replaceFirst("\\.[^.]*$", "");
  }

  /** Each action as its file, target and reason; where it stands in the file may change. */
  List<String> actions() {
    return actions.stream()
        .map(action -> file + ": " + action.target + " (" + action.reason + ")")
        .toList();
  }

  /** Patches the document in place and tells which actions had no effect on it. */
  List<String> applyTo(ObjectNode document) {
    List<String> complaints = new ArrayList<>();
    for (Action action : actions) {
      JsonNode matches = JsonPath.using(MATCHES).parse(document).read(action.path);
      if (matches == null || matches.isEmpty()) {
        complaints.add(action.complaint("matches nothing"));
        continue;
      }
      if (action.update == null) {
        JsonPath.using(JSON_PATH).parse(document).delete(action.path);
      } else if (!update(document, action, action.update)) {
        complaints.add(action.complaint("changes nothing"));
      }
    }
    return complaints;
  }

  private static boolean update(ObjectNode document, Action action, JsonNode update) {
    if (action.target.equals("$")) {
      return merge(document, object(action, update));
    }
    boolean[] changed = new boolean[1];
    DocumentContext context = JsonPath.using(JSON_PATH).parse(document);
    context.map(
        action.path,
        (target, configuration) -> {
          if (target instanceof ObjectNode node) {
            changed[0] |= merge(node, object(action, update));
          } else if (target instanceof ArrayNode node) {
            changed[0] |= append(node, update);
          } else {
            throw new PatchException(
                action.complaint("selects a value; target the object that holds it"));
          }
          return target;
        });
    return changed[0];
  }

  private static ObjectNode object(Action action, JsonNode update) {
    if (update instanceof ObjectNode object) {
      return object;
    }
    throw new PatchException(action.complaint("the update of an object must be an object"));
  }

  private static boolean merge(ObjectNode target, ObjectNode update) {
    boolean changed = false;
    for (var entry : update.properties()) {
      JsonNode before = target.get(entry.getKey());
      JsonNode value = entry.getValue();
      if (before instanceof ObjectNode old && value instanceof ObjectNode addition) {
        changed |= merge(old, addition);
      } else if (before instanceof ArrayNode old && value instanceof ArrayNode additions) {
        for (JsonNode addition : additions) {
          changed |= append(old, addition);
        }
      } else if (!value.equals(before)) {
        target.set(entry.getKey(), value.deepCopy());
        changed = true;
      }
    }
    return changed;
  }

  /** Appends even what is there already, as specified; only something new counts as a change. */
  private static boolean append(ArrayNode target, JsonNode addition) {
    boolean isNew = true;
    for (JsonNode element : target) {
      isNew &= !element.equals(addition);
    }
    target.add(addition.deepCopy());
    return isNew;
  }
}
