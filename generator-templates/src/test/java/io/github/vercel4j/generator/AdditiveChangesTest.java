package io.github.vercel4j.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiCompatibilityChangeType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Vercel may add without breaking a caller, seen from compiled and from uncompiled callers.
 */
class AdditiveChangesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Uses each kind of thing that is added to. */
  private static final String CALLER =
      """
      import com.squareup.moshi.Moshi;
      import io.github.vercel4j.api.*;
      import io.github.vercel4j.api.model.*;
      import java.lang.reflect.Proxy;
      import java.util.List;

      public class Caller {
        @SuppressWarnings("deprecation")
        public static String call() throws java.io.IOException {
          ProjectsApi projects =
              (ProjectsApi) Proxy.newProxyInstance(
                  ProjectsApi.class.getClassLoader(),
                  new Class<?>[] {ProjectsApi.class},
                  (proxy, method, arguments) -> null);
          projects.getProjects();
          projects.getProjects(GetProjectsParameters.builder().limit(1).build());
          projects.createProject(
              CreateProjectRequest.builder().name("a").target(Target.of("x")).build());
          projects.deleteProject("id", "default");
          projects.deleteProject("id", List.of("a"), "default");
          Project project =
              new Moshi.Builder().build().adapter(Project.class)
                  .fromJson("{\\"id\\":\\"prj\\",\\"source\\":{\\"type\\":\\"bitbucket\\"}}");
          return project.toBuilder().speed(1).build().id()
              + Framework.NEXTJS.value()
              + variant(project.source())
              + Operation.ofId("getProjects");
        }

        private static String variant(GitSource source) {
          if (source instanceof GithubSource github) {
            return " github " + github.repoId() + " ";
          } else if (source instanceof GitlabSource) {
            return " gitlab ";
          }
          return " another ";
        }
      }
      """;

  /** Compiles from Java 21 on. */
  private static final String SWITCH =
      """
      import io.github.vercel4j.api.model.*;

      class Variants {
        static String variant(GitSource source) {
          return switch (source) {
            case GithubSource github -> "github";
            case GitlabSource gitlab -> "gitlab";
            %s -> "another";
          };
        }
      }
      """;

  private static Path folder;
  private static GeneratedClient before;
  private static GeneratedClient added;

  @BeforeAll
  static void compile(@TempDir Path shared) throws IOException {
    folder = shared;
    ObjectNode contract = contract();
    before = GeneratedClient.compile(contract.toString(), folder.resolve("before"));
    addParameters(contract);
    addSchemas(contract);
    added = GeneratedClient.compile(contract.toString(), folder.resolve("added"));
  }

  @Test
  void additionsKeepSourcesAndByteCodeCompatible() throws Exception {
    assertThat(incompatibilities(added)).isEmpty();

    Path caller = Files.createDirectories(folder.resolve("caller"));
    Files.writeString(caller.resolve("Caller.java"), CALLER);
    before.compileCaller(caller, folder.resolve("caller-before"));
    added.compileCaller(caller, folder.resolve("caller-after"));
    assertThat(call(before, "caller-before")).isEqualTo("prjnextjs another GET_PROJECTS");
    assertThat(call(added, "caller-before")).isEqualTo("prjnextjs another GET_PROJECTS");
    assertThat(call(added, "caller-after")).isEqualTo("prjnextjs another GET_PROJECTS");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Java 17 has no switch over types")
  void switchOverVariantsWithoutDefaultFailsToCompile() throws IOException {
    Path open = Files.createDirectories(folder.resolve("open"));
    Files.writeString(open.resolve("Variants.java"), SWITCH.formatted("default"));
    Path closed = Files.createDirectories(folder.resolve("closed"));
    Files.writeString(
        closed.resolve("Variants.java"), SWITCH.formatted("case GitSource.Unknown unknown"));

    before.compileCaller(open, folder.resolve("open-before"));
    added.compileCaller(open, folder.resolve("open-after"));
    before.compileCaller(closed, folder.resolve("closed-before"));
    assertThatThrownBy(() -> added.compileCaller(closed, folder.resolve("closed-after")))
        .hasMessageContaining("does not cover all possible input values");
  }

  @Test
  void removalIsFound() throws IOException {
    ObjectNode contract = contract();
    parameters(contract, "/paths/~1v10~1projects/get").remove(1);
    ObjectNode project = properties(contract, "Project");
    project.remove("tags");
    project.set("velocity", project.remove("speed"));
    ((ArrayNode) contract.at("/components/schemas/Framework/enum")).remove(0);
    ((ArrayNode) contract.at("/components/schemas/Route/oneOf")).remove(1);
    GeneratedClient after = GeneratedClient.compile(contract.toString(), folder.resolve("removed"));

    assertThat(incompatibilities(after))
        .containsExactlyInAnyOrder(
            "Framework.NEXTJS FIELD_REMOVED",
            "GetProjectsParameters$Builder.limit METHOD_REMOVED",
            "Project.speed METHOD_REMOVED",
            "Project.tags METHOD_REMOVED",
            "Project$Builder.speed METHOD_REMOVED",
            "Project$Builder.tags METHOD_REMOVED",
            "StatusRoute INTERFACE_REMOVED");
  }

  private static void addParameters(ObjectNode contract) {
    String parameter = "{\"name\": \"%s\", \"in\": \"%s\", \"schema\": {\"type\": \"string\"}}";
    ArrayNode some = parameters(contract, "/paths/~1v10~1projects/get");
    some.insert(0, json(parameter.formatted("additional", "query")));
    ArrayNode none = parameters(contract, "/paths/~1v10~1projects/post");
    none.add(json(parameter.formatted("first", "query")));
    none.add(json(parameter.formatted("x-first", "header")));
    ArrayNode withOptionalBody = parameters(contract, "/paths/~1v9~1projects~1{idOrName}/delete");
    withOptionalBody.add(json(parameter.formatted("first", "query")));
    ObjectNode operation = contract.at("/paths/~1v10~1projects/get").deepCopy();
    operation.put("operationId", "aNewOperation");
    operation.put("x-vercel-page", "none");
    ((ObjectNode) contract.at("/paths/~1v9~1projects~1{idOrName}")).set("get", operation);
    operation
        .withArray("parameters")
        .removeAll()
        .add(
            json(
                "{\"name\": \"idOrName\", \"in\": \"path\", \"required\": true, \"schema\": {\"type\": \"string\"}}"));
  }

  private static void addSchemas(ObjectNode contract) {
    ObjectNode schemas = (ObjectNode) contract.at("/components/schemas");
    schemas.set(
        "Addition",
        json("{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}"));
    ObjectNode addition = json("{\"$ref\": \"#/components/schemas/Addition\"}");
    properties(contract, "CreateProjectRequest").set("addition", addition);
    // In front, so that the index of each other property moves
    ObjectNode project = properties(contract, "Project");
    ObjectNode old = project.deepCopy();
    project.removeAll();
    project.set("addition", addition);
    project.setAll(old);

    ((ArrayNode) contract.at("/components/schemas/Framework/enum")).insert(0, "additional");

    schemas.set(
        "BitbucketSource",
        json(
            "{\"type\": \"object\", \"required\": [\"type\"], \"properties\": {\"type\": {\"type\": \"string\", \"enum\": [\"bitbucket\"]}}}"));
    ((ArrayNode) contract.at("/components/schemas/GitSource/oneOf"))
        .insert(0, json("{\"$ref\": \"#/components/schemas/BitbucketSource\"}"));
    ((ObjectNode) contract.at("/components/schemas/GitSource/x-vercel-union/variants"))
        .putArray("BitbucketSource")
        .add("bitbucket");
    ((ArrayNode) contract.at("/components/schemas/Route/oneOf"))
        .add(json("{\"type\": \"boolean\"}"));
  }

  private static ObjectNode contract() throws IOException {
    return (ObjectNode) JSON.readTree(GeneratedClient.resource("/contract.json"));
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ArrayNode parameters(ObjectNode contract, String operation) {
    return ((ObjectNode) contract.at(operation)).withArray("parameters");
  }

  private static ObjectNode properties(ObjectNode contract, String schema) {
    return (ObjectNode) contract.at("/components/schemas/" + schema + "/properties");
  }

  private static String call(GeneratedClient client, String caller) throws Exception {
    URL[] classes = {folder.resolve(caller).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, client.loader())) {
      return (String) loader.loadClass("Caller").getMethod("call").invoke(null);
    }
  }

  /** What japicmp holds against the change, as {@code Type.member CHANGE}. */
  private static List<String> incompatibilities(GeneratedClient after) throws IOException {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    List<String> found = new ArrayList<>();
    for (JApiClass type :
        new JarArchiveComparator(options)
            .compare(
                new JApiCmpArchive(jar(before).toFile(), "1"),
                new JApiCmpArchive(jar(after).toFile(), "2"))) {
      String name = type.getFullyQualifiedName();
      String simple = name.substring(name.lastIndexOf('.') + 1);
      add(found, simple, type);
      type.getInterfaces().forEach(each -> add(found, simple, each));
      type.getFields().forEach(each -> add(found, simple + "." + each.getName(), each));
      type.getConstructors().forEach(each -> add(found, simple + "." + each.getName(), each));
      type.getMethods().forEach(each -> add(found, simple + "." + each.getName(), each));
    }
    return found;
  }

  private static void add(List<String> found, String place, JApiCompatibility element) {
    for (JApiCompatibilityChange change : element.getCompatibilityChanges()) {
      if (change.getType() == JApiCompatibilityChangeType.METHOD_ADDED_TO_INTERFACE
          && place.matches("\\w+Api\\.\\w+")) {
        continue; // breaks who implements them, which is Retrofit's part
      }
      if (!change.isBinaryCompatible() || !change.isSourceCompatible()) {
        found.add(place + " " + change.getType());
      }
    }
  }

  private static Path jar(GeneratedClient client) throws IOException {
    Path file = Files.createTempFile(folder, "client", ".jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> classes = Files.walk(client.classes())) {
      for (Path path : classes.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(
            new JarEntry(client.classes().relativize(path).toString().replace('\\', '/')));
        Files.copy(path, jar);
      }
    }
    return file;
  }
}
