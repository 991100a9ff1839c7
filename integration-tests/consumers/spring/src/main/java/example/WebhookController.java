package example;

import io.github.vercel4j.webhooks.IntegrationConfigurationEvent;
import io.github.vercel4j.webhooks.InvalidDeliveryException;
import io.github.vercel4j.webhooks.WebhookEvent;
import io.github.vercel4j.webhooks.WebhookEventType;
import io.github.vercel4j.webhooks.WebhookReceiver;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

// region webhook
@RestController
class WebhookController {
  private final WebhookReceiver webhooks;
  private final Installations installations;

  WebhookController(WebhookReceiver webhooks, Installations installations) {
    this.webhooks = webhooks;
    this.installations = installations;
  }

  @PostMapping("/webhook")
  void receive(
      InputStream body, // as it came: a parsed one has another signature
      @RequestHeader(name = WebhookReceiver.SIGNATURE_HEADER, required = false) String signature)
      throws IOException {
    WebhookEvent event = webhooks.receive(body, signature);
    if (event instanceof IntegrationConfigurationEvent configuration
        && event.type().equals(WebhookEventType.INTEGRATION_CONFIGURATION_REMOVED)
        && configuration.configurationId() != null) {
      installations.deleteById(configuration.configurationId());
    }
  }

  @ExceptionHandler
  ResponseEntity<Void> reject(InvalidDeliveryException e) {
    return ResponseEntity.status(e.status()).build();
  }
}
// endregion
