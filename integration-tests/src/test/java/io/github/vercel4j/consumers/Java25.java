package io.github.vercel4j.consumers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK 25 of this machine, if it has one. */
public final class Java25 {
  static final String MISSING = "No JDK 25: name its folder in JAVA_HOME_25";

  private Java25() {}

  /** What {@code JAVA_HOME_25}, or GitHub's {@code JAVA_HOME_25_X64}, names, and Linux's own. */
  public static List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME_25")) {
                homes.add(Path.of(value));
              }
            });
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(installed, "*25*")) {
        folders.forEach(homes::add);
      }
    }
    homes.removeIf(home -> !Files.isExecutable(home.resolve(Path.of("bin", "java"))));
    return homes;
  }
}
