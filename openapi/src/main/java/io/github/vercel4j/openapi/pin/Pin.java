package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.vercel4j.openapi.pin.Shape.Kind;
import io.github.vercel4j.openapi.pin.Shape.Use;
import io.github.vercel4j.openapi.pin.UpstreamDocument.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the pinned contract from an upstream document: {@code vercel.json}, {@code lock.json} and
 * {@code names.lock.json} in the contract folder, all or none.
 */
public final class Pin {
  private static final String PUBLISHED = "https://openapi.vercel.sh/";
  private static final String VERSION = "1";
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final int LARGEST = 32 * 1024 * 1024;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Path module;

  /** Pins into the given folder of the openapi module. */
  public Pin(Path module) {
    this.module = module;
  }

  /** Arguments: the module's folder, then a file or URL (Vercel's published document if absent). */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // Maven passes an empty argument as null
    String source = arguments.length > 1 && arguments[1] != null ? arguments[1] : PUBLISHED;
    try {
      new Pin(Path.of(arguments[0])).run(source, date(source));
    } catch (PinException e) {
      System.err.println("pin: " + e.getMessage() + "\nNothing was changed.");
      System.exit(1);
    }
  }

  /** The date in the name of a document, else today. */
  public static LocalDate date(String source) {
    Matcher matcher = DATE.matcher(source);
    return matcher.find() ? LocalDate.parse(matcher.group()) : LocalDate.now(ZoneOffset.UTC);
  }

  void run(String source, LocalDate date) throws IOException, InterruptedException {
    byte[] bytes = read(source);
    Map<Path, String> files = pin(bytes, source, date, false);
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
    }
  }

  /** The bytes of a file or of what an https URL answers. */
  public static byte[] read(String source) throws IOException, InterruptedException {
    if (source.startsWith("https://")) {
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(source)).build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new PinException(source + " answered " + response.statusCode() + ".");
        }
        return read(body, source);
      }
    }
    Path file = Path.of(source);
    if (!Files.isRegularFile(file)) {
      throw new PinException(source + " is neither a file nor an https URL.");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return read(content, source);
    }
  }

  private static byte[] read(InputStream content, String source) throws IOException {
    byte[] bytes = content.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new PinException(
          source
              + " is larger than "
              + LARGEST / 1024 / 1024
              + " MiB, several times what Vercel publishes. Is it the right file?");
    }
    return bytes;
  }

  /**
   * The files that a pin of this document writes.
   *
   * @param allowMissing whether to go on without the documented operations that the document lacks
   * @throws PinException when the document cannot be pinned
   */
  public Map<Path, String> pin(byte[] bytes, String source, LocalDate date, boolean allowMissing)
      throws IOException {
    Path contractFolder = module.resolve("contract");
    UpstreamDocument document = UpstreamDocument.parse(bytes, source);
    Path moves = contractFolder.resolve("moves.yaml");
    Selection selection =
        Selection.of(
            document,
            MAPPER.readTree(module.resolve("documented-scopes.json").toFile()),
            new Moves(Files.exists(moves) ? YAML.readTree(moves.toFile()) : JSON.arrayNode()),
            readIfThere(contractFolder.resolve("vercel.json")),
            readIfThere(contractFolder.resolve("lock.json")),
            allowMissing);
    List<Operation> operations = selection.operations();
    Contract contract = read(document, operations);
    contract.locate();

    Path lockedNames = contractFolder.resolve("names.lock.json");
    Map<String, String> locked = Names.locked(readIfThere(lockedNames));
    Names names =
        new Names(
            contract,
            Names.choices(YAML.readTree(contractFolder.resolve("names.yaml").toFile())),
            locked,
            selection::lacks);
    names.joinByName();
    new Joining(contract).run();
    contract.settleUnions();
    SortedMap<String, SortedSet<String>> derived = names.derive();
    // What is missing now keeps its names for when it comes back
    locked.forEach(
        (place, name) -> {
          if (selection.lacks(place)) {
            derived.computeIfAbsent(name, unused -> new TreeSet<>()).add(place);
          }
        });

    Numbers numbers = new Numbers(YAML.readTree(contractFolder.resolve("numbers.yaml").toFile()));
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(
        contractFolder.resolve("vercel.json"),
        text(write(contract, operations, new ContractWriter(contract, numbers), date)));
    numbers.requireComplete();
    files.put(lockedNames, text(MAPPER.valueToTree(derived)));
    files.put(contractFolder.resolve("lock.json"), text(lock(bytes, date, selection)));
    return files;
  }

  private static JsonNode readIfThere(Path file) throws IOException {
    return Files.exists(file) ? MAPPER.readTree(file.toFile()) : JSON.objectNode();
  }

  private static Contract read(UpstreamDocument document, List<Operation> operations) {
    ShapeReader reader = new ShapeReader(document);
    Contract contract = new Contract();
    for (Operation operation : operations) {
      String pointer = operation.pointer();
      List<JsonNode> parameters = parameters(operation);
      int shared = operation.pathItem().path("parameters").size();
      for (int i = 0; i < parameters.size(); i++) {
        String place =
            i < shared
                ? pointer.substring(0, pointer.lastIndexOf('/')) + "/parameters/" + i
                : pointer + "/parameters/" + (i - shared);
        JsonNode parameter = inline(parameters.get(i), place);
        Use use = reader.read(parameter.path("schema"), place + "/schema");
        contract.roots.put(
            operation.id() + ".query." + parameterName(parameter), plainParameter(use));
      }
      contents(inline(operation.node().path("requestBody"), pointer + "/requestBody"))
          .forEach(
              (mediaType, schema) ->
                  contract.roots.put(
                      operation.id() + ".request",
                      reader.read(schema, pointer + "/requestBody" + content(mediaType))));
      operation
          .node()
          .path("responses")
          .properties()
          .forEach(
              response -> {
                String place = pointer + "/responses/" + response.getKey();
                if (response.getKey().startsWith("2")) {
                  contents(inline(response.getValue(), place))
                      .forEach(
                          (mediaType, schema) ->
                              contract.roots.merge(
                                  operation.id() + "." + response.getKey(),
                                  reader.read(schema, place + content(mediaType)),
                                  Shapes::join));
                }
              });
    }
    return contract;
  }

  private static JsonNode inline(JsonNode node, String place) {
    if (node.has("$ref")) {
      throw new PinException(
          place
              + " is a reference. Upstream had them for schemas only; teach the pin to follow it.");
    }
    return node;
  }

  private static String content(String mediaType) {
    return "/content/" + UpstreamDocument.escaped(mediaType) + "/schema";
  }

  /** A query string holds text: where upstream allows text among other types, text it is. */
  private static Use plainParameter(Use use) {
    Shape shape = use.shape();
    if (shape.kind == Kind.ENUM && Set.of("true", "false").containsAll(shape.values)) {
      return new Use(new Shape(Kind.BOOLEAN), false);
    }
    if (shape.kind == Kind.ENUM && shape.values.stream().allMatch(value -> value.matches("\\d+"))) {
      return new Use(new Shape(Kind.INTEGER), false);
    }
    if (shape.kind == Kind.UNION) {
      for (Shape branch : shape.branches) {
        if (branch.get().kind == Kind.ARRAY) {
          return new Use(branch.get(), false);
        }
      }
      for (Shape branch : shape.branches) {
        if (branch.get().isText()) {
          Shape text = new Shape(Kind.STRING);
          return new Use(text, false);
        }
      }
    }
    return use;
  }

  private static List<JsonNode> parameters(Operation operation) {
    List<JsonNode> parameters = new ArrayList<>();
    operation.pathItem().path("parameters").forEach(parameters::add);
    operation.node().path("parameters").forEach(parameters::add);
    return parameters;
  }

  /** Upstream quotes some header names and changes their letters; HTTP sees one name in all. */
  private static String parameterName(JsonNode parameter) {
    String name = parameter.path("name").asText().replace("'", "");
    return parameter.path("in").asText().equals("header") ? name.toLowerCase(Locale.ROOT) : name;
  }

  private static SortedMap<String, JsonNode> contents(JsonNode holder) {
    SortedMap<String, JsonNode> contents = new TreeMap<>();
    holder
        .path("content")
        .properties()
        .forEach(
            content -> {
              if (content.getValue().has("schema")) {
                contents.put(content.getKey(), content.getValue().get("schema"));
              }
            });
    return contents;
  }

  private static ObjectNode write(
      Contract contract, List<Operation> operations, ContractWriter writer, LocalDate date) {
    ObjectNode document = JSON.objectNode().put("openapi", "3.0.3");
    document
        .putObject("info")
        .put("title", "Vercel API for integrations")
        .put("version", date.toString());
    document.putArray("servers").addObject().put("url", "https://api.vercel.com");
    document.putArray("security").addObject().putArray("bearerToken");
    SortedMap<String, ObjectNode> paths = new TreeMap<>();
    for (Operation operation : operations) {
      paths
          .computeIfAbsent(operation.path(), unused -> JSON.objectNode())
          .set(operation.method(), operation(contract, operation, writer));
    }
    document.putObject("paths").setAll(paths);
    ObjectNode components = document.putObject("components");
    components.set("schemas", writer.components());
    components
        .putObject("securitySchemes")
        .putObject("bearerToken")
        .put("type", "http")
        .put("scheme", "bearer");
    return document;
  }

  private static ObjectNode operation(
      Contract contract, Operation operation, ContractWriter writer) {
    ObjectNode result = JSON.objectNode().put("operationId", operation.id());
    result.set("tags", operation.node().path("tags").deepCopy());
    if (operation.node().path("deprecated").asBoolean()) {
      result.put("deprecated", true);
    }
    ArrayNode parameters = JSON.arrayNode();
    for (JsonNode parameter : parameters(operation)) {
      ObjectNode written = parameters.addObject();
      String name = parameterName(parameter);
      String place = operation.id() + ".query." + name;
      written.put("name", name).put("in", parameter.path("in").asText());
      if (parameter.path("required").asBoolean()) {
        written.put("required", true);
      }
      if (parameter.path("deprecated").asBoolean()) {
        written.put("deprecated", true);
      }
      written.set("schema", writer.use(root(contract, place), place, false));
    }
    if (!parameters.isEmpty()) {
      result.set("parameters", parameters);
    }
    JsonNode body = operation.node().path("requestBody");
    String requestPlace = operation.id() + ".request";
    if (contract.roots.containsKey(requestPlace)) {
      ObjectNode written = result.putObject("requestBody");
      if (body.path("required").asBoolean()) {
        written.put("required", true);
      }
      writeContents(written, body, root(contract, requestPlace), requestPlace, writer);
    }
    ObjectNode responses = result.putObject("responses");
    SortedMap<String, JsonNode> byStatus = new TreeMap<>();
    operation
        .node()
        .path("responses")
        .properties()
        .forEach(response -> byStatus.put(response.getKey(), response.getValue()));
    byStatus.forEach(
        (status, response) -> {
          ObjectNode written =
              responses.putObject(status).put("description", Statuses.reason(status));
          String place = operation.id() + "." + status;
          if (contract.roots.containsKey(place)) {
            writeContents(written, response, root(contract, place), place, writer);
          }
        });
    return result;
  }

  private static void writeContents(
      ObjectNode to, JsonNode from, Use use, String place, ContractWriter writer) {
    ObjectNode content = to.putObject("content");
    contents(from)
        .keySet()
        .forEach(
            mediaType -> content.putObject(mediaType).set("schema", writer.use(use, place, false)));
  }

  private static Use root(Contract contract, String place) {
    Use use = contract.roots.get(place);
    if (use == null) {
      throw new IllegalStateException("Nothing was read at " + place);
    }
    return use;
  }

  private static ObjectNode lock(byte[] bytes, LocalDate date, Selection selection) {
    ObjectNode lock =
        JSON.objectNode()
            .put("document", "Vercel's published OpenAPI document")
            .put("date", date.toString())
            .put("sha256", sha256(bytes))
            .put("bytes", bytes.length)
            .put("operations", selection.operations().size())
            .put("tool", VERSION);
    if (!selection.missing().isEmpty()) {
      selection.missing().forEach(lock.putObject("missing")::put);
    }
    return lock;
  }

  /** The SHA-256 of a document, as {@code lock.json} keeps it. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String text(JsonNode json) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(json) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
