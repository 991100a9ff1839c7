package io.github.vercel4j.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as named modules. */
class ModulePathIT {
  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void programThatRequiresOnlyTheClientReadsAndWrites(@TempDir Path classes) throws Exception {
    server.setDispatcher(Consumer.service());
    List<Path> path = new ArrayList<>(Consumer.jars());
    Consumer.compile("modular", classes, "--module-path", Consumer.path(path));

    path.add(classes);
    String printed =
        Consumer.run(
            "--module-path",
            Consumer.path(path),
            "--module",
            "example/example.Main",
            server.url("/").toString());

    assertThat(printed)
        .containsSubsequence(
            "project storefront of nextjs",
            "created EnvironmentVariable[key=KEY, value=",
            "in module example with io.github.vercel4j");
  }

  @Test
  void clientExportsAllButItsInternals() throws Exception {
    ModuleDescriptor module = moduleOf(VercelClient.class);

    assertThat(module.name()).isEqualTo("io.github.vercel4j");
    assertThat(module.exports())
        .allMatch(exported -> !exported.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            "io.github.vercel4j",
            "io.github.vercel4j.deployments",
            "io.github.vercel4j.environment",
            "io.github.vercel4j.oauth",
            "io.github.vercel4j.permissions",
            "io.github.vercel4j.webhooks");
    assertThat(module.opens()).isEmpty();
  }

  @Test
  void apiIsOpenToMoshiOnly() throws Exception {
    ModuleDescriptor module = moduleOf(Operation.class);

    assertThat(module.name()).isEqualTo("io.github.vercel4j.api");
    assertThat(module.exports())
        .allMatch(exported -> !exported.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrderElementsOf(module.packages());
    assertThat(module.opens())
        .extracting(ModuleDescriptor.Opens::targets)
        .containsOnly(Set.of("com.squareup.moshi"));
  }

  @Test
  void runtimeExportsItsInternalsToOurModulesOnly() throws Exception {
    ModuleDescriptor module = moduleOf(JsonValue.class);

    assertThat(module.name()).isEqualTo("io.github.vercel4j.runtime");
    assertThat(module.exports())
        .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)
        .containsExactlyInAnyOrder(
            tuple("io.github.vercel4j.json", Set.of()),
            tuple(
                "io.github.vercel4j.runtime",
                Set.of("io.github.vercel4j", "io.github.vercel4j.api")));
    assertThat(module.opens())
        .extracting(ModuleDescriptor.Opens::targets)
        .containsOnly(Set.of("com.squareup.moshi"));
  }

  private static ModuleDescriptor moduleOf(Class<?> member) throws IOException {
    ModuleDescriptor module =
        ModuleFinder.of(Artifact.placeOf(member)).findAll().stream()
            .map(ModuleReference::descriptor)
            .findAny()
            .orElseThrow();
    assertThat(module.isAutomatic()).isFalse();
    return module;
  }
}
