package io.github.vercel4j.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Maven project with OkHttp 4 as well, which is another artifact than OkHttp 5. */
class OkHttp4IT {
  /** Maven may set the colour of the line before it. */
  private static final Pattern CLASS_PATH = Pattern.compile("class path (.+)");

  @StartStop public static final MockWebServer SERVER = new MockWebServer();

  private static String printed;

  @BeforeAll
  static void buildAndRun() throws Exception {
    SERVER.setDispatcher(Consumer.service());
    printed =
        MavenConsumer.of("okhttp4")
            .succeeds("compile", "exec:exec", "-DbaseUrl=" + SERVER.url("/"));
  }

  @Test
  void clientIsNotBuiltWhereOkHttp4ComesFirst() {
    assertThat(printed)
        .containsPattern(
            "not built: .*OkHttp is in okhttp-4.12.0.jar and in okhttp-jvm-5[\\d.]+jar")
        .contains("exclude com.squareup.okhttp3:okhttp from what brings it");
  }

  @Test
  void clientWorksWhereOkHttp4ComesLast() throws Exception {
    Matcher line = CLASS_PATH.matcher(printed);
    assertThat(line.find()).as(printed).isTrue();
    List<String> places = new ArrayList<>(List.of(line.group(1).split(File.pathSeparator)));
    places.sort((a, b) -> Boolean.compare(isOkHttp4(a), isOkHttp4(b)));
    assertThat(isOkHttp4(places.get(places.size() - 1))).isTrue();

    assertThat(
            Consumer.runOn(
                Path.of(System.getProperty("java.home")),
                "-classpath",
                String.join(File.pathSeparator, places),
                "example.Main",
                SERVER.url("/").toString()))
        .contains("project storefront");
  }

  private static boolean isOkHttp4(String place) {
    return place.endsWith("okhttp-4.12.0.jar");
  }
}
