package io.github.vercel4j.json;

import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.VariantAdapter;

/** Found by Moshi, by its name. */
final class JsonValue_JsonArrayJsonAdapter extends VariantAdapter<JsonArray> {
  JsonValue_JsonArrayJsonAdapter() {
    super(Json.ANY, JsonArray.class);
  }
}
