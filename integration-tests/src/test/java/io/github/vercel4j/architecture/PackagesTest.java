package io.github.vercel4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.consumers.Artifact;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.testing.VercelMock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A package belongs to one artifact. */
class PackagesTest {
  private static final List<Class<?>> MEMBERS =
      List.of(JsonValue.class, Operation.class, VercelClient.class, VercelMock.class);

  @Test
  void packageStandsInOneArtifactOnly() throws IOException {
    Map<String, TreeSet<String>> artifacts = new TreeMap<>();
    for (Class<?> member : MEMBERS) {
      Artifact artifact = Artifact.of(member);
      for (String name : artifact.classes().keySet()) {
        artifacts
            .computeIfAbsent(name.substring(0, name.lastIndexOf('.')), key -> new TreeSet<>())
            .add(artifact.place().toString());
      }
    }

    assertThat(artifacts).hasSizeGreaterThan(10);
    assertThat(artifacts).allSatisfy((name, places) -> assertThat(places).as(name).hasSize(1));
  }
}
