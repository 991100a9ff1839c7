package io.github.vercel4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.consumers.Artifact;
import io.github.vercel4j.contract.Resources;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** How much code a user's class path gets, and whether the JIT compiles it. */
class BudgetTest {
  private static final Path GENERATED =
      Path.of("../client-generated/target/generated-sources/openapi/src");

  private static final List<String> FIGURES = new ArrayList<>();

  private static List<Path> files = List.of();
  private static List<Artifact> artifacts = List.of();

  @BeforeAll
  static void read() throws IOException {
    assertThat(GENERATED).as("the generated sources: run the whole build").isDirectory();
    try (Stream<Path> paths = Files.walk(GENERATED)) {
      files = paths.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(500);
    artifacts =
        List.of(
            Artifact.of(Operation.class),
            Artifact.of(JsonValue.class),
            Artifact.of(VercelClient.class));
  }

  @AfterAll
  static void print() {
    System.out.println("Budgets: " + String.join("; ", FIGURES));
  }

  /** A component of the document is a model with its builder and adapter, an enum, or a union. */
  @Test
  void generatedCodeHasFewLinesForEachComponent() throws IOException {
    long lines = 0;
    for (Path file : files) {
      if (file.toString().endsWith(".java")) {
        lines +=
            Files.readString(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("/*") && !line.startsWith("*"))
                .count();
      }
    }
    long components =
        Resources.members(
                Resources.value(
                    (JsonObject)
                        Resources.value(
                            (JsonObject) Resources.json("/META-INF/vercel4j/openapi.json"),
                            "components"),
                    "schemas"))
            .size();
    check(
        "lines",
        lines,
        95 * components,
        "generated Java without Javadoc, components: " + components);
  }

  @Test
  void generatedFilesAreSmall() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (Path file : files) {
      sizes.put(GENERATED.relativize(file).toString(), Files.size(file));
    }
    checkLargest("bytes", sizes, 60_000);
  }

  @Test
  void jarsOfGeneratedClientAndRuntimeAreSmall() throws IOException {
    Path api = artifacts.get(0).place();
    Path runtime = artifacts.get(1).place();
    assumeTrue(artifacts.get(0).isJar(), "no jar before Maven's package phase");
    check(
        "bytes",
        Files.size(api) + Files.size(runtime),
        2_600_000,
        api.getFileName() + " and " + runtime.getFileName());
  }

  /** More than 255 would be no class file. */
  @Test
  void constructorsHaveFewEnoughParametersForAClassFile() {
    Map<String, Long> slots = new TreeMap<>();
    for (Artifact artifact : artifacts) {
      for (byte[] bytes : artifact.classes().values()) {
        ClassReader type = new ClassReader(bytes);
        type.accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                if (name.equals("<init>")) {
                  slots.merge(
                      type.getClassName().replace('/', '.'),
                      (long) Type.getArgumentsAndReturnSizes(descriptor) >> 2,
                      Math::max);
                }
                return null;
              }
            },
            ClassReader.SKIP_CODE);
      }
    }
    checkLargest("constructor slots", slots, 255);
  }

  /** HotSpot interprets a longer one forever: HugeMethodLimit. */
  @Test
  void methodsAreShortEnoughToBeCompiled() {
    Map<String, Long> lengths = new TreeMap<>();
    for (Artifact artifact : artifacts) {
      artifact.classes().forEach((name, bytes) -> measure(name, bytes, lengths));
    }
    checkLargest("bytes of byte code", lengths, 8_000);
  }

  /** Where a label behind the last instruction would stand. */
  private static void measure(String type, byte[] bytes, Map<String, Long> lengths) {
    ClassReader reader = new ClassReader(bytes);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, new ClassWriter(reader, 0)) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
            return new MethodVisitor(Opcodes.ASM9, method) {
              @Override
              public void visitMaxs(int stack, int locals) {
                Label end = new Label();
                super.visitLabel(end);
                super.visitMaxs(stack, locals);
                lengths.merge(type + "." + name, (long) end.getOffset(), Math::max);
              }
            };
          }
        },
        0);
  }

  private static void checkLargest(String unit, Map<String, Long> figures, long budget) {
    Map.Entry<String, Long> largest =
        figures.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    check(unit, largest.getValue(), budget, largest.getKey());
  }

  private static void check(String unit, long figure, long budget, String where) {
    String text = "%,d of %,d %s (%s)".formatted(figure, budget, unit, where);
    FIGURES.add(text);
    assertThat(figure).as("used and budget: " + text).isLessThanOrEqualTo(budget);
  }
}
