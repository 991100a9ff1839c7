package io.github.vercel4j.contract;

import io.github.vercel4j.api.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** What the contract suite has shown, operation by operation. */
final class ContractReport {
  /** The kinds of requests that the suite sends. */
  enum Request {
    SMALLEST("with required keys only"),
    EXAMPLE("with the example"),
    PAGE("page by page");

    private final String text;

    Request(String text) {
      this.text = text;
    }
  }

  private static final class Row {
    private final SortedMap<Request, Integer> requests = new ConcurrentSkipListMap<>();
    private final SortedMap<Integer, Integer> decoded = new ConcurrentSkipListMap<>();
    private final SortedMap<Integer, Integer> errors = new ConcurrentSkipListMap<>();
    private final SortedMap<WrongRequest.Kind, Integer> rejected = new ConcurrentSkipListMap<>();
  }

  private final Map<Operation, Row> rows = new EnumMap<>(Operation.class);

  ContractReport() {
    for (Operation operation : Operation.values()) {
      rows.put(operation, new Row());
    }
  }

  void succeeded(Operation operation, Request request) {
    row(operation).requests.merge(request, 1, Integer::sum);
  }

  void decoded(Operation operation, int status) {
    row(operation).decoded.merge(status, 1, Integer::sum);
  }

  void failed(Operation operation, int status) {
    row(operation).errors.merge(status, 1, Integer::sum);
  }

  void rejected(Operation operation, WrongRequest.Kind kind) {
    row(operation).rejected.merge(kind, 1, Integer::sum);
  }

  /** Prints the table, and writes it with a heading and a legend. */
  void publish(Path file) throws IOException {
    String table =
        header()
            + Arrays.stream(Operation.values()).map(this::line).collect(Collectors.joining("\n"))
            + "\n"
            + totals();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, HEADING + table + legend());
    System.out.println(table + legend());
  }

  private static final String HEADING =
      """
      # Contract suite

      Every operation of the ledger, called through the client against Prism with `--errors`. *Succeeded*: right requests,
      which Prism found nothing wrong with. *Decoded*: the declared responses of a success, each compared with the document's
      example value by value. *Errors met*: the declared error responses, each as its typed exception. *Rejected*: wrong
      requests that Prism rejected for that reason, `key` without a required key or parameter, `enum` with a value outside an
      enum, `type` with a value of another type or pattern, `token` without a token. `n×` counts those of one status or kind.

      """;

  private static String header() {
    return "| operation | succeeded | decoded | errors met | rejected |\n|---|---|---|---|---|\n";
  }

  private String line(Operation operation) {
    Row row = row(operation);
    return "| `%s` %s %s | %d | %s | %d: %s | %s |"
        .formatted(
            operation.operationId(),
            operation.method(),
            operation.path(),
            sum(row.requests),
            counts(row.decoded),
            sum(row.errors),
            counts(row.errors),
            counts(row.rejected));
  }

  private String totals() {
    int succeeded = rows.values().stream().mapToInt(row -> sum(row.requests)).sum();
    int decoded = rows.values().stream().mapToInt(row -> sum(row.decoded)).sum();
    int errors = rows.values().stream().mapToInt(row -> sum(row.errors)).sum();
    SortedMap<WrongRequest.Kind, Integer> rejected = new TreeMap<>();
    rows.values()
        .forEach(
            row ->
                row.rejected.forEach((kind, count) -> rejected.merge(kind, count, Integer::sum)));
    return "| **%d operations** | **%d** | **%d** | **%d** | **%d: %s** |\n"
        .formatted(rows.size(), succeeded, decoded, errors, sum(rejected), counts(rejected));
  }

  private String legend() {
    return "\nRequests: %s. Nothing but the token can be wrong with %s.\n"
        .formatted(
            Arrays.stream(Request.values())
                .map(
                    kind ->
                        rows.values().stream()
                                .mapToInt(row -> row.requests.getOrDefault(kind, 0))
                                .sum()
                            + " "
                            + kind.text)
                .collect(Collectors.joining(", ")),
            names(operationsWithOnlyATokenToBeWrong()));
  }

  private List<Operation> operationsWithOnlyATokenToBeWrong() {
    return Arrays.stream(Operation.values())
        .filter(
            operation ->
                row(operation).rejected.keySet().stream()
                    .allMatch(kind -> kind == WrongRequest.Kind.TOKEN))
        .toList();
  }

  private Row row(Operation operation) {
    Row row = rows.get(operation);
    if (row == null) {
      throw new IllegalStateException("no row for " + operation);
    }
    return row;
  }

  private static String names(List<Operation> operations) {
    return operations.size()
        + " operations ("
        + operations.stream().map(Operation::operationId).collect(Collectors.joining(", "))
        + ")";
  }

  private static int sum(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String counts(Map<?, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> (entry.getValue() == 1 ? "" : entry.getValue() + "×") + entry.getKey())
        .collect(Collectors.joining(" "));
  }
}
