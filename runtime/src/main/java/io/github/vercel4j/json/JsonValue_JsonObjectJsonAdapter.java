package io.github.vercel4j.json;

import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.VariantAdapter;

/** Found by Moshi, by its name. */
final class JsonValue_JsonObjectJsonAdapter extends VariantAdapter<JsonObject> {
  JsonValue_JsonObjectJsonAdapter() {
    super(Json.ANY, JsonObject.class);
  }
}
