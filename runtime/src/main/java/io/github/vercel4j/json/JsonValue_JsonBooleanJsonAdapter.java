package io.github.vercel4j.json;

import io.github.vercel4j.json.JsonValue.JsonBoolean;
import io.github.vercel4j.runtime.Json;
import io.github.vercel4j.runtime.VariantAdapter;

/** Found by Moshi, by its name. */
final class JsonValue_JsonBooleanJsonAdapter extends VariantAdapter<JsonBoolean> {
  JsonValue_JsonBooleanJsonAdapter() {
    super(Json.ANY, JsonBoolean.class);
  }
}
