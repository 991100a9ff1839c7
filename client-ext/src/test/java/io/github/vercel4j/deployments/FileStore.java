package io.github.vercel4j.deployments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Keeps files, and rejects deployments that name others. */
class FileStore extends Dispatcher {
  final Map<String, Integer> uploads = new ConcurrentHashMap<>();
  final AtomicInteger creations = new AtomicInteger();
  final AtomicInteger mostAtATime = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  FileStore(MockWebServer server, String... contents) {
    for (String content : contents) {
      keep(content);
    }
    server.setDispatcher(this);
  }

  static FileContent content(String text) {
    return FileContent.of(text.getBytes(UTF_8));
  }

  void keep(String content) {
    kept.add(content(content).sha());
  }

  void uploading() throws Exception {}

  MockResponse uploaded() {
    return new MockResponse.Builder().body("{}").build();
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String body = request.getBody().utf8();
    if (request.getUrl().encodedPath().equals("/v2/files")) {
      mostAtATime.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      uploads.merge(body, 1, Integer::sum);
      try {
        uploading();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      underWay.decrementAndGet();
      keep(body);
      return uploaded();
    }
    creations.incrementAndGet();
    List<String> missing = new ArrayList<>();
    Matcher shas = Pattern.compile("\"sha\":\"([0-9a-f]{40})\"").matcher(body);
    while (shas.find()) {
      if (!kept.contains(shas.group(1))) {
        missing.add('"' + shas.group(1) + '"');
      }
    }
    return missing.isEmpty()
        ? new MockResponse.Builder().body("{\"id\":\"dpl_1\"}").build()
        : new MockResponse.Builder()
            .code(400)
            .body("{\"error\":{\"code\":\"missing_files\",\"missing\":" + missing + "}}")
            .build();
  }
}
