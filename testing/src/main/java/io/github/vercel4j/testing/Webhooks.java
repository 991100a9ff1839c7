package io.github.vercel4j.testing;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.webhooks.DrainReceiver;
import io.github.vercel4j.webhooks.WebhookEventType;
import io.github.vercel4j.webhooks.WebhookReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Examples of webhooks, their delivery, and the checks of a drain, as Vercel does them. */
final class Webhooks {
  private static final String HMAC = "HmacSHA1";

  /** How long Vercel waits for a response. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An example of the payload by the type's name. */
  private static final Map<String, JsonObject> PAYLOADS = payloads();

  private Webhooks() {}

  static String example(WebhookEventType type) {
    JsonObject payload = PAYLOADS.get(type.value());
    if (payload == null) {
      throw new IllegalArgumentException(
          "There is no example of " + type.value() + "; deliver the JSON of such an event instead");
    }
    Map<String, JsonValue> event = new LinkedHashMap<>();
    event.put("id", JsonValue.of("evt_" + UUID.randomUUID().toString().replace("-", "")));
    event.put("type", JsonValue.of(type.value()));
    event.put("createdAt", JsonValue.of(System.currentTimeMillis()));
    event.put("region", JsonValue.of("fra1"));
    event.put("payload", payload);
    return JsonValue.of(event).toString();
  }

  static int deliver(String body, String to, String secret) {
    return deliver(body, to, secret, PATIENCE);
  }

  static int deliver(String body, String to, String secret, Duration patience) {
    HttpRequest.Builder request = request("webhook", body, to, secret);
    return send("webhook", request.header("Content-Type", "application/json"), patience)
        .statusCode();
  }

  /** The code that the endpoint of a drain gives; the check is signed unless the secret is null. */
  static String checkDrain(String to, @Nullable String secret) {
    String subject = "check of the drain's endpoint";
    HttpRequest.Builder request = request(subject, secret == null ? "" : "{}", to, secret);
    HttpResponse<Void> response = send(subject, request, PATIENCE);
    String code = response.headers().firstValue(DrainReceiver.VERIFICATION_HEADER).orElse(null);
    if (response.statusCode() != 200 || code == null) {
      throw new AssertionError(
          "The %s check of the drain's endpoint was responded to with %d and %s header %s; it wants 200 and that header, as with every 200"
              .formatted(
                  secret == null ? "unsigned" : "signed",
                  response.statusCode(),
                  code == null ? "no" : "the",
                  DrainReceiver.VERIFICATION_HEADER));
    }
    return code;
  }

  private static HttpRequest.Builder request(
      String subject, String body, String to, @Nullable String secret) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint(subject, to)).POST(BodyPublishers.ofByteArray(bytes));
    if (secret != null) {
      request.header(WebhookReceiver.SIGNATURE_HEADER, signature(subject, bytes, secret));
    }
    return request;
  }

  private static HttpResponse<Void> send(
      String subject, HttpRequest.Builder builder, Duration patience) {
    HttpRequest request = builder.build();
    // The time-out of a request of the JDK's ends with the response's headers
    CompletableFuture<HttpResponse<Void>> response =
        RecordingProxy.HTTP.sendAsync(request, BodyHandlers.discarding());
    try {
      return response.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw undelivered(
          subject,
          request.uri(),
          e.getCause() instanceof IOException cause ? cause : new IOException(e));
    } catch (TimeoutException e) {
      response.cancel(true);
      throw undelivered(
          subject, request.uri(), new HttpTimeoutException("no whole response within " + patience));
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the " + subject + " was under way", e);
    }
  }

  private static UncheckedIOException undelivered(String subject, URI endpoint, IOException cause) {
    return new UncheckedIOException(
        "The %s could not be delivered to %s://%s%s: %s"
            .formatted(
                subject, endpoint.getScheme(), endpoint.getAuthority(), endpoint.getPath(), cause),
        cause);
  }

  private static URI endpoint(String subject, String to) {
    URI endpoint = URI.create(to);
    if (endpoint.getHost() == null || endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "A "
              + subject
              + " goes to a whole address without a password, such as"
              + " http://127.0.0.1:8080/webhook");
    }
    return endpoint;
  }

  private static String signature(String subject, byte[] body, String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("The secret that signs the " + subject + " is blank");
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java lacks " + HMAC + ", which every Java has", e);
    }
  }

  private static Map<String, JsonObject> payloads() {
    Map<String, JsonObject> payloads = new HashMap<>();
    JsonValue groups = DocumentedResponses.read("/io/github/vercel4j/testing/webhooks.json");
    for (JsonValue element : ((JsonArray) groups).elements()) {
      JsonObject group = (JsonObject) element;
      JsonObject payload = (JsonObject) Objects.requireNonNull(group.get("payload"));
      for (JsonValue type : ((JsonArray) Objects.requireNonNull(group.get("types"))).elements()) {
        payloads.put(((JsonString) type).value(), payload);
      }
    }
    return payloads;
  }
}
