package io.github.vercel4j.outputs;

import io.github.vercel4j.consumers.Artifact;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/**
 * What callers can name of a module: its public and protected types and members, one to a line,
 * sorted, without the packages called {@code internal}.
 *
 * <p>Read from the classes rather than the sources, so it is what callers link against.
 */
final class Signatures {
  private static final String KEY =
      """
      # The public and protected signatures of %s; %s writes this file.
      #
      #   name: T                  "T name()", and "name(T)" of the builder
      #   name?: T                 the same where "name()" may return null and "name(T)" takes no null
      #   builder(), toBuilder()   with a final class Builder of what stands here and in its base
      #   NAME                     alone is a constant of the class's own type
      #
      # What every Object, record and enum has is left out.
      """;

  private static final Map<String, String> BOXED =
      Map.of("boolean", "Boolean", "int", "Integer", "long", "Long", "double", "Double");

  /** A type with the lines of its members by what sorts them. */
  private record Section(Class<?> type, String header, SortedMap<String, String> lines) {}

  private final List<Class<?>> types = new ArrayList<>();

  /** The qualified names behind each simple one, complete once everything was printed. */
  private final SortedMap<String, Set<String>> names = new TreeMap<>();

  private Signatures(Artifact artifact) throws ClassNotFoundException {
    for (String name : artifact.classes().keySet()) {
      if (!List.of(name.split("\\.")).contains("internal")) {
        Class<?> type = Class.forName(name, false, Signatures.class.getClassLoader());
        if (isReachable(type)) {
          types.add(type);
        }
      }
    }
    types.sort(Comparator.comparing(type -> type.getPackageName() + " " + type.getCanonicalName()));
  }

  /**
   * The dump of a module.
   *
   * @param command what writes the file
   */
  static String of(Artifact artifact, String module, String command) throws ClassNotFoundException {
    Signatures signatures = new Signatures(artifact);
    signatures.packages();
    String packages = signatures.packages();
    return KEY.formatted(module, command) + signatures.imports() + packages;
  }

  /** Without them, a type that gives way to another of the same simple name would not show. */
  private String imports() {
    Set<String> own = types.stream().map(Class::getCanonicalName).collect(Collectors.toSet());
    return names.values().stream()
        .flatMap(Set::stream)
        .filter(name -> !own.contains(name) && !name.startsWith("java.lang."))
        .sorted()
        .map(name -> "import " + name + "\n")
        .collect(Collectors.joining("", "\n", ""));
  }

