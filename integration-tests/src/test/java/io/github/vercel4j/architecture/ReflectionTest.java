package io.github.vercel4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonClass;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.consumers.Artifact;
import io.github.vercel4j.json.JsonValue;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What is found by name or looked at from outside: an adapter's class and constructor by Moshi, the
 * methods of an interface by Retrofit, and no member of a model.
 */
class ReflectionTest {
  /** What finds, reads or calls something that the caller's byte code does not name. */
  private static final Pattern REFLECTION =
      Pattern.compile(
          "java/lang/Class\\.(forName|newInstance|getAnnotation.*|getResource.*|get(Declared)?"
              + "(Class|Constructor|Field|Method)(es|s)?|getEnumConstants|getRecordComponents)"
              + "|java/lang/ClassLoader\\.(loadClass|get(System)?Resource.*)"
              + "|java/lang/reflect/(Field|Constructor|Method|RecordComponent|AccessibleObject)"
              + "\\.(?!getName|getDeclaringClass).*"
              + "|java/lang/reflect/Proxy\\..*"
              + "|java/lang/invoke/(MethodHandle|MethodHandles\\$Lookup|VarHandle)\\..*"
              + "|java/util/ServiceLoader\\..*"
              + "|java/io/Object(In|Out)putStream\\..*"
              + "|com/squareup/moshi/Moshi\\.(adapter|nextAdapter)"
              + "|retrofit2/Retrofit\\.create");

  @Test
  void everyModelIsReadByItsGeneratedAdapter() throws Exception {
    Moshi moshi = new Moshi.Builder().build();
    List<Class<?>> models = models();

    assertThat(models)
        .hasSizeGreaterThan(500)
        .allSatisfy(
            model ->
                assertThat(moshi.adapter(model))
                    .asString()
                    .matches(Pattern.quote(adapter(model) + "@") + ".*"));
  }

  @Test
  void adaptersHaveOnlyTheConstructorThatMoshiFinds() throws Exception {
    for (Class<?> model : models()) {
      Class<?> adapter = Class.forName(adapter(model));

      assertThat(adapter.getDeclaredConstructors())
          .as(adapter.getName())
          .extracting(Constructor::getParameterCount)
          .containsExactly(0);
    }
  }

  /** The name by which Moshi finds it. */
  private static String adapter(Class<?> model) {
    return model.getName().replace('$', '_') + "JsonAdapter";
  }

  @Test
  void onlyTheseFewPlacesUseReflection() throws Exception {
    Set<String> places = new TreeSet<>();
    for (Class<?> member : List.of(JsonValue.class, Operation.class, VercelClient.class)) {
      for (byte[] code : Artifact.of(member).classes().values()) {
        addReflection(code, places);
      }
    }

    assertThat(places)
        .containsExactly(
            "io.github.vercel4j.internal.http.JsonConverterFactory: Moshi.adapter",
            "io.github.vercel4j.internal.http.Libraries: ClassLoader.getResources",
            "io.github.vercel4j.internal.http.Services$PathParameter: Method.getParameterAnnotations",
            "io.github.vercel4j.internal.http.Services: Proxy.getInvocationHandler",
            "io.github.vercel4j.internal.http.Services: Proxy.newProxyInstance",
            "io.github.vercel4j.internal.http.Services: Retrofit.create",
            "io.github.vercel4j.runtime.CollectionAdapters: Class.getAnnotation",
            "io.github.vercel4j.runtime.CollectionAdapters: Moshi.adapter",
            "io.github.vercel4j.runtime.Words: VarHandle.get");
  }

  private static List<Class<?>> models() throws IOException, ClassNotFoundException {
    List<Class<?>> models = new ArrayList<>();
    for (Class<?> member : List.of(JsonValue.class, Operation.class)) {
      for (String name : Artifact.of(member).classes().keySet()) {
        Class<?> type = Class.forName(name);
        if (type.isAnnotationPresent(JsonClass.class)) {
          models.add(type);
        }
      }
    }
    return models;
  }

  private static void addReflection(byte[] code, Set<String> places) {
    ClassReader type = new ClassReader(code);
    String place = type.getClassName().replace('/', '.');
    type.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String called, String types, boolean isInterface) {
                add(owner, called);
              }

              @Override
              public void visitInvokeDynamicInsn(
                  String called, String types, Handle bootstrap, Object... arguments) {
                for (Object argument : arguments) {
                  if (argument instanceof Handle handle) {
                    add(handle.getOwner(), handle.getName());
                  }
                }
              }

              private void add(String owner, String called) {
                if (REFLECTION.matcher(owner + "." + called).matches()) {
                  String simple = owner.substring(owner.lastIndexOf('/') + 1);
                  places.add(place + ": " + simple + "." + called);
                }
              }
            };
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }
}
