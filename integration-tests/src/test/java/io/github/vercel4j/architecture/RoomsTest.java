package io.github.vercel4j.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.consumers.Artifact;
import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which classes of the client may name which, by the compiled classes. */
class RoomsTest {
  private static final String ROOT = "io.github.vercel4j";
  private static JavaClasses classes;

  @BeforeAll
  static void read() throws IOException {
    Artifact client = Artifact.of(VercelClient.class);
    ClassFileImporter importer = new ClassFileImporter();
    if (client.isJar()) {
      try (JarFile jar = new JarFile(client.place().toFile())) {
        classes = importer.importJar(jar);
      }
    } else {
      classes = importer.importPath(client.place());
    }
    assertThat(classes).hasSizeGreaterThan(100);
  }

  @Test
  void internalRoomsLookDownOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + ".internal..")
        .layer("tasks")
        .definedBy(ROOT + ".internal.tasks")
        .layer("http")
        .definedBy(ROOT + ".internal.http")
        .layer("errors")
        .definedBy(ROOT + ".internal.errors")
        .layer("call")
        .definedBy(ROOT + ".internal.call")
        .whereLayer("tasks")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("tasks")
        .whereLayer("errors")
        .mayOnlyBeAccessedByLayers("tasks", "http")
        .ensureAllClassesAreContainedInArchitectureIgnoring(
            resideOutsideOfPackage(ROOT + ".internal.."))
        .check(classes);
  }

  @Test
  void publicPackagesBesideTheRootFormNoCycle() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAPackage(ROOT + ".internal.."), resideInAPackage(ROOT + ".."))
        .ignoreDependency(resideInAPackage(ROOT + ".."), resideInAPackage(ROOT + ".internal.."))
        .check(classes);
  }
}
