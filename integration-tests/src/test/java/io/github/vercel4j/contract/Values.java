package io.github.vercel4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.json.JsonModel;
import io.github.vercel4j.json.JsonValue;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonNumber;
import io.github.vercel4j.json.JsonValue.JsonObject;
import io.github.vercel4j.json.OpenEnum;
import io.github.vercel4j.json.UnknownVariant;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What decoded responses hold. */
final class Values {
  private Values() {}

  /** JSON with its numbers as numbers, so that 1.0 equals 1; the order of keys does not count. */
  static Object of(JsonValue value) {
    if (value instanceof JsonObject object) {
      Map<String, Object> members = new LinkedHashMap<>();
      object.members().forEach((key, member) -> members.put(key, of(member)));
      return members;
    } else if (value instanceof JsonArray array) {
      return array.elements().stream().map(Values::of).toList();
    } else if (value instanceof JsonNumber number) {
      return new BigDecimal(number.literal()).stripTrailingZeros();
    }
    return value;
  }

  /** Calls every accessor down to the leaves: none misses its value, none fell back to raw JSON. */
  static void assertEveryValueIsThereAndKnown(@Nullable Object value)
      throws ReflectiveOperationException {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        assertEveryValueIsThereAndKnown(element);
      }
    } else if (value instanceof Map<?, ?> map) {
      assertEveryValueIsThereAndKnown(List.copyOf(map.values()));
    } else if (value instanceof OpenEnum constant) {
      assertThat(constant.isKnown()).as("known: %s", constant).isTrue();
    } else if (value instanceof JsonModel model) {
      assertThat(model.unexpectedProperties()).as("unexpected in %s", model.getClass()).isEmpty();
      for (Method accessor : model.getClass().getDeclaredMethods()) {
        if (Modifier.isPublic(accessor.getModifiers())
            && !Modifier.isStatic(accessor.getModifiers())
            && accessor.getParameterCount() == 0
            && !accessor.getName().equals("toBuilder")) {
          assertEveryValueIsThereAndKnown(accessor.invoke(model));
        }
      }
    } else if (value instanceof Record variant && !(value instanceof JsonValue)) {
      assertThat(value).isNotInstanceOf(UnknownVariant.class);
      for (RecordComponent component : variant.getClass().getRecordComponents()) {
        assertEveryValueIsThereAndKnown(component.getAccessor().invoke(variant));
      }
    }
  }
}
