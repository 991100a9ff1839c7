package io.github.vercel4j.runtime;

import com.squareup.moshi.JsonReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keys that an object may have. To find one of them is quicker than to read it, and it is one
 * string in memory.
 */
record Keys(List<String> names, JsonReader.Options options) {
  private static final int LONGEST = 64;

  static Keys of(Collection<String> names) {
    return new Keys(List.copyOf(names), JsonReader.Options.of(names.toArray(new String[0])));
  }

  Keys with(String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return of(all);
  }

  /**
   * Whether a key that the service sent may be kept here: none that is long or has odd characters.
   */
  static boolean isLearnable(String name) {
    return name.length() <= LONGEST && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
