package io.github.vercel4j.generator;

import io.github.vercel4j.generator.Paging.PagePlan;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the templates for interfaces, parameter objects and the ledger are filled with. */
final class OperationPlans {
  /** The HTTP client writes them. */
  private static final Set<String> CLIENT_HEADERS =
      Set.of("accept", "authorization", "content-length", "content-type");

  private static final String JAVA_NAME = "x-java-name";

  /** Marks the query parameters that the client itself sets in calls of a team's installation. */
  private static final String TEAM = "x-vercel-team";

  private static final String JSON = "application/json";
  private static final String JSON_LINES = "application/jsonl";

  /** Errors come as JSON. */
  private static final String ACCEPT_LINES = Text.literal("Accept: " + JSON_LINES + ", " + JSON);

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BINARY = "application/octet-stream";

  private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*");

  /** The interface of a tag, with the models that its methods name. */
  record ApiPlan(String name, String tag, List<MethodPlan> methods, Set<String> models) {}

  /** A method of an interface. */
  record MethodPlan(
      String name,
      String constant,
      String summary,
      String http,
      @Nullable String permission,
      String annotation,
      boolean form,
      boolean deprecated,
      @Nullable String accept,
      String returned,
      List<ArgumentPlan> arguments) {

    String argumentList() {
      return list(arguments);
    }

    /**
     * The overloads without one or more of the arguments that can be left out.
     *
     * <p>Every combination, so that a parameter that Vercel adds leaves each signature in place.
     */
    List<OverloadPlan> overloads() {
      List<List<ArgumentPlan>> lists = new ArrayList<>(List.of(List.of()));
      for (ArgumentPlan argument : arguments) {
        lists =
            lists.stream()
                .flatMap(
                    list ->
                        argument.optional()
                            ? Stream.of(with(list, argument), list)
                            : Stream.of(with(list, argument)))
                .toList();
      }
      return lists.stream().skip(1).map(this::overload).toList();
    }

    private OverloadPlan overload(List<ArgumentPlan> list) {
      return new OverloadPlan(
          list(list),
          arguments.stream()
              .filter(argument -> !list.contains(argument))
              .map(argument -> "{@code " + argument.name() + "}")
              .collect(Collectors.joining(" and ")));
    }

    private static List<ArgumentPlan> with(List<ArgumentPlan> list, ArgumentPlan argument) {
      return Stream.concat(list.stream(), Stream.of(argument)).toList();
    }

    private static String list(List<ArgumentPlan> arguments) {
      return arguments.stream().map(ArgumentPlan::source).collect(Collectors.joining(", "));
    }
  }

  /** A method with fewer arguments, and the names of those that it lacks. */
  record OverloadPlan(String argumentList, String leftOut) {}

  /** An argument of a method. */
  record ArgumentPlan(String annotation, String type, String name, boolean optional) {
    String source() {
      return "@" + annotation + " " + type + " " + name;
    }
  }

  /** A class for the optional query parameters of an operation. */
  record ParametersPlan(String name, String http, List<ParameterPlan> parameters) {}

  /** A query parameter. */
  record ParameterPlan(String key, String member, JavaType type, @Nullable String doc) {
    String quotedKey() {
      return Text.literal(key);
    }

    /** The text in the query, or what prints it. */
    String value() {
      return switch (type.adapter()) {
        case "Json.EPOCH_MILLIS" -> member + ".toEpochMilli()";
        case "Json.EPOCH_SECONDS" -> member + ".getEpochSecond()";
        default -> member;
      };
    }
  }

