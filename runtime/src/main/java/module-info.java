/** What the models of vercel4j have in common, and how they are read and written. */
// Moshi and Okio name their modules in their manifests alone, which is a promise as well;
// the modules that are built on this one are not there yet when it is compiled
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.github.vercel4j.runtime {
  requires transitive com.squareup.moshi;
  requires transitive okio;
  requires transitive org.jspecify;

  exports io.github.vercel4j.json;
  exports io.github.vercel4j.runtime to
      io.github.vercel4j.api,
      io.github.vercel4j;

  // Moshi finds an adapter by the name of its type
  opens io.github.vercel4j.json to
      com.squareup.moshi;
}
