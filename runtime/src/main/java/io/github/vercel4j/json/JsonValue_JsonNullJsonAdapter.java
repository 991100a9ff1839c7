package io.github.vercel4j.json;

import io.github.vercel4j.json.JsonValue.JsonNull;
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.VariantAdapter;

/** Found by Moshi, by its name. */
final class JsonValue_JsonNullJsonAdapter extends VariantAdapter<JsonNull> {
  JsonValue_JsonNullJsonAdapter() {
    super(Json.ANY, JsonNull.class);
  }
}
