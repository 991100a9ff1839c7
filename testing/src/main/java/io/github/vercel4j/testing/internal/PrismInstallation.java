package io.github.vercel4j.testing.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The locked Prism in the user's cache folder, in a folder of its own for each lock file. */
public final class PrismInstallation {
  static final String LAUNCHER = "launch.js";

  private static final List<String> FILES = List.of("package.json", "package-lock.json", LAUNCHER);
  private static final int OLDEST_NODE = 20;
  private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\..*");
  private static final String NPM =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
          ? "npm.cmd"
          : "npm";

  private PrismInstallation() {}

  /** Installs Prism where one is needed; the build calls this before the integration tests. */
  public static void main(String... args) throws IOException {
    if (System.getenv(Upstream.VARIABLE) == null) {
      install();
    }
  }

  /** The folder with Prism and its launcher, downloaded by {@code npm ci} where it is missing. */
  static Path install() throws IOException {
    requireNode();
    Path folder = cache().resolve("prism-" + fingerprint());
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.getParent());
      Path unfinished = Files.createTempDirectory(folder.getParent(), "unfinished");
      try {
        download(unfinished);
        moveTo(unfinished, folder);
      } finally {
        delete(unfinished);
      }
    }
    return folder;
  }

  private static void download(Path folder) throws IOException {
    if (version(NPM).isEmpty()) {
      throw missing("no npm");
    }
    for (String file : FILES) {
      try (InputStream resource = resource(file)) {
        Files.copy(resource, folder.resolve(file));
      }
    }
    System.err.println("Installing Prism, the mock of Vercel's API, once; this takes a minute …");
    Path log = folder.resolve("npm.log");
    Process npm =
        new ProcessBuilder(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (waitFor(npm) != 0) {
      throw new IOException("npm ci failed to install Prism:\n" + Files.readString(log));
    }
  }

  /** Another process may have been faster; the folder is complete whoever made it. */
  private static void moveTo(Path unfinished, Path folder) throws IOException {
    try {
      Files.move(unfinished, folder);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void requireNode() throws IOException {
    String version = version("node");
    Matcher matcher = NODE_VERSION.matcher(version);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST_NODE) {
      throw missing(version.isEmpty() ? "no node" : "node " + version);
    }
  }

  private static IOException missing(String found) {
    return new IOException(
        "Prism, the mock of Vercel's API, needs Node.js "
            + OLDEST_NODE
            + " or newer with npm (found: "
            + found
            + "): install it from https://nodejs.org, let "
            + Upstream.VARIABLE
            + " name a Prism that is up, or build without it by -DskipITs.");
  }

  private static String version(String program) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
    } catch (IOException e) {
      return "";
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return waitFor(process) == 0 ? output.strip() : "";
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Prism was being installed", e);
    }
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("vercel4j");
  }

  private static String fingerprint() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : FILES) {
        try (InputStream resource = resource(file)) {
          digest.update(resource.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static InputStream resource(String file) throws IOException {
    InputStream resource =
        PrismInstallation.class.getResourceAsStream("/io/github/vercel4j/testing/prism/" + file);
    if (resource == null) {
      throw new IOException("the jar of vercel4j-testing lacks " + file);
    }
    return resource;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
