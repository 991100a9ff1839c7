package io.github.vercel4j.json;

import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.VariantAdapter;

/** Found by Moshi, by its name. */
final class JsonValue_JsonNumberJsonAdapter extends VariantAdapter<JsonNumber> {
  JsonValue_JsonNumberJsonAdapter() {
    super(Json.ANY, JsonNumber.class);
  }
}
