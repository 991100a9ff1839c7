package io.github.vercel4j.json;

import io.github.vercel4j.json.JsonValue.JsonString;
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.VariantAdapter;

/** Found by Moshi, by its name. */
final class JsonValue_JsonStringJsonAdapter extends VariantAdapter<JsonString> {
  JsonValue_JsonStringJsonAdapter() {
    super(Json.ANY, JsonString.class);
  }
}
