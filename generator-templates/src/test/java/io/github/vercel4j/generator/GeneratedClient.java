package io.github.vercel4j.generator;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** What the generator makes of a specification: sources, and classes compiled without a warning. */
final class GeneratedClient {
  private final Path sources;
  private final Path classes;
  private final ClassLoader loader;
  private final Moshi moshi = new Moshi.Builder().build();

  private GeneratedClient(Path sources, Path classes) throws IOException {
    this.sources = sources;
    this.classes = classes;
    this.loader = new ChildFirst(classes.toUri().toURL());
  }

  /** Generates only. */
  static Map<String, String> generate(String specification, Path folder) throws IOException {
    Path input =
        Files.writeString(Files.createDirectories(folder).resolve("in.json"), specification);
    Path output = folder.resolve("out");
    new DefaultGenerator(false)
        .opts(
            new CodegenConfigurator()
                .setGeneratorName("vercel4j")
                .setInputSpec(input.toString())
                .setOutputDir(output.toString())
                .toClientOptInput())
        .generate();
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(output.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }

  static GeneratedClient compile(String specification, Path folder) throws IOException {
    generate(specification, folder);
    Path sources = folder.resolve("out/src/main/java");
    Path classes = folder.resolve("classes");
    compile(sources, classes, System.getProperty("java.class.path"));
    return new GeneratedClient(sources, classes);
  }

  /** Compiles what calls this client into a folder. */
  void compileCaller(Path sources, Path output) throws IOException {
    compile(sources, output, classes + File.pathSeparator + System.getProperty("java.class.path"));
  }

  private static void compile(Path sources, Path output, String classPath) throws IOException {
    Files.createDirectories(output);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
            compiler.getStandardFileManager(null, Locale.ROOT, null);
        Stream<Path> paths = Files.walk(sources)) {
      // These tests have no module path
      List<Path> files =
          paths
              .filter(
                  path -> path.toString().endsWith(".java") && !path.endsWith("module-info.java"))
              .toList();
      boolean success =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  List.of(
                      "-Xlint:all",
                      "-Werror",
                      "-proc:none",
                      "-cp",
                      classPath,
                      "-d",
                      output.toString()),
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!success) {
        throw new AssertionError(messages.toString());
      }
    }
  }

  /** The folder of the compiled classes. */
  Path classes() {
    return classes;
  }

  ClassLoader loader() {
    return loader;
  }

  String source(String name) throws IOException {
    return Files.readString(sources.resolve("io/github/vercel4j/api/" + name + ".java"));
  }

  Class<?> type(String name) {
    try {
      return Class.forName("io.github.vercel4j.api." + name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** As a user finds it: with plain Moshi. */
  @SuppressWarnings("unchecked") // for calls by reflection
  JsonAdapter<Object> adapter(String model) {
    return (JsonAdapter<Object>) (JsonAdapter<?>) moshi.adapter(type("model." + model));
  }

  Object read(String model, String json) throws IOException {
    return requireNonNull(adapter(model).fromJson(json));
  }

  String write(String model, Object value) {
    return adapter(model).toJson(value);
  }

  static Object call(Object target, String method, @Nullable Object... arguments) {
    return call(target.getClass(), target, method, arguments);
  }

  static Object callStatic(Class<?> type, String method, Object... arguments) {
    return call(type, null, method, arguments);
  }

  /** Calls the public method of that name that takes the arguments. */
  private static Object call(
      Class<?> type, @Nullable Object target, String name, @Nullable Object... arguments) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)
          && !method.isBridge()
          && accepts(method.getParameterTypes(), arguments)) {
        try {
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new AssertionError(e);
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("No " + type + "." + name);
  }

  private static boolean accepts(Class<?>[] types, @Nullable Object[] arguments) {
    boolean accepts = types.length == arguments.length;
    for (int i = 0; accepts && i < types.length; i++) {
      Class<?> boxed = MethodType.methodType(types[i]).wrap().returnType();
      accepts = arguments[i] == null || boxed.isInstance(arguments[i]);
    }
    return accepts;
  }

  /** A generated package counts as it was generated, not as another test has it. */
  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(URL classes) {
      super(new URL[] {classes}, GeneratedClient.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("io.github.vercel4j.api.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }

  static String resource(String name) throws IOException {
    try (var in = requireNonNull(GeneratedClient.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
