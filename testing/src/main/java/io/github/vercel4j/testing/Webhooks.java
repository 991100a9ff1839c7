package io.github.vercel4j.testing;

import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.JsonValue.JsonString;
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

/** Examples of webhooks, and their delivery as Vercel does it. */
final class Webhooks {
  private static final String HMAC = "HmacSHA1";

  /** How long Vercel waits for an answer. */
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
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    URI endpoint = endpoint(to);
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .header(WebhookReceiver.SIGNATURE_HEADER, signature(bytes, secret))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    // The time-out of a request of the JDK's ends with the answer's headers
    CompletableFuture<HttpResponse<Void>> answer =
        RecordingProxy.HTTP.sendAsync(request, BodyHandlers.discarding());
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS).statusCode();
    } catch (ExecutionException e) {
      throw undelivered(
          endpoint, e.getCause() instanceof IOException cause ? cause : new IOException(e));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw undelivered(endpoint, new HttpTimeoutException("no whole answer within " + patience));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a webhook was being delivered", e);
    }
  }

  private static UncheckedIOException undelivered(URI endpoint, IOException cause) {
    return new UncheckedIOException(
        "The webhook could not be delivered to %s://%s%s: %s"
            .formatted(endpoint.getScheme(), endpoint.getAuthority(), endpoint.getPath(), cause),
        cause);
  }

  private static URI endpoint(String to) {
    URI endpoint = URI.create(to);
    if (endpoint.getHost() == null || endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "A webhook goes to a whole address without a password, such as http://127.0.0.1:8080/webhook");
    }
    return endpoint;
  }

  private static String signature(byte[] body, String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("The secret that signs the webhook is blank");
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
    JsonValue groups = DocumentedAnswers.read("/io/github/vercel4j/testing/webhooks.json");
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
