package example;

import io.github.vercel4j.Installation;
import org.springframework.data.annotation.Id;

// region stored
record StoredInstallation(@Id String configurationId, String json) {

  Installation installation() {
    return Installation.fromJson(json);
  }

  @Override
  public String toString() { // the JSON holds the token
    return "StoredInstallation[" + configurationId + "]";
  }
}
// endregion
