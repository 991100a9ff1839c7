package io.github.vercel4j.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vercel4j.CallOptions;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.VercelClient;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.faults.Trial.Mode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import okhttp3.OkHttpClient;

/** Makes the calls that it reads of, and writes a line about each. */
final class SmallProgram {
  private SmallProgram() {}

  /** Lines are URL, kind and mode; the responses are outcome and message. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    OkHttpClient http = new OkHttpClient();
    CallOptions options =
        CallOptions.defaults()
            .withRetries(RetryPolicy.standard().withDelays(Duration.ZERO, Duration.ZERO));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      VercelClient client =
          VercelClient.builder().baseUrl(words[0]).httpClient(http).callOptions(options).build();
      VercelCall<?> call = Kind.valueOf(words[1]).call(client.forInstallation(Trial.TEAM));
      String outcome;
      try {
        if (Mode.valueOf(words[2]) == Mode.BLOCKING) {
          call.execute();
        } else {
          call.executeAsync().join();
        }
        outcome = "value\t";
      } catch (Throwable e) {
        Throwable failure =
            e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        outcome =
            failure.getClass().getSimpleName()
                + "\t"
                + String.valueOf(failure.getMessage()).replaceAll("\\s", " ");
      }
      System.out.println(outcome);
    }
    Trial.await("no call runs", () -> http.dispatcher().runningCallsCount() == 0);
    http.connectionPool().evictAll();
    System.out.println(
        "connections in use: "
            + http.connectionPool().connectionCount()
            + ", calls running: "
            + http.dispatcher().runningCallsCount());
    http.dispatcher().executorService().shutdown();
  }
}
