package io.github.vercel4j.benchmark;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures every case once in a JVM of its own, then all of them again, so that a busy minute of
 * the machine hits what is compared alike; prints the times and how the targets are met.
 */
public final class Benchmarks {
  /** What is left out unless somebody asks for it. */
  private static final Pattern SMALL =
      Pattern.compile(
          "(de|en)code (project|envs|lines) .*|(de|en)code extended (?!ours).*|encode extended ours");

  private final int forks = Integer.getInteger("benchmark.forks", 4);
  private final int warmup = Integer.getInteger("benchmark.warmup", 6);
  private final int iterations = Integer.getInteger("benchmark.iterations", 5);
  private final Map<Case, Samples> results = new LinkedHashMap<>();
  private final String url;

  private Benchmarks(String url) {
    this.url = url;
  }

  /** Reads the system properties whose names start with {@code benchmark.}. */
  public static void main(String[] arguments) throws Exception {
    String include = System.getProperty("benchmark.include", "");
    List<Case> cases = new ArrayList<>();
    for (Case one : cases()) {
      if (include.isEmpty()
          ? !SMALL.matcher(one.toString()).matches()
          : Pattern.compile(include).matcher(one.toString()).find()) {
        cases.add(one);
      }
    }
    EqualWork.check();
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] projects = Input.PROJECTS.json();
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, projects.length);
          exchange.getResponseBody().write(projects);
          exchange.close();
        });
    server.start();
    try {
      Benchmarks benchmarks =
          new Benchmarks("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      benchmarks.run(cases);
      System.out.print(benchmarks.table() + benchmarks.targets());
      if (include.isEmpty() || Pattern.compile(include).matcher("installations").find()) {
        benchmarks.countInstallations();
      }
    } finally {
      server.stop(0);
    }
  }

  /** One thing done by one library or client. */
  private record Case(String group, String who) {
    @Override
    public String toString() {
      return group + " " + who;
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String verb : List.of("decode", "encode")) {
      for (Input input : Input.values()) {
        for (Library library : Library.values()) {
          boolean measured = verb.equals("decode") || !library.isFloor();
          if (measured
              && (!input.isGrowth() || (verb.equals("decode") && library == Library.OURS))) {
            cases.add(new Case(verb + " " + input, library.toString()));
          }
        }
      }
    }
    cases.add(new Case("call unsent", "ours"));
    cases.add(new Case("call unsent", "okhttp"));
    cases.add(new Case("call loopback", "ours"));
    cases.add(new Case("call loopback", "okhttp"));
    cases.add(new Case("call loopback", "jdk"));
    cases.add(new Case("call first", "ours"));
    cases.add(new Case("call first", "jdk"));
    cases.add(new Case("call first", "retrofit"));
    return cases;
  }

  private void run(List<Case> cases) throws IOException, RunnerException {
    for (int fork = 1; fork <= forks; fork++) {
      for (Case one : cases) {
        Samples samples = results.computeIfAbsent(one, key -> new Samples());
        if (one.group.equals("call first")) {
          continue;
        }
        measure(one, samples);
        System.err.printf(
            Locale.ROOT,
            "%d/%d %-30s %9.1f µs%n",
            fork,
            forks,
            one,
            samples.micros.get(samples.micros.size() - 1));
      }
    }
    // Short, and therefore more often
    for (int process = 0; process < 3 * forks; process++) {
      for (Case one : cases) {
        if (one.group.equals("call first")) {
          results.get(one).micros.add(microsToFirstCall(one.who));
        }
      }
    }
  }

  private void measure(Case one, Samples samples) throws RunnerException {
    String[] words = one.group.split(" ");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            .warmupIterations(warmup)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(500))
            .addProfiler(GCProfiler.class)
            .jvmArgs("-Xms2g", "-Xmx2g", "-Dbenchmark.url=" + url)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (words[0].equals("call")) {
      String who = one.who.substring(0, 1).toUpperCase(Locale.ROOT) + one.who.substring(1);
      options.include(CallBenchmark.class.getName() + "\\." + words[1] + who + "$");
    } else {
      options
          .include(CodecBenchmark.class.getName() + "\\." + words[0] + "$")
          .param("input", words[1].toUpperCase(Locale.ROOT))
          .param("library", one.who.toUpperCase(Locale.ROOT));
    }
    for (BenchmarkResult result : new Runner(options.build()).runSingle().getBenchmarkResults()) {
      for (IterationResult iteration : result.getIterationResults()) {
        samples.micros.add(iteration.getPrimaryResult().getScore());
        Result<?> bytes = iteration.getSecondaryResults().get("gc.alloc.rate.norm");
        samples.bytes.add(bytes.getScore());
        Result<?> cpu = iteration.getSecondaryResults().get("cpu");
        if (cpu != null) {
          samples.cpu.add(cpu.getScore());
        }
      }
    }
  }

  private double microsToFirstCall(String who) throws IOException {
    ProcessBuilder program = program(FirstCall.class, who, url);
    long start = System.nanoTime();
    Process process = program.start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      long end = System.nanoTime();
      if (!"20".equals(line)) {
        throw new IllegalStateException("the first call of " + who + " decoded " + line);
      }
      return (end - start) / 1000.0;
    }
  }

  private void countInstallations() throws IOException {
    System.out.println();
    Process process = program(ManyInstallations.class, url).start();
    try (BufferedReader output = process.inputReader()) {
      output.lines().forEach(System.out::println);
    }
  }

  /** A main class on this class path, in a JVM of its own. */
  private static ProcessBuilder program(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%nJDK %s, %d processors; %d forks of %d s of warm-up and %d times 0.5 s%n%n",
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            forks,
            warmup,
            iterations));
    table.append(
        String.format(
            "%-20s %-10s %10s %10s %10s %10s %10s %7s%n",
            "case", "who", "min µs", "median µs", "max µs", "cpu µs", "B/op", "x ours"));
    results.forEach(
        (one, samples) -> {
          Samples ours = results.get(new Case(one.group, "ours"));
          table.append(
              String.format(
                  Locale.ROOT,
                  "%-20s %-10s %10.1f %10.1f %10.1f %10s %10s %7s%n",
                  one.group,
                  one.who,
                  samples.min(),
                  median(samples.micros),
                  samples.micros.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                  samples.cpu.isEmpty() ? "" : "%.1f".formatted(median(samples.cpu)),
                  samples.bytes.isEmpty() ? "" : Math.round(median(samples.bytes)),
                  ours == null
                      ? ""
                      : String.format(
                          Locale.ROOT, "%.2f", median(samples.micros) / median(ours.micros))));
        });
    return table.toString();
  }

  private String targets() {
    StringBuilder targets = new StringBuilder();
    targets.append(
        String.format(
            "%n%-62s %7s %8s %8s %8s%n", "target", "at most", "medians", "minima", "cpu"));
    ratio(targets, "decode projects", "ours", "blackbird", 0.45);
    ratio(targets, "decode deployments", "ours", "jackson", 0.45);
    between(
        targets,
        "decode projects with 8 % unknown keys: time, ours / without them",
        1.25,
        new Case("decode extended", "ours"),
        new Case("decode projects", "ours"),
        1);
    allocation(targets, "decode projects");
    allocation(targets, "decode deployments");
    ratio(targets, "encode projects", "ours", "jackson", 0.6);
    ratio(targets, "encode deployments", "ours", "jackson", 0.6);
    ratio(targets, "call unsent", "ours", "okhttp", 1.7);
    Samples ours = results.get(new Case("call unsent", "ours"));
    Samples okhttp = results.get(new Case("call unsent", "okhttp"));
    if (ours != null && okhttp != null) {
      double bytes = median(ours.bytes) / median(okhttp.bytes);
      line(targets, "call unsent: allocation, ours / okhttp", 1.6, bytes, bytes, bytes);
    }
    ratio(targets, "call loopback", "ours", "jdk", 0.55);
    ratio(targets, "call first", "ours", "jdk", 0.65);
    between(
        targets,
        "decode 10,000 projects: time of a project, ours / that of 20",
        1.15,
        new Case("decode projects10000", "ours"),
        new Case("decode projects", "ours"),
        500);
    return targets.toString();
  }

  private void ratio(StringBuilder targets, String group, String who, String other, double atMost) {
    Samples ours = results.get(new Case(group, who));
    Samples theirs = results.get(new Case(group, other));
    if (ours != null && theirs != null) {
      line(
          targets,
          group + ": time, " + who + " / " + other,
          atMost,
          median(ours.micros) / median(theirs.micros),
          ours.min() / theirs.min(),
          median(ours.cpu) / median(theirs.cpu));
    }
  }

  /** The times of two cases, of which the first does so many times as much. */
  private void between(
      StringBuilder targets, String name, double atMost, Case one, Case other, int times) {
    Samples ours = results.get(one);
    Samples theirs = results.get(other);
    if (ours != null && theirs != null) {
      line(
          targets,
          name,
          atMost,
          median(ours.micros) / median(theirs.micros) / times,
          ours.min() / theirs.min() / times,
          median(ours.cpu) / median(theirs.cpu) / times);
    }
  }

  private void allocation(StringBuilder targets, String group) {
    Samples ours = results.get(new Case(group, "ours"));
    Samples theirs = results.get(new Case(group, "jackson"));
    if (ours != null && theirs != null) {
      double ratio = median(ours.bytes) / median(theirs.bytes);
      line(targets, group + ": allocation, ours / jackson", 0.8, ratio, ratio, ratio);
    }
  }

  private static void line(
      StringBuilder targets,
      String name,
      double atMost,
      double medians,
      double minima,
      double cpu) {
    String verdict =
        medians <= atMost && minima <= atMost
            ? "met"
            : medians > atMost && minima > atMost ? "missed" : "unclear, measure again";
    targets.append(
        String.format(
            Locale.ROOT,
            "%-62s %7.2f %8.2f %8.2f %8s  %s%n",
            name,
            atMost,
            medians,
            minima,
            Double.isNaN(cpu) ? "" : "%.2f".formatted(cpu),
            verdict));
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }

  /** One time for each iteration of all forks. */
  private static final class Samples {
    private final List<Double> micros = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    double min() {
      return micros.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
  }
}
