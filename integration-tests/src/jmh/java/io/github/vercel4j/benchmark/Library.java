package io.github.vercel4j.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.vercel4j.json.LosslessCollections;
import io.github.vercel4j.runtime.JsonInput;
import io.github.vercel4j.runtime.JsonOutput;
import io.github.vercel4j.runtime.LosslessAdapter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;

/** What turns JSON into objects and back. */
public enum Library {
  OURS {
    @Override
    Codec codecOf(Input input) {
      Moshi moshi = new Moshi.Builder().add(new LosslessCollections()).build();
      return new OwnCodec(
          Objects.requireNonNull(LosslessAdapter.within(moshi.adapter(input.ours))));
    }
  },
  JACKSON {
    @Override
    Codec codecOf(Input input) {
      return new JacksonCodec(mapper(), input);
    }
  },
  BLACKBIRD {
    @Override
    Codec codecOf(Input input) {
      return new JacksonCodec(mapper().registerModule(new BlackbirdModule()), input);
    }
  },
  GSON {
    @Override
    Codec codecOf(Input input) {
      return new GsonCodec(input.peer == null ? JsonElement.class : input.peer);
    }
  },
  /** Moshi as it is without generated adapters. */
  MOSHI {
    @Override
    Codec codecOf(Input input) {
      Type type = input.peer == null ? Object.class : input.peer;
      return new MoshiCodec(new Moshi.Builder().build().adapter(type));
    }
  },
  /** Looks at every byte and keeps none. */
  SKIP {
    @Override
    Codec codecOf(Input input) {
      return new Skipping();
    }
  },
  /** Looks for quotes and brackets, and checks nothing. */
  FLOOR {
    @Override
    Codec codecOf(Input input) {
      return new Structure();
    }
  };

  /** Whether it keeps nothing. */
  boolean isFloor() {
    return this == SKIP || this == FLOOR;
  }

  abstract Codec codecOf(Input input);

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Keeps nothing that it does not know and writes no null, as the others do. */
  static ObjectMapper mapper() {
    return JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .build();
  }

  /** Each from and to an array of bytes, in the way that its library does that best. */
  interface Codec {
    Object decode(byte[] json) throws IOException;

    byte[] encode(Object value) throws IOException;
  }

  /** Reads a body as the client does: from a source, which has a portion at a time. */
  private record OwnCodec(LosslessAdapter<Object> adapter) implements Codec {
    @Override
    public Object decode(byte[] json) throws IOException {
      BufferedSource source = Okio.buffer(Okio.source(new ByteArrayInputStream(json)));
      return JsonInput.read(adapter, source, "$", Long.MAX_VALUE, null);
    }

    @Override
    public byte[] encode(Object value) {
      return JsonOutput.bytes(adapter, value, null);
    }
  }

  private record MoshiCodec(JsonAdapter<Object> adapter) implements Codec {
    @Override
    public Object decode(byte[] json) throws IOException {
      return adapter.fromJson(JsonReader.of(new Buffer().write(json)));
    }

    @Override
    public byte[] encode(Object value) throws IOException {
      Buffer json = new Buffer();
      adapter.toJson(JsonWriter.of(json), value);
      return json.readByteArray();
    }
  }

  private record JacksonCodec(ObjectReader reader, ObjectWriter writer) implements Codec {
    JacksonCodec(ObjectMapper mapper, Input input) {
      this(
          mapper.readerFor(input.peer == null ? JsonNode.class : input.peer),
          mapper.writerFor(input.peer == null ? JsonNode.class : input.peer));
    }

    @Override
    public Object decode(byte[] json) throws IOException {
      return reader.readValue(json);
    }

    @Override
    public byte[] encode(Object value) throws IOException {
      return writer.writeValueAsBytes(value);
    }
  }

  private record GsonCodec(Gson gson, Class<?> type) implements Codec {
    GsonCodec(Class<?> type) {
      this(new Gson(), type);
    }

    @Override
    public Object decode(byte[] json) {
      return gson.fromJson(
          new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8), type);
    }

    @Override
    public byte[] encode(Object value) throws IOException {
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      try (Writer writer = new OutputStreamWriter(json, StandardCharsets.UTF_8)) {
        gson.toJson(value, type, writer);
      }
      return json.toByteArray();
    }
  }

  private record Skipping() implements Codec {
    @Override
    public Object decode(byte[] json) throws IOException {
      JsonReader reader = JsonReader.of(new Buffer().write(json));
      reader.skipValue();
      return reader;
    }

    @Override
    public byte[] encode(Object value) {
      throw new UnsupportedOperationException("nothing was kept");
    }
  }

  private record Structure() implements Codec {
    @Override
    public Object decode(byte[] json) {
      int found = 0;
      boolean inString = false;
      for (int i = 0; i < json.length; i++) {
        byte c = json[i];
        if (c == '"') {
          inString = !inString;
        } else if (c == '\\') {
          i++;
        } else if (!inString && (c == '{' || c == '[' || c == ',' || c == ':')) {
          found++;
        }
      }
      return found;
    }

    @Override
    public byte[] encode(Object value) {
      throw new UnsupportedOperationException("nothing was kept");
    }
  }
}
