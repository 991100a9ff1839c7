package example;

import io.github.vercel4j.VercelClient;
import io.github.vercel4j.webhooks.DrainReceiver;
import io.github.vercel4j.webhooks.WebhookReceiver;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class Application {
  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }

  // region beans
  @Bean // which Spring closes with the context
  VercelClient vercel(VercelProperties settings) {
    return VercelClient.builder().baseUrl(settings.baseUrl()).build();
  }

  @Bean
  WebhookReceiver webhooks(VercelProperties settings) {
    return WebhookReceiver.of(settings.clientSecret());
  }

  // endregion

  @Bean
  ServletRegistrationBean<DrainServlet> drain(VercelProperties settings) {
    DrainReceiver receiver = DrainReceiver.of(settings.drainSecret());
    return new ServletRegistrationBean<>(
        new DrainServlet(receiver, settings.drainCode()), "/drain");
  }
}
