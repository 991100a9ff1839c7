package example;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

// region properties
@ConfigurationProperties("vercel")
record VercelProperties(
    String slug,
    String clientId,
    String clientSecret,
    String redirectUri,
    @DefaultValue("https://api.vercel.com") String baseUrl,
    String drainSecret,
    String drainCode) {

  @Override
  public String toString() { // a record's own would print the secrets
    return "VercelProperties[clientId=" + clientId + ", baseUrl=" + baseUrl + "]";
  }
}
// endregion
