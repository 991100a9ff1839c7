package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static io.github.vercel4j.webhooks.Signatures.sign;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainEntryTest {
  private static List<DrainEntry> receive(String body) {
    List<DrainEntry> entries = new ArrayList<>();
    DrainReceiver.of("canary_drain")
        .receive(bytes(body), sign("canary_drain", body))
        .forEach(entries::add);
    return entries;
  }

  @Test
  void entryIsALogOrAMalformedEntry() {
    assertThat(DrainEntry.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(LogDrainEntry.class, MalformedDrainEntry.class);
    assertThat(receive("{\"id\":\"1\"}\n7"))
        .hasExactlyElementsOfTypes(LogDrainEntry.class, MalformedDrainEntry.class);
  }

  @Test
  void numberOfALineCountsBlankOnesToo() {
    assertThat(receive("\n{\"id\":\"1\"}\n\nno\n{\"id\":\"2\"}\n"))
        .extracting(DrainEntry::number)
        .containsExactly(2, 4, 5);
  }

  @Test
  void numberInAnArrayIsItsPlace() {
    assertThat(receive("[{\"id\":\"1\"},\n\nnull,{\"id\":\"2\"}"))
        .extracting(DrainEntry::number)
        .containsExactly(1, 2, 3, 4);
  }
}
