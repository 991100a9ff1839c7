package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.vercel4j.openapi.RequestSamples.Change;
import io.github.vercel4j.openapi.RequestSamples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The patched document accepts the requests that upstream's accepts, and no others. It is made of
 * shapes that were joined until Java can tell them apart, and corrected by overlays; upstream's
 * schemas are kept as they are in {@code contract/requests.json}. Both judge right and wrong
 * requests of all operations, and each difference has its reason in {@code
 * request-differences.yaml}.
 */
class RequestVerdictsTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(Dialects.getOpenApi30(), registry -> {});

  /** What both think of the requests of an operation. */
  private record Verdicts(int right, int wrong, SortedSet<String> differences) {}

  /** A reason for all differences of an operation that a pattern matches. */
  private record Reason(Pattern pattern, String text) {}

  private static final SortedMap<String, Verdicts> VERDICTS = new TreeMap<>();
  private static JsonNode upstream;
  private static JsonNode document;

  @BeforeAll
  static void judge() throws IOException {
    upstream = Json.read(Path.of("contract", "requests.json"));
    document = Patch.apply(Path.of("")).document();
    for (var request : upstream.path("requests").properties()) {
      VERDICTS.put(request.getKey(), verdicts(request.getKey(), request.getValue()));
    }
    publish();
  }

  @Test
  void differencesFromUpstreamHaveAReason() {
    SortedSet<String> differences = new TreeSet<>();
    VERDICTS.values().forEach(verdicts -> differences.addAll(verdicts.differences));
    List<Reason> reasons = reasons();
    List<String> stale = new ArrayList<>();
    SortedSet<String> unexplained = new TreeSet<>(differences);
    for (Reason reason : reasons) {
      boolean matches =
          differences.stream().anyMatch(difference -> reason.pattern.matcher(difference).matches());
      if (!matches) {
        stale.add(reason.pattern + ": " + reason.text);
      }
      unexplained.removeIf(difference -> reason.pattern.matcher(difference).matches());
    }

    assertThat(unexplained)
        .as(
            "requests that one document accepts and the other does not: let the pin or an overlay"
                + " say what upstream says, or give the reason in request-differences.yaml")
        .isEmpty();
    assertThat(stale).as("reasons in request-differences.yaml without a difference").isEmpty();
  }

  @Test
  void everyOperationWithABodyIsJudged() {
    Set<String> ids = new HashSet<>();
    for (JsonNode path : document.path("paths")) {
      for (JsonNode method : path) {
        if (!body(method).isMissingNode()
            && !body(method).path("format").asText().equals("binary")) {
          ids.add(method.path("operationId").asText());
        }
      }
    }
    ids.remove("exchangeCode"); // which upstream does not have

    assertThat(VERDICTS.keySet()).isEqualTo(ids);
    VERDICTS.forEach(
        (id, verdicts) -> {
          assertThat(verdicts.right).as("right requests of %s", id).isPositive();
          assertThat(verdicts.wrong).as("wrong requests of %s", id).isPositive();
        });
  }

  /** The kinds that the pin once lost, in the operations where they were found. */
  @Test
  void requestsThatUpstreamRejectsAreRejected() {
    assertRejected("createProjectEnv", "{'key':'A','value':'a','type':'plain'}");
    assertAccepted("createProjectEnv", "{'key':'A','value':'a','type':'plain','target':[]}");
    assertRejected("createProjectEnv", "{'key':'A','value':'a','type':'secret','target':[]}");
    assertRejected("editProjectEnv", "{'type':'secret'}");
    assertAccepted("editProjectEnv", "{'type':'sensitive'}");
    assertRejected("deleteEdgeConfigTokens", "{}");
    assertAccepted("deleteEdgeConfigTokens", "{'ids':['a']}");
    assertRejected("addProjectDomain", "{'name':'a.example.com','redirectStatusCode':200}");
    assertAccepted("addProjectDomain", "{'name':'a.example.com','redirectStatusCode':null}");
    assertRejected(
        "testDrain",
        "{'schemas':{'log':{'version':'v1'}},"
            + "'delivery':{'type':'http','endpoint':'https://a.example','encoding':'json'}}");
    assertRejected("createRecord", "{'type':'A','name':'a'}");
    assertAccepted("createRecord", "{'type':'CNAME','name':'a'}");
  }

  private static void assertRejected(String id, String json) {
    assertVerdict(id, json, false);
  }

  private static void assertAccepted(String id, String json) {
    assertVerdict(id, json, true);
  }

  private static void assertVerdict(String id, String json, boolean accepted) {
    JsonNode value = Json.read("{\"value\": " + json.replace('\'', '"') + "}", id).path("value");
    assertThat(errors(upstream.path("requests").path(id), upstream, value).isEmpty())
        .as("upstream accepts %s %s", id, json)
        .isEqualTo(accepted);
    assertThat(errors(body(id), document, value).isEmpty())
        .as("the document accepts %s %s", id, json)
        .isEqualTo(accepted);
  }

  private static Verdicts verdicts(String id, JsonNode theirs) {
    JsonNode ours = body(id);
    List<Sample> samples = new ArrayList<>();
    samples.addAll(samples(upstream, theirs));
    samples.addAll(samples(document, ours));
    Schema their = compiled(theirs, upstream);
    Schema our = compiled(ours, document);
    SortedSet<String> differences = new TreeSet<>();
    Set<JsonNode> seen = new HashSet<>();
    int right = 0;
    int wrong = 0;
    for (Sample sample : samples) {
      List<Error> theirErrors = their.validate(sample.value());
      List<Error> ourErrors = our.validate(sample.value());
      if (theirErrors.isEmpty() != ourErrors.isEmpty()) {
        List<Error> errors = theirErrors.isEmpty() ? ourErrors : theirErrors;
        differences.add(difference(id, what(errors), theirErrors.isEmpty()));
      } else if (theirErrors.isEmpty()) {
        right++;
        for (Change change : RequestSamples.changes(sample)) {
          if (!seen.add(change.value())) {
            continue;
          }
          boolean accepted = their.validate(change.value()).isEmpty();
          if (accepted != our.validate(change.value()).isEmpty()) {
            differences.add(difference(id, change.place() + " " + change.change(), accepted));
          } else if (accepted) {
            right++;
          } else {
            wrong++;
          }
        }
      }
    }
    return new Verdicts(right, wrong, differences);
  }

  private static String difference(String id, String what, boolean upstreamAccepts) {
    return id
        + " "
        + what
        + ": only "
        + (upstreamAccepts ? "upstream" : "the document")
        + " accepts it";
  }

  /** Where a value is wrong, and by which keyword; of a union the place of the union. */
  private static String what(List<Error> errors) {
    return errors.stream()
        .map(
            error ->
                RequestSamples.place(error.getInstanceLocation().toString())
                    + " against "
                    + error.getKeyword())
        .min(Comparator.comparing(String::length))
        .orElseThrow();
  }

  private static List<Sample> samples(JsonNode root, JsonNode schema) {
    Map<JsonNode, Schema> compiled = new HashMap<>();
    return new RequestSamples(
            root,
            (part, value) ->
                compiled
                    .computeIfAbsent(part, unused -> compiled(part, root))
                    .validate(value)
                    .isEmpty())
        .of(schema);
  }

  private static List<Error> errors(JsonNode schema, JsonNode root, JsonNode value) {
    return compiled(schema, root).validate(value);
  }

  private static Schema compiled(JsonNode schema, JsonNode document) {
    ObjectNode root = ((ObjectNode) document).objectNode();
    root.putArray("allOf").add(schema);
    root.set("components", document.path("components"));
    return REGISTRY.getSchema(root);
  }

  private static JsonNode body(String id) {
    for (JsonNode path : document.path("paths")) {
      for (JsonNode method : path) {
        if (method.path("operationId").asText().equals(id)) {
          return body(method);
        }
      }
    }
    throw new AssertionError(id);
  }

  private static JsonNode body(JsonNode operation) {
    return operation.path("requestBody").path("content").findPath("schema");
  }

  private static List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>();
    for (JsonNode group : Json.read(Path.of("request-differences.yaml")).path("differences")) {
      String why = group.path("why").asText();
      assertThat(why).as("why of %s", group).isNotBlank();
      for (JsonNode where : group.path("where")) {
        String side = group.path("accepts").asText();
        assertThat(side).as("accepts of %s", group).isIn("upstream", "the document");
        reasons.add(
            new Reason(
                Pattern.compile(where.asText() + Pattern.quote(": only " + side + " accepts it")),
                why));
      }
    }
    return reasons;
  }

  private static void publish() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| operation | both accept | both reject | differences |\n|---|---|---|---|\n");
    int right = 0;
    int wrong = 0;
    int different = 0;
    for (var entry : VERDICTS.entrySet()) {
      Verdicts verdicts = entry.getValue();
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %d | %d |%n",
              entry.getKey(),
              verdicts.right,
              verdicts.wrong,
              verdicts.differences.size()));
      right += verdicts.right;
      wrong += verdicts.wrong;
      different += verdicts.differences.size();
    }
    String totals =
        String.format(
            Locale.ROOT,
            "Requests judged as upstream does: %,d right, %,d wrong; %d kinds are judged otherwise, each with its"
                + " reason (%d operations)",
            right,
            wrong,
            different,
            VERDICTS.size());
    StringBuilder list = new StringBuilder();
    VERDICTS
        .values()
        .forEach(
            verdicts ->
                verdicts.differences.forEach(
                    difference -> list.append("- ").append(difference).append('\n')));
    Files.writeString(
        Path.of("target", "request-verdicts.md"),
        "# Requests, as upstream and as the patched document judge them\n\n"
            + totals
            + ".\n\n"
            + table
            + "\n## Judged otherwise\n\n"
            + list);
    System.out.println(totals);
  }
}
