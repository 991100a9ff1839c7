package io.github.vercel4j.openapi.pin;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.vercel4j.openapi.pin.UpstreamDocument.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes the pinned contract from an upstream document: {@code vercel.json}, {@code requests.json},
 * {@code lock.json} and {@code names.lock.json} in the contract folder, all or none.
 */
public final class Pin {
  private static final String PUBLISHED = "https://openapi.vercel.sh/";
  private static final String VERSION = "1";
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
      new Pin(Path.of(arguments[0])).run(source, Source.date(source));
    } catch (PinException e) {
      System.err.println("pin: " + e.getMessage() + "\nNothing was changed.");
      System.exit(1);
    }
  }

  void run(String source, LocalDate date) throws IOException, InterruptedException {
    byte[] bytes = Source.read(source);
    Map<Path, String> files = pin(bytes, source, date, false);
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
    }
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
    Contract contract = ContractReader.read(document, operations);
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
        text(
            DocumentWriter.write(contract, operations, new SchemaWriter(contract, numbers), date)));
    numbers.requireComplete();
    files.put(contractFolder.resolve("requests.json"), text(Requests.write(document, operations)));
    files.put(lockedNames, text(MAPPER.valueToTree(derived)));
    files.put(contractFolder.resolve("lock.json"), text(lock(bytes, date, selection)));
    return files;
  }

  private static JsonNode readIfThere(Path file) throws IOException {
    return Files.exists(file) ? MAPPER.readTree(file.toFile()) : JSON.objectNode();
  }

  private static ObjectNode lock(byte[] bytes, LocalDate date, Selection selection) {
    ObjectNode lock =
        JSON.objectNode()
            .put("document", "Vercel's published OpenAPI document")
            .put("date", date.toString())
            .put("sha256", Source.sha256(bytes))
            .put("bytes", bytes.length)
            .put("operations", selection.operations().size())
            .put("tool", VERSION);
    if (!selection.missing().isEmpty()) {
      selection.missing().forEach(lock.putObject("missing")::put);
    }
    return lock;
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
