package io.github.vercel4j.consumers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One of our modules as the class path holds it.
 *
 * @param place the jar, or the folder of classes where the build did not go as far as packaging
 * @param classes the bytes of each class by its binary name
 */
public record Artifact(Path place, SortedMap<String, byte[]> classes) {

  /** The module that a class is part of. */
  public static Artifact of(Class<?> member) throws IOException {
    Path place = placeOf(member);
    if (Files.isDirectory(place)) {
      return new Artifact(place, classesIn(place));
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return new Artifact(place, classesIn(jar.getPath("/")));
    }
  }

  /** The jar or folder that a class comes from. */
  public static Path placeOf(Class<?> member) throws IOException {
    try {
      return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("Cannot find the module of " + member.getName(), e);
    }
  }

  public boolean isJar() {
    return !Files.isDirectory(place);
  }

  private static SortedMap<String, byte[]> classesIn(Path root) throws IOException {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String path = root.relativize(file).toString().replace('\\', '/');
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        if (!name.contains("-")) { // module-info and package-info declare nothing
          classes.put(name, Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }
}