  /** An operation as data. */
  record OperationPlan(
      String constant,
      String operationId,
      String method,
      String path,
      String documentedPath,
      String tag,
      boolean idempotent,
      boolean exchangesCode,
      boolean takesTeam,
      boolean mayRespondEmpty,
      boolean mayRespondNull,
      List<List<String>> permissions,
      @Nullable PagePlan page) {

    /** Whether the guide has it at another path. */
    boolean isMoved() {
      return !documentedPath.equals(path);
    }

    /** The constants of what is so of this operation. */
    List<String> traits() {
      Map<String, Boolean> traits = new TreeMap<>();
      traits.put("EXCHANGES_CODE", exchangesCode);
      traits.put("IDEMPOTENT", idempotent);
      traits.put("MAY_RESPOND_EMPTY", mayRespondEmpty);
      traits.put("MAY_RESPOND_NULL", mayRespondNull);
      traits.put("TAKES_TEAM", takesTeam);
      return traits.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
    }

    /** As Java. */
    String permissionList() {
      return permissions.stream()
          .map(all -> strings(all, "List.of(", ")"))
          .collect(Collectors.joining(", ", "List.of(", ")"));
    }

    /** As JSON. */
    String permissionArray() {
      return permissions.stream()
          .map(all -> strings(all, "[", "]"))
          .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String strings(List<String> values, String start, String end) {
      return values.stream().map(Text::literal).collect(Collectors.joining(", ", start, end));
    }
  }

  private final Contract contract;
  private final Paging paging;

  /** The chosen name of each tag. */
  private final Map<String, String> tagNames = new TreeMap<>();

  private final Map<String, ApiPlan> apis = new TreeMap<>();
  private final List<OperationPlan> operations = new ArrayList<>();
  private final Map<String, ParametersPlan> parameters = new TreeMap<>();
  private final List<Schema<?>> requests = new ArrayList<>();
  private final List<Schema<?>> responses = new ArrayList<>();
  private final List<Schema<?>> others = new ArrayList<>();

  OperationPlans(OpenAPI openApi, Contract contract) {
    this.contract = contract;
    this.paging = new Paging(contract);
    if (openApi.getTags() != null) {
      for (Tag tag : openApi.getTags()) {
        tagNames.put(Names.type(tag.getName()), javaName(tag.getName(), tag.getExtensions()));
      }
    }
    openApi
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> addChecked(path, method, operation)));
    apis.values().forEach(api -> api.methods().sort(Comparator.comparing(MethodPlan::name)));
    operations.sort(Comparator.comparing(OperationPlan::operationId));
  }

  /** The interface of a tag, as the specification or OpenAPI Generator spells it. */
  String apiName(String tag) {
    String name = Names.type(tag);
    return Names.type(tagNames.getOrDefault(name, name)) + "Api";
  }

  /** The name that an overlay chose for Java, else that of the API. */
  private static String javaName(String name, @Nullable Map<String, Object> extensions) {
    Object chosen = extensions == null ? null : extensions.get(JAVA_NAME);
    return chosen == null ? name : chosen.toString();
  }

  /** By tag. */
  Map<String, ApiPlan> apis() {
    return apis;
  }

  List<OperationPlan> operations() {
    return operations;
  }

  Map<String, ParametersPlan> parameters() {
    return parameters;
  }

  Paging paging() {
    return paging;
  }

  /** The schemas of JSON that callers send. */
  List<Schema<?>> requests() {
    return requests;
  }

  /** The schemas of JSON that callers receive. */
  List<Schema<?>> responses() {
    return responses;
  }

  /** The schemas of errors and forms, which no generated method takes or returns. */
  List<Schema<?>> others() {
    return others;
  }

  private void addChecked(String path, PathItem.HttpMethod method, Operation operation) {
    try {
      add(path, method, operation);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("At " + method + " " + path + ": " + e.getMessage(), e);
    }
  }

  private void add(String path, PathItem.HttpMethod method, Operation operation) {
    String id = operation.getOperationId();
    String tag = operation.getTags().get(0);
    OperationPlan plan =
        new OperationPlan(
            new Names().constant(id),
            id,
            method.name(),
            path,
            (String) extension(operation, "x-vercel-documented-path"),
            tag,
            (Boolean) extension(operation, "x-vercel-idempotent"),
            isMarked(operation.getExtensions(), "x-vercel-code-exchange"),
            takesTeam(operation),
            isMarked(operation.getExtensions(), "x-vercel-empty-response"),
            mayRespondNull(operation),
            permissions(operation),
            paging.plan(operation));
    operations.add(plan);

    Names names = contract.names();
    List<ArgumentPlan> arguments = new ArrayList<>();
    addParameters(plan, operation, names, arguments);
    boolean form = addBody(operation, names, arguments);
    boolean hasBody =
        arguments.stream().anyMatch(argument -> argument.annotation().startsWith("Body"));
    MethodPlan methodPlan =
        new MethodPlan(
            contract.names().member(id),
            plan.constant(),
            String.valueOf(Text.sentence(operation.getSummary())),
            method + " " + path,
            permissionText(plan.permissions()),
            annotation(method, path.substring(1), hasBody),
            form,
            Boolean.TRUE.equals(operation.getDeprecated()),
            respondsWithLines(operation) ? ACCEPT_LINES : null,
            returned(operation),
            arguments);
    ApiPlan api =
        apis.computeIfAbsent(
            tag, key -> new ApiPlan(apiName(tag), tag, new ArrayList<>(), new TreeSet<>()));
    api.methods().add(methodPlan);
    TYPE.matcher(methodPlan.returned() + " " + methodPlan.argumentList())
        .results()
        .map(MatchResult::group)
        .filter(type -> contract.components().containsKey(type) || parameters.containsKey(type))
        .forEach(api.models()::add);
  }

  private static boolean isMarked(@Nullable Map<String, Object> extensions, String name) {
    return extensions != null && Boolean.TRUE.equals(extensions.get(name));
  }

  /** Whether a parameter holds the team's id or slug, or null where it is none for the team. */
  private static @Nullable Object team(Parameter parameter) {
    return parameter.getExtensions() == null ? null : parameter.getExtensions().get(TEAM);
  }

  private static boolean takesTeam(Operation operation) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(parameter -> "id".equals(team(parameter)));
  }

  private static boolean mayRespondNull(Operation operation) {
    Schema<?> response = response(operation);
    return response != null && Contract.isNullable(response);
  }

  private static Object extension(Operation operation, String name) {
    Object value = operation.getExtensions() == null ? null : operation.getExtensions().get(name);
    if (value == null) {
      throw new IllegalArgumentException("The operation has no " + name);
    }
    return value;
  }

  private static List<List<String>> permissions(Operation operation) {
    Object value =
        operation.getExtensions() == null
            ? null
            : operation.getExtensions().get("x-vercel-permissions");
    List<List<String>> permissions = new ArrayList<>();
    if (value != null) {
      for (Object alternative : (List<?>) value) {
        permissions.add(((List<?>) alternative).stream().map(String::valueOf).toList());
      }
    }
    return permissions;
  }

  private static @Nullable String permissionText(List<List<String>> permissions) {
    return permissions.isEmpty()
        ? null
        : permissions.stream()
            .map(
                all ->
                    all.stream()
                        .map(each -> "{@code " + each + "}")
                        .collect(Collectors.joining(" and ")))
            .collect(Collectors.joining(", or "));
  }

  private static String annotation(PathItem.HttpMethod method, String path, boolean hasBody) {
    return method == PathItem.HttpMethod.DELETE && hasBody
        ? "HTTP(method = \"DELETE\", path = " + Text.literal(path) + ", hasBody = true)"
        : method + "(" + Text.literal(path) + ")";
  }

  private void addParameters(
      OperationPlan plan, Operation operation, Names names, List<ArgumentPlan> arguments) {
    if (operation.getParameters() == null) {
      return;
    }
    Names members = contract.names();
    List<ArgumentPlan> headers = new ArrayList<>();
    List<ParameterPlan> optional = new ArrayList<>();
    for (Parameter parameter : operation.getParameters()) {
      String key = parameter.getName();
      String name = javaName(key, parameter.getExtensions());
      JavaType type = parameterType(parameter);
      boolean required = Boolean.TRUE.equals(parameter.getRequired());
      switch (parameter.getIn()) {
        case "path" ->
            arguments.add(argument("Path(" + Text.literal(key) + ")", type, names, name, true));
        case "header" -> {
          if (!CLIENT_HEADERS.contains(key.toLowerCase(Locale.ROOT))) {
            headers.add(argument("Header(" + Text.literal(key) + ")", type, names, name, required));
          }
        }
        case "query" -> {
          if (team(parameter) != null) {
            continue;
          }
          if (required) {
            arguments.add(argument("Query(" + Text.literal(key) + ")", type, names, name, true));
          } else {
            optional.add(
                new ParameterPlan(
                    key, members.member(name), type, Text.sentence(parameter.getDescription())));
          }
        }
        default ->
            throw new IllegalArgumentException(
                "The parameter " + key + " is in " + parameter.getIn());
      }
    }
    List<String> leftOut =
        headers.stream().filter(ArgumentPlan::optional).map(ArgumentPlan::type).toList();
    if (leftOut.stream().distinct().count() < leftOut.size()) {
      throw new IllegalArgumentException(
          "Two optional headers of one type would give two methods the same signature: "
              + "let an overlay remove one");
    }
    arguments.addAll(headers);
    if (!optional.isEmpty()) {
      String type = Names.capitalized(plan.operationId()) + "Parameters";
      parameters.put(type, new ParametersPlan(type, plan.method() + " " + plan.path(), optional));
      arguments.add(new ArgumentPlan("QueryMap", type, names.member("parameters"), true));
    }
  }

  private static ArgumentPlan argument(
      String annotation, JavaType type, Names names, String key, boolean required) {
    return new ArgumentPlan(
        annotation,
        required ? type.valueName() : type.nullableName(),
        names.member(key),
        !required);
  }

  /** A value that a URL or header can hold; a union of such values is given as its text. */
  private JavaType parameterType(Parameter parameter) {
    JavaType type = contract.type(parameter.getSchema());
    return switch (type.kind()) {
      case ANY, OBJECT -> JavaType.plain("String", JavaType.Kind.STRING, "STRING");
      default -> type;
    };
  }

  /** Adds the argument or arguments for the body, and tells whether it is a form. */
  private boolean addBody(Operation operation, Names names, List<ArgumentPlan> arguments) {
    if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
      return false;
    }
    Content content = operation.getRequestBody().getContent();
    boolean optional = !Boolean.TRUE.equals(operation.getRequestBody().getRequired());
    Schema<?> json = schema(content, JSON);
    Schema<?> form = schema(content, FORM);
    if (json != null) {
      requests.add(json);
      addBehindPath(arguments, body(bodyType(json), names, optional));
    } else if (form != null) {
      others.add(form);
      String reference = Contract.reference(form);
      Schema<?> fields = reference == null ? form : contract.component(reference);
      fields
          .getProperties()
          .forEach(
              (key, field) ->
                  arguments.add(
                      argument(
                          "Field(" + Text.literal(key) + ")",
                          contract.type(field),
                          names,
                          key,
                          Contract.isRequired(fields, key))));
      return true;
    } else if (content.containsKey(BINARY)) {
      addBehindPath(arguments, body("RequestBody", names, optional));
    } else {
      throw new IllegalArgumentException("The body is " + content.keySet());
    }
    return false;
  }

  /** Moshi finds a body's adapter by its Java type, where a list is an array and nothing else. */
  private String bodyType(Schema<?> schema) {
    JavaType type = contract.type(schema);
    if (type.isOneOrMany()) {
      throw new IllegalArgumentException(
          "A body is one or many, and Java cannot tell its adapter from that of a list");
    }
    return type.name();
  }

  private static ArgumentPlan body(String type, Names names, boolean optional) {
    return new ArgumentPlan("Body", type, names.member("body"), optional);
  }

  private static void addBehindPath(List<ArgumentPlan> arguments, ArgumentPlan body) {
    int index = 0;
    while (index < arguments.size() && arguments.get(index).annotation().startsWith("Path")) {
      index++;
    }
    arguments.add(index, body);
  }

  /** The first success response that is JSON. */
  static @Nullable Schema<?> response(Operation operation) {
    return new TreeMap<>(operation.getResponses())
        .entrySet().stream()
            .filter(response -> response.getKey().startsWith("2"))
            .map(response -> schema(response.getValue().getContent(), JSON))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private static @Nullable Schema<?> schema(@Nullable Content content, String type) {
    MediaType mediaType = content == null ? null : content.get(type);
    return mediaType == null ? null : mediaType.getSchema();
  }

  private static boolean respondsWithLines(Operation operation) {
    return operation.getResponses().values().stream()
        .anyMatch(response -> schema(response.getContent(), JSON_LINES) != null);
  }

  /** The type of the first success response that has a body; JSON lines are a list. */
  private String returned(Operation operation) {
    String returned = null;
    for (Map.Entry<String, ApiResponse> response :
        new TreeMap<>(operation.getResponses()).entrySet()) {
      Schema<?> line = schema(response.getValue().getContent(), JSON_LINES);
      if (line != null && returned == null) {
        responses.add(line);
        returned = "List<" + bodyType(line) + ">";
      }
      Schema<?> schema = schema(response.getValue().getContent(), JSON);
      if (schema == null) {
        continue;
      }
      if (response.getKey().startsWith("2") && returned == null) {
        responses.add(schema);
        returned = bodyType(schema);
      } else {
        others.add(schema);
      }
    }
    return returned == null ? "@Nullable Void" : returned;
  }
}
