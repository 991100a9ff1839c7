package io.github.vercel4j.internal.http;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that a class path may have twice, since they changed the names of their artifacts,
 * so that no build tool takes one for another version of the other.
 */
public final class Libraries {
  private record Library(String name, String member, String needed, @Nullable String excluded) {}

  private static final List<Library> ALL =
      List.of(
          new Library(
              "OkHttp",
              "okhttp3/OkHttpClient.class",
              "com.squareup.okhttp3:okhttp-jvm 5",
              "com.squareup.okhttp3:okhttp"),
          new Library(
              "Okio",
              "okio/Buffer.class",
              "com.squareup.okio:okio-jvm 3",
              "com.squareup.okio:okio"),
          new Library(
              "Retrofit", "retrofit2/Retrofit.class", "com.squareup.retrofit2:retrofit 3", null));

  private Libraries() {}

  /**
   * Uses what only the needed versions have.
   *
   * @throws LinkageError where others are found first
   */
  static void probe(OkHttpClient unsent) {
    Request request = new Request.Builder().url("http://localhost/").build();
    unsent.newCall(request).addEventListener(EventListener.NONE);
    var unused = Okio.inMemorySocketPair(1);
  }

  /** What a user can do about it that a library is not the one that the client was built with. */
  public static IllegalStateException explained(LinkageError e) {
    StringBuilder text = new StringBuilder("The class path has libraries that vercel4j cannot use");
    for (Library library : ALL) {
      List<String> jars = jars(library.member);
      boolean twice = jars.size() > 1 && library.excluded != null;
      text.append("; ")
          .append(library.name)
          .append(" is in ")
          .append(jars.isEmpty() ? "no jar" : String.join(" and in ", jars))
          .append(", needed is ")
          .append(library.needed);
      if (twice) {
        text.append(": exclude ")
            .append(library.excluded)
            .append(" from what brings it, which \"mvn dependency:tree -Dincludes=")
            .append(library.excluded)
            .append("\" tells");
      }
    }
    return new IllegalStateException(text.append(" (").append(e).append(')').toString(), e);
  }

  /** The file names of the jars that have a class, the one first that it is loaded from. */
  private static List<String> jars(String member) {
    ClassLoader loader = Libraries.class.getClassLoader();
    Set<String> jars = new LinkedHashSet<>();
    try {
      for (URL place : Collections.list(loader.getResources(member))) {
        String path = place.getPath();
        int end = path.indexOf("!/");
        String jar = end < 0 ? path : path.substring(0, end);
        jars.add(jar.substring(jar.lastIndexOf('/') + 1));
      }
    } catch (IOException e) {
      jars.add("a place that cannot be read");
    }
    return new ArrayList<>(jars);
  }
}
