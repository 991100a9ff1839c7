package io.github.vercel4j.input;

import static java.util.Objects.requireNonNull;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Types;
import io.github.vercel4j.api.model.Deployment;
import io.github.vercel4j.api.model.DismissedToastValue;
import io.github.vercel4j.api.model.DrainFilter;
import io.github.vercel4j.api.model.EnvironmentVariable;
import io.github.vercel4j.api.model.FileTree;
import io.github.vercel4j.api.model.FilterProjectEnvsResponse;
import io.github.vercel4j.api.model.Price;
import io.github.vercel4j.api.model.Project;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import okio.Buffer;

/**
 * What a fuzzer calls: any bytes, as any JSON, which Jackson reads as well, and as a choice of
 * types that needs every kind of adapter.
 */
public final class FuzzTarget {
  private static final List<Type> TYPES =
      List.of(
          Project.class,
          Deployment.class,
          EnvironmentVariable.class,
          FileTree.class,
          DrainFilter.class,
          FilterProjectEnvsResponse.class,
          DismissedToastValue.class,
          Price.class,
          Types.newParameterizedType(List.class, Project.class),
          Types.newParameterizedType(Map.class, String.class, DrainFilter.class));

  private FuzzTarget() {}

  /** The name and the parameter are Jazzer's. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    StrictJsonTest.compare(data);
    for (Type type : TYPES) {
      Object value;
      try {
        value = Trials.decoded(type, new Buffer().write(data));
      } catch (JsonDataException | IOException rejected) {
        continue;
      }
      requireNonNull(value.toString());
      String encoded = Trials.encoded(type, value);
      Object again = Trials.decoded(type, encoded);
      if (!value.equals(again) || value.hashCode() != again.hashCode()) {
        throw new AssertionError(value + " is written as " + encoded + ", which is " + again);
      }
      if (!Trials.encoded(type, again).equals(encoded)) {
        throw new AssertionError(encoded + " is written as " + Trials.encoded(type, again));
      }
    }
  }
}
