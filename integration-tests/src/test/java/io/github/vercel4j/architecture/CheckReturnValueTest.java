package io.github.vercel4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.consumers.Artifact;
import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Whether tools report a result that nobody uses. They read class files, where alone the annotation
 * is; Error Prone reports those of this build as errors.
 */
class CheckReturnValueTest {
  private static final String ANNOTATION = "Lio/github/vercel4j/json/CheckReturnValue;";
  private static final String CALL = ")Lio/github/vercel4j/api/VercelCall;";

  /** Methods that only make something: a builder, what it builds, a copy with a change. */
  private static final Pattern MAKERS =
      Pattern.compile(
          ".*[.](builder|toBuilder|forInstallation)[(].*"
              + "|.*Builder[.]build[(][)].*"
              // A model's properties may have such names
              + "|(?!io[.]github[.]vercel4j[.]api[.]model[.]).*"
              + "[.](requiring[A-Z]\\w*|with([A-Z]\\w*)?)[(].*");

  @Test
  void everyMethodThatOnlyMakesSomethingIsAnnotated() throws IOException {
    Set<String> annotated = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (Class<?> member : List.of(Operation.class, JsonValue.class, VercelClient.class)) {
      Artifact.of(member)
          .classes()
          .forEach(
              (name, bytes) -> {
                if (!name.contains(".internal.")) {
                  new ClassReader(bytes)
                      .accept(new Makers(name, annotated, others), ClassReader.SKIP_CODE);
                }
              });
    }

    assertThat(others).as("public methods without @CheckReturnValue").isEmpty();
    assertThat(annotated)
        .contains(
            "io.github.vercel4j.api.ProjectsApi.getProjects",
            "io.github.vercel4j.api.model.Project.builder",
            "io.github.vercel4j.api.model.GetProjectsParameters$Builder.build",
            "io.github.vercel4j.runtime.ModelBuilder.build",
            "io.github.vercel4j.CallOptions.withTimeout",
            "io.github.vercel4j.RawRequest.call")
        .hasSizeGreaterThan(900);
  }

  /** Sorts the methods of a class by whether they, or the class, are annotated. */
  private static final class Makers extends ClassVisitor {
    private final String type;
    private final Set<String> annotated;
    private final Set<String> others;
    private boolean isPublic;
    private boolean isAnnotated;

    Makers(String type, Set<String> annotated, Set<String> others) {
      super(Opcodes.ASM9);
      this.type = type;
      this.annotated = annotated;
      this.others = others;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        String superName,
        String[] interfaces) {
      isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      isAnnotated |= descriptor.equals(ANNOTATION);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] thrown) {
      boolean isSource =
          (access & Opcodes.ACC_PUBLIC) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
      String method = type + "." + name + descriptor;
      if (!isPublic
          || !isSource
          || !(descriptor.endsWith(CALL) || MAKERS.matcher(method).matches())) {
        return null;
      }
      return new MethodVisitor(Opcodes.ASM9) {
        private boolean isMethodAnnotated = isAnnotated;

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          isMethodAnnotated |= annotation.equals(ANNOTATION);
          return null;
        }

        @Override
        public void visitEnd() {
          (isMethodAnnotated ? annotated : others).add(type + "." + name);
        }
      };
    }
  }
}
