package io.github.vercel4j.benchmark;

import com.squareup.moshi.Types;
import io.github.vercel4j.api.model.FilterProjectEnvsResponse;
import io.github.vercel4j.api.model.GetDeploymentsResponse;
import io.github.vercel4j.api.model.GetProjectsResponse;
import io.github.vercel4j.api.model.Project;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A JSON document, and what it is decoded into. */
public enum Input {
  /** A list of 20 projects. */
  PROJECTS(GetProjectsResponse.class, Peers.GetProjectsResponse.class),
  /** The same with 8 % unknown keys added. */
  EXTENDED(GetProjectsResponse.class, Peers.GetProjectsResponse.class),
  /** A list of 20 deployments. */
  DEPLOYMENTS(GetDeploymentsResponse.class, Peers.GetDeploymentsResponse.class),
  PROJECTS1(GetProjectsResponse.class, Peers.GetProjectsResponse.class),
  PROJECTS100(GetProjectsResponse.class, Peers.GetProjectsResponse.class),
  PROJECTS1000(GetProjectsResponse.class, Peers.GetProjectsResponse.class),
  PROJECTS10000(GetProjectsResponse.class, Peers.GetProjectsResponse.class),
  PROJECT(Project.class, Peers.Project.class),
  /** The 40 environment variables of a project. */
  ENVS(FilterProjectEnvsResponse.class, Peers.FilterProjectEnvsResponse.class),
  /** 2,000 lines of a log drain, as the array of a JSON delivery; each library's own tree. */
  LINES(Types.newParameterizedType(List.class, JsonValue.class), null);

  private static final double UNKNOWN = 0.08;

  final Type ours;
  final @Nullable Class<?> peer;

  Input(Type ours, @Nullable Class<?> peer) {
    this.ours = ours;
    this.peer = peer;
  }

  byte[] json() {
    String json =
        switch (this) {
          case PROJECTS, DEPLOYMENTS, PROJECT, ENVS -> committed(toString());
          case EXTENDED -> {
            JsonValue projects = JsonValue.parse(committed("projects"));
            yield new UnknownKeys(UNKNOWN).addTo(projects).toString();
          }
          case PROJECTS1 -> projects(1);
          case PROJECTS100 -> projects(100);
          case PROJECTS1000 -> projects(1_000);
          case PROJECTS10000 -> projects(10_000);
          case LINES -> lines();
        };
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether it is there to show how time grows with size. */
  boolean isGrowth() {
    return this != PROJECTS && name().startsWith("PROJECTS");
  }

  /** The committed projects again and again. */
  private static String projects(int count) {
    JsonObject list = (JsonObject) JsonValue.parse(committed("projects"));
    List<String> projects =
        ((JsonArray) list.get("projects")).elements().stream().map(JsonValue::toString).toList();
    StringBuilder json = new StringBuilder("{\"projects\":[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append(projects.get(i % projects.size()));
    }
    return json.append("],\"pagination\":").append(list.get("pagination")).append('}').toString();
  }

  private static String committed(String name) {
    try (InputStream file = Input.class.getResourceAsStream(name + ".json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seeded, because a file of them would be larger than all that surrounds it. */
  private static String lines() {
    Random random = new Random(2000);
    List<JsonValue> lines = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      Map<String, JsonValue> line = new LinkedHashMap<>();
      line.put("id", JsonValue.of("17615232" + (100_000_000_000L + i)));
      line.put("deploymentId", JsonValue.of("dpl_4KmZt7RxQw2LpNc9VbHs3FgYd8Tj"));
      line.put("projectId", JsonValue.of("prj_6TzXw3QmKd8RbVh1"));
      line.put("source", JsonValue.of(i % 3 == 0 ? "edge" : "lambda"));
      line.put("level", JsonValue.of(i % 10 == 0 ? "error" : "info"));
      line.put("host", JsonValue.of("storefront.example.com"));
      line.put("path", JsonValue.of("/api/cart/" + random.nextInt(100_000)));
      line.put("message", JsonValue.of("took " + random.nextInt(900) + " ms\n\"cart\" is stale"));
      line.put("statusCode", JsonValue.of(i % 10 == 0 ? 500 : 200));
      line.put("timestamp", JsonValue.of(1_761_523_200_000L + i * 37L));
      line.put("requestId", JsonValue.of("fra1::" + Long.toString(random.nextLong(1L << 60), 36)));
      line.put("environment", JsonValue.of("production"));
      lines.add(JsonValue.of(line));
    }
    return JsonValue.of(lines).toString();
  }

  /** Puts keys that nobody knows into the objects that have an id, until they are a given part. */
  private static final class UnknownKeys {
    private static final List<JsonValue> VALUES =
        List.of(
            JsonValue.of("of a newer service"),
            JsonValue.of(true),
            JsonValue.of(1_761_523_200_000L),
            JsonValue.NULL,
            JsonValue.parse("{\"enabled\":true,\"since\":1761523200000}"),
            JsonValue.parse("[\"fra1\",\"iad1\"]"));

    private final double part;
    private double owed;
    private int added;

    UnknownKeys(double part) {
      this.part = part;
    }

    JsonValue addTo(JsonValue value) {
      if (value instanceof JsonArray array) {
        return JsonValue.of(array.elements().stream().map(this::addTo).toList());
      } else if (value instanceof JsonObject object) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object
            .members()
            .forEach(
                (key, member) -> {
                  members.put(key, addTo(member));
                  owed += part;
                  if (owed >= 1 && object.get("id") != null) {
                    owed -= 1;
                    members.put("new" + added % 50, VALUES.get(added % VALUES.size()));
                    added++;
                  }
                });
        return JsonValue.of(members);
      }
      return value;
    }
  }
}
