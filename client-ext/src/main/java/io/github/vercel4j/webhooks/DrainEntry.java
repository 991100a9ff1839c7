package io.github.vercel4j.webhooks;

/** One entry of a drain's batch: read, or unreadable. */
public sealed interface DrainEntry permits LogDrainEntry, MalformedDrainEntry {
  /** Where it stands in the batch, from 1: the line, or the place in the array. */
  int number();
}
