package io.github.vercel4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
  @Test
  void severalValuesGiveOneEntryEach() {
    Sample sample = new Sample.Builder(null).ids(List.of("a", "b")).limit(5).build();

    assertThat(sample.entrySet())
        .extracting(Entry::toString)
        .containsExactly("id=a", "id=b", "limit=5");
    assertThat(sample).hasToString("{id=a, id=b, limit=5}");
  }

  @Test
  void parameterSetTwiceKeepsLastValues() {
    Sample sample = new Sample.Builder(null).ids(List.of("a", "b")).ids(List.of("c")).build();

    assertThat(sample).hasToString("{id=c}");
  }

  @Test
  void unknownParameterIsSent() {
    assertThat(new Sample.Builder(null).parameter("since", "1").build()).hasToString("{since=1}");
  }

  @Test
  void copyWithChangesLeavesOriginalUnchanged() {
    Sample first = new Sample.Builder(null).limit(1).build();
    Sample second = new Sample.Builder(first).limit(2).build();

    assertThat(first).isEqualTo(new Sample.Builder(null).limit(1).build()).isNotEqualTo(second);
    assertThat(second).hasToString("{limit=2}");
  }

  @Test
  @SuppressWarnings("NullAway") // that is the test
  void nullValueThrowsNamingParameter() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Sample.Builder(null).parameter("since", null))
        .withMessage("since can be left out but not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new Sample.Builder(null).ids(null))
        .withMessage("id can be left out but not be null");
  }

  private static final class Sample extends QueryParameters {
    private Sample(Builder builder) {
      super(builder);
    }

    private static final class Builder extends QueryParameters.Builder<Builder> {
      Builder(@Nullable Sample from) {
        super(from);
      }

      Builder ids(List<String> ids) {
        return set("id", ids);
      }

      Builder limit(int limit) {
        return set("limit", limit);
      }

      Sample build() {
        return new Sample(this);
      }
    }
  }
}
