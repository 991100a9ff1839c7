package io.github.vercel4j.benchmark;

import io.github.vercel4j.Installation;
import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.VercelClient;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A program that binds 10,000 installations to one client and says what that takes. */
final class ManyInstallations {
  private static final int NUMBER = 10_000;

  private ManyInstallations() {}

  /** Takes the base URL; writes a line for each state of the program. */
  public static void main(String[] arguments) {
    try (VercelClient client = VercelClient.builder().baseUrl(arguments[0]).build()) {
      call(client.forInstallation(installation(0)));
      long before = report("one client, one call", 0);

      List<Installation> installations = new ArrayList<>(NUMBER);
      for (int i = 0; i < NUMBER; i++) {
        installations.add(installation(i));
      }
      before = report("the installations alone", before);

      List<InstallationClient> bound = new ArrayList<>(NUMBER);
      installations.forEach(installation -> bound.add(client.forInstallation(installation)));
      before = report("bound", before);

      bound.forEach(ManyInstallations::call);
      report("each after a call", before);
      Reference.reachabilityFence(bound);
      Reference.reachabilityFence(installations);
    }
  }

  private static Installation installation(int number) {
    return Installation.of(String.format("vca_%028d", number))
        .withTeamId(String.format("team_%024d", number))
        .withConfigurationId(String.format("icfg_%024d", number))
        .withUserId(String.format("usr_%024d", number));
  }

  /** Reads little: decoding projects is measured elsewhere. */
  private static void call(InstallationClient client) {
    client.request("GET", "/v2/user").call().execute();
  }

  private static long report(String state, long before) {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    System.out.printf(
        Locale.ROOT,
        "%d installations, %-24s %5.1f MB of heap, %5d bytes more for each, %d threads%n",
        NUMBER,
        state + ":",
        used / 1e6,
        before == 0 ? 0 : (used - before) / NUMBER,
        threads);
    return used;
  }
}