  private String packages() {
    Map<Class<?>, Section> sections = new LinkedHashMap<>();
    types.forEach(type -> sections.put(type, new Section(type, header(type), members(type))));
    for (Class<?> type : types) {
      Section outer = sections.get(type.getDeclaringClass());
      Section builder = sections.get(type);
      if (outer != null && builder != null && type.getSimpleName().equals("Builder")) {
        foldProperties(outer, builder);
        if (foldBuilder(outer, builder)) {
          sections.remove(type);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    Package last = null;
    for (Section section : sections.values()) {
      Package current = section.type().getPackage();
      if (current != last) {
        String marked = current.isAnnotationPresent(NullMarked.class) ? "@NullMarked " : "";
        text.append("\n").append(marked).append("package ").append(current.getName()).append("\n");
        last = current;
      }
      text.append("\n").append(section.header()).append("\n");
      section.lines().values().forEach(line -> text.append("  ").append(line).append("\n"));
    }
    return text.toString();
  }

  /** A property of a model takes one line instead of two. */
  private void foldProperties(Section model, Section builder) {
    for (Method setter : builder.type().getDeclaredMethods()) {
      String name = setter.getName();
      String accessorKey = "2" + name + "()";
      String accessor = model.lines().get(accessorKey);
      if (accessor == null || setter.getParameterCount() != 1) {
        continue;
      }
      String type = type(setter.getAnnotatedParameterTypes()[0]);
      String setterKey = key(setter);
      String deprecated = accessor.startsWith("@Deprecated ") ? "@Deprecated " : "";
      String expected =
          deprecated + type(builder.type()) + " " + name + "(" + type + " " + name + ")";
      if (!expected.equals(builder.lines().get(setterKey))) {
        continue;
      }
      String property = null;
      if (accessor.equals(deprecated + type + " " + name + "()")) {
        property = name + ": " + type;
      } else if (accessor.equals(
          deprecated + "@Nullable " + BOXED.getOrDefault(type, type) + " " + name + "()")) {
        property = name + "?: " + type;
      }
      if (property != null) {
        builder.lines().remove(setterKey);
        model.lines().put(accessorKey, deprecated + property);
      }
    }
  }

  /** A builder that only has what folds takes one line instead of three. */
  private boolean foldBuilder(Section model, Section builder) {
    String made = type(model.type());
    String type = type(builder.type());
    boolean folds =
        builder.lines().isEmpty()
            && builder
                .header()
                .equals("final class " + type + " extends ModelBuilder<" + made + ", " + type + ">")
            && ("static " + type + " builder()").equals(model.lines().get("2builder()"))
            && (type + " toBuilder()").equals(model.lines().get("2toBuilder()"));
    if (folds) {
      model.lines().remove("2toBuilder()");
      model.lines().put("2builder()", "builder(), toBuilder()");
    }
    return folds;
  }

  private String header(Class<?> type) {
    List<String> words = new ArrayList<>();
    if (type.isAnnotationPresent(Deprecated.class)) {
      words.add("@Deprecated");
    }
    int modifiers = type.getModifiers();
    if (Modifier.isProtected(modifiers)) {
      words.add("protected");
    }
    if (type.getDeclaringClass() != null && !Modifier.isStatic(modifiers)) {
      words.add("inner");
    }
    if (type.isSealed()) {
      words.add("sealed");
    }
    String parameters = typeParameters(type.getTypeParameters());
    String name = type(type) + parameters;
    if (type.isAnnotation()) {
      words.add("@interface " + name);
    } else if (type.isInterface()) {
      words.add("interface " + name);
    } else if (type.isEnum()) {
      words.add("enum " + name);
    } else if (type.isRecord()) {
      String components =
          Arrays.stream(type.getRecordComponents())
              .map(each -> type(each.getAnnotatedType()) + " " + each.getName())
              .collect(Collectors.joining(", "));
      words.add("record " + name + "(" + components + ")");
    } else {
      if (Modifier.isAbstract(modifiers)) {
        words.add("abstract");
      }
      if (Modifier.isFinal(modifiers)) {
        words.add("final");
      }
      words.add("class " + name);
      AnnotatedType base = type.getAnnotatedSuperclass();
      if (base != null && base.getType() != Object.class) {
        words.add("extends " + type(base));
      }
    }
    if (!type.isAnnotation() && type.getAnnotatedInterfaces().length > 0) {
      words.add(
          Arrays.stream(type.getAnnotatedInterfaces())
              .map(this::type)
              .sorted()
              .collect(
                  Collectors.joining(", ", type.isInterface() ? "extends " : "implements ", "")));
    }
    if (type.isSealed()) {
      words.add(
          Arrays.stream(type.getPermittedSubclasses())
              .map(this::type)
              .sorted()
              .collect(Collectors.joining(", ", "permits ", "")));
    }
    return String.join(" ", words);
  }

  private SortedMap<String, String> members(Class<?> type) {
    SortedMap<String, String> lines = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field)) {
        lines.put("0" + field.getName(), field(type, field));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor) && !isImplied(type, constructor)) {
        lines.put("1" + key(constructor), executable(constructor, "new"));
      }
    }
    // What a base that callers cannot name declares is theirs through this type
    for (Class<?> base = type;
        base != null && (base == type || (!types.contains(base) && isOurs(base)));
        base = base.getSuperclass()) {
      for (Method method : base.getDeclaredMethods()) {
        if (isVisible(method) && !isImplied(type, method)) {
          String returned = type(method.getAnnotatedReturnType());
          lines.putIfAbsent(key(method), executable(method, returned + " " + method.getName()));
        }
      }
    }
    return lines;
  }

  private String field(Class<?> type, Field field) {
    String name = field.getName();
    boolean constant = Modifier.isStatic(field.getModifiers());
    if (field.isEnumConstant() || (constant && field.getType() == type)) {
      return deprecated(field) + name;
    }
    return deprecated(field)
        + modifiers(field.getModifiers(), Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL)
        + type(field.getAnnotatedType())
        + " "
        + name;
  }

  private String executable(Executable executable, String name) {
    StringBuilder line = new StringBuilder(deprecated(executable));
    Class<?> declaring = executable.getDeclaringClass();
    int shown = Modifier.PROTECTED | Modifier.STATIC;
    if (!declaring.isInterface()) {
      shown |= Modifier.ABSTRACT;
    }
    if (!Modifier.isFinal(declaring.getModifiers())
        && !Modifier.isStatic(executable.getModifiers())) {
      shown |= Modifier.FINAL;
    }
    line.append(modifiers(executable.getModifiers(), shown));
    if (executable instanceof Method method && method.isDefault()) {
      line.append("default ");
    }
    String variables = typeParameters(executable.getTypeParameters());
    line.append(variables).append(variables.isEmpty() ? "" : " ").append(name);
    List<String> parameters = new ArrayList<>();
    for (Parameter parameter : executable.getParameters()) {
      String type = type(parameter.getAnnotatedType());
      if (parameter.isVarArgs()) {
        type = type.substring(0, type.length() - "[]".length()) + "...";
      }
      parameters.add(type + " " + parameter.getName());
    }
    line.append(parameters.stream().collect(Collectors.joining(", ", "(", ")")));
    if (executable instanceof Method method && method.getDefaultValue() != null) {
      line.append(" default");
    }
    if (executable.getAnnotatedExceptionTypes().length > 0) {
      line.append(
          Arrays.stream(executable.getAnnotatedExceptionTypes())
              .map(this::type)
              .sorted()
              .collect(Collectors.joining(", ", " throws ", "")));
    }
    return line.toString();
  }

  /** Sorts by name, and tells overloads apart. */
  private static String key(Executable executable) {
    String parameters =
        Arrays.stream(executable.getParameterTypes())
            .map(Class::getName)
            .collect(Collectors.joining(",", "(", ")"));
    return (executable instanceof Method method ? "2" + method.getName() : "") + parameters;
  }

  private static String modifiers(int modifiers, int shown) {
    String text = Modifier.toString(modifiers & shown);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String deprecated(AnnotatedElement element) {
    Deprecated deprecated = element.getAnnotation(Deprecated.class);
    if (deprecated == null) {
      return "";
    }
    return deprecated.forRemoval() ? "@Deprecated(forRemoval) " : "@Deprecated ";
  }

  private String typeParameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(
                variable -> {
                  String bounds =
                      Arrays.stream(variable.getAnnotatedBounds())
                          .map(this::type)
                          .filter(bound -> !bound.equals("Object"))
                          .collect(Collectors.joining(" & "));
                  return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
                })
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private String type(AnnotatedType annotated) {
    String prefix = annotations(annotated);
    if (annotated instanceof AnnotatedArrayType array) {
      String brackets = prefix.isEmpty() ? "[]" : " " + prefix + "[]";
      return type(array.getAnnotatedGenericComponentType()) + brackets;
    }
    if (annotated instanceof AnnotatedParameterizedType parameterized) {
      Class<?> raw = (Class<?>) ((ParameterizedType) parameterized.getType()).getRawType();
      return annotated(prefix, type(raw))
          + Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
              .map(this::type)
              .collect(Collectors.joining(", ", "<", ">"));
    }
    if (annotated instanceof AnnotatedWildcardType wildcard) {
      if (wildcard.getAnnotatedLowerBounds().length > 0) {
        return prefix + "? super " + type(wildcard.getAnnotatedLowerBounds()[0]);
      }
      String bound = type(wildcard.getAnnotatedUpperBounds()[0]);
      return prefix + (bound.equals("Object") ? "?" : "? extends " + bound);
    }
    if (annotated instanceof AnnotatedTypeVariable variable) {
      return prefix + variable.getType().getTypeName();
    }
    Type type = annotated.getType();
    return annotated(prefix, type instanceof Class<?> raw ? type(raw) : type.getTypeName());
  }

  /** As in source, the annotation of {@code A.B} stands before the {@code B}. */
  private static String annotated(String prefix, String name) {
    int simple = name.lastIndexOf('.') + 1;
    return name.substring(0, simple) + prefix + name.substring(simple);
  }

  private static String annotations(AnnotatedType annotated) {
    return Arrays.stream(annotated.getAnnotations())
        .map(each -> "@" + each.annotationType().getSimpleName() + " ")
        .sorted()
        .collect(Collectors.joining());
  }

  /** The simple name with those of the enclosing types, or the whole one where two would meet. */
  private String type(Class<?> type) {
    if (type.isArray()) {
      return type(type.getComponentType()) + "[]";
    }
    if (type.isPrimitive()) {
      return type.getName();
    }
    String name = String.valueOf(type.getCanonicalName());
    String simple = name.substring(type.getPackageName().length() + 1);
    Set<String> same = names.computeIfAbsent(simple, key -> new TreeSet<>());
    same.add(name);
    return same.size() == 1 ? simple : name;
  }

  private static boolean isReachable(Class<?> type) {
    if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
      return false;
    }
    Class<?> outer = type.getDeclaringClass();
    return isVisible(type.getModifiers()) && (outer == null || isReachable(outer));
  }

  private static boolean isVisible(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("io.github.vercel4j.");
  }

  private static boolean isImplied(Class<?> type, Constructor<?> constructor) {
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray());
  }

  private static boolean isImplied(Class<?> type, Method method) {
    String signature = method.getName() + Arrays.toString(method.getParameterTypes());
    boolean component =
        type.isRecord()
            && Arrays.stream(type.getRecordComponents())
                .anyMatch(each -> each.getAccessor().equals(method));
    boolean ofEnum =
        type.isEnum() && (signature.equals("values[]") || signature.startsWith("valueOf["));
    return component
        || ofEnum
        || Arrays.stream(Object.class.getDeclaredMethods())
            .anyMatch(
                each ->
                    signature.equals(each.getName() + Arrays.toString(each.getParameterTypes())));
  }
}
