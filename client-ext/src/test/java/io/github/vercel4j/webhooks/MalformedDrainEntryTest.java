package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static io.github.vercel4j.webhooks.Signatures.sign;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MalformedDrainEntryTest {
  private static MalformedDrainEntry last(byte[] body) {
    List<DrainEntry> entries = new ArrayList<>();
    DrainReceiver.of("canary_drain")
        .receive(body, sign("canary_drain", body))
        .forEach(entries::add);
    return (MalformedDrainEntry) entries.get(entries.size() - 1);
  }

  @Test
  void textIsKeptAsItCame() {
    assertThat(last(bytes("{\"id\":\"1\"}\n{\"id\": canary é ")))
        .isEqualTo(new MalformedDrainEntry(2, "is not JSON", "{\"id\": canary é "));
    assertThat(last(bytes("[{\"id\":\"1\"}, [7, \"canary\"]]")))
        .isEqualTo(new MalformedDrainEntry(2, "is JSON, but not an object", "[7, \"canary\"]"));
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() {
    MalformedDrainEntry entry = last("{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(entry).isEqualTo(new MalformedDrainEntry(1, "is not UTF-8", "{\"id\":\"\ufffd\"}"));
  }

  @Test
  void missingEndOfAnArrayHasNoText() {
    assertThat(last(bytes("[{\"id\":\"1\"}")))
        .isEqualTo(new MalformedDrainEntry(2, "the array ends early", null));
  }

  @Test
  void textIsNotPrinted() {
    assertThat(last(bytes("canary")))
        .hasToString("MalformedDrainEntry[number=1, problem=is not JSON]");
  }
}
