/**
 * A client for Vercel integrations: OAuth, teams, permissions, explained errors and webhooks around
 * the generated API.
 */
// Moshi, Okio and Retrofit name their modules in their manifests alone, which is a promise as well
@SuppressWarnings("requires-automatic")
module io.github.vercel4j {
  requires transitive io.github.vercel4j.api;
  requires transitive io.github.vercel4j.runtime;
  requires transitive okhttp3;
  requires transitive org.jspecify;
  requires com.squareup.moshi;
  requires okio;
  requires retrofit2;

  exports io.github.vercel4j;
  exports io.github.vercel4j.deployments;
  exports io.github.vercel4j.environment;
  exports io.github.vercel4j.oauth;
  exports io.github.vercel4j.permissions;
  exports io.github.vercel4j.webhooks;
}
