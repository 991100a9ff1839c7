package io.github.vercel4j.faults;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.faults.FaultyServer.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong, and what should come of it. */
final class Fault {
  /** What a call ends with, null standing for its value, and how often the server got it. */
  record End(@Nullable Class<? extends Throwable> failure, int sent) {}

  /** Makes the server of one trial. */
  @FunctionalInterface
  interface Server {
    FaultyServer start() throws IOException;
  }

  final String name;
  final Server server;
  final Map<Kind, End> ends = new EnumMap<>(Kind.class);
  final List<String> texts = new ArrayList<>();
  Consumer<OkHttpClient.Builder> http = http -> {};
  BiConsumer<VercelClient.Builder, FaultyServer> vercel = (vercel, server) -> {};
  Consumer<Trial> check = trial -> {};
  CallOptions options = CallOptions.defaults();
  int attempts = -1;
  boolean throttled;
  boolean warm;
  boolean realTime;

  private Fault(String name, Server server) {
    this.name = name;
    this.server = server;
  }

  static Fault of(String name, Behaviour behaviour) {
    return new Fault(name, () -> FaultyServer.responding(behaviour));
  }

  static Fault atConnection(String name, Server server) {
    return new Fault(name, server);
  }

  Fault http(Consumer<OkHttpClient.Builder> http) {
    this.http = this.http.andThen(http);
    return this;
  }

  Fault vercel(BiConsumer<VercelClient.Builder, FaultyServer> vercel) {
    this.vercel = vercel;
    return this;
  }

  Fault options(CallOptions options) {
    this.options = options;
    return this;
  }

  /** The client's own clock and waits: the fault is one of time. */
  Fault inRealTime() {
    this.realTime = true;
    return this;
  }

  /** The call is the second one of its client, and goes over the connection of the first. */
  Fault onKeptConnection() {
    this.warm = true;
    return this;
  }

  /** A read, a repeatable write and another write all end so. */
  Fault all(@Nullable Class<? extends Throwable> failure, int sent) {
    return read(failure, sent).repeatable(failure, sent).write(failure, sent);
  }

  /** All fail so, and are sent as often as this. */
  Fault all(Class<? extends Throwable> failure, int read, int repeatable, int write) {
    return read(failure, read).repeatable(failure, repeatable).write(failure, write);
  }

  Fault read(@Nullable Class<? extends Throwable> failure, int sent) {
    return on(Kind.READ, failure, sent);
  }

  Fault repeatable(@Nullable Class<? extends Throwable> failure, int sent) {
    return on(Kind.REPEATABLE, failure, sent);
  }

  Fault write(@Nullable Class<? extends Throwable> failure, int sent) {
    return on(Kind.WRITE, failure, sent);
  }

  Fault delete(@Nullable Class<? extends Throwable> failure, int sent) {
    return on(Kind.DELETE, failure, sent);
  }

  private Fault on(Kind kind, @Nullable Class<? extends Throwable> failure, int sent) {
    ends.put(kind, new End(failure, sent));
    return this;
  }

  /** What the message of each failure says besides what was called. */
  Fault saying(String... texts) {
    this.texts.addAll(Arrays.asList(texts));
    return this;
  }

  /** How often the client says that it tried, where that is not what the server counts. */
  Fault tried(int attempts) {
    this.attempts = attempts;
    return this;
  }

  /** The service does not accept the call yet, so even a write may be retried. */
  Fault throttled() {
    this.throttled = true;
    return this;
  }

  /** The most often that the rules let the server get such a call. */
  int mostSent(Kind kind) {
    boolean mayRepeat = kind != Kind.WRITE || throttled;
    return (mayRepeat ? 4 : 1) + (warm ? 1 : 0);
  }

  /** How long the client waits between the attempts. */
  Fault waiting(Duration... waits) {
    List<Duration> expected = Arrays.asList(waits);
    return check(trial -> trial.assertWaits(expected));
  }

  /** What else must hold after each trial. */
  Fault check(Consumer<Trial> check) {
    this.check = this.check.andThen(check);
    return this;
  }

  @Override
  public String toString() {
    return name;
  }
}
