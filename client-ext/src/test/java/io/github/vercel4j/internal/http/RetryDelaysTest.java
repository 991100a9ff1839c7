package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.internal.errors.ErrorBody;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryDelaysTest {
  private static final Instant NOW = Instant.parse("2025-10-27T00:00:00Z"); // 1761523200

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30                            | PT30S",
        "1.5                           | PT1.5S",
        "Mon, 27 Oct 2025 00:01:00 GMT | PT1M",
        "1761523205                    | PT5S",
        "1761523205000                 | PT5S"
      })
  void retryAfterIsInSecondsOrATime(String value, Duration wait) {
    assertThat(of(Headers.of("Retry-After", value), "", 503)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'error':{'code':'rate_limited','limit':{'reset':1761523260,'resetMs':1761523261000}}}"
            + " | PT1M1S",
        "{'error':{'limit':{'reset':1761523260}}}                                 | PT1M",
        "{'error':{'limit':{'reset':1761523260,'resetMs':'soon'}}}                | PT1M",
        "{'error':{'limit':{'resetMs':2500}}}                                     | PT2.5S",
        "{'status':429,'code':'x','retryAfter':{'value':30,'str':'30 seconds'},"
            + "'limit':{'total':1,'remaining':0,'reset':1761523260000}}           | PT30S",
        "{'code':'x','retryAfter':{'str':'?'},'limit':{'reset':1761523260000}}    | PT1M",
      })
  void delayIsReadFromTheBody(String body, Duration wait) {
    assertThat(of(Headers.of(), body.replace('\'', '"'), 429)).isEqualTo(wait);
  }

  @Test
  void clearerSourceComesFirst() {
    Headers reset = Headers.of("X-RateLimit-Reset", "1761523280");
    String body = "{\"error\":{\"limit\":{\"reset\":1761523260}}}";

    assertThat(of(reset, "{}", 429)).isEqualTo(Duration.ofSeconds(80));
    assertThat(of(reset, body, 429)).isEqualTo(Duration.ofSeconds(60));
    assertThat(of(reset.newBuilder().add("Retry-After", "1").build(), body, 429))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void resetOfAnUnspentLimitIsNoDelay() {
    assertThat(of(Headers.of("X-RateLimit-Reset", "1761523280"), "{}", 503)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-99999999999999999999",
        "1761523199",
        "Sun, 26 Oct 2025 23:59:59 GMT",
        "tomorrow",
        "NaN",
        "-Infinity",
        "0x",
        "1 minute",
        "null"
      })
  void pastOrMalformedTimeIsNoDelay(String value) {
    assertThat(of(Headers.of("Retry-After", value), "", 429)).isNull();
    assertThat(of(Headers.of("X-RateLimit-Reset", value), "", 429)).isNull();
    String quoted = '"' + value + '"';
    for (String json : new String[] {value, quoted, "[" + quoted + "]", "{}"}) {
      String body =
          "{\"limit\":{\"reset\":%1$s,\"resetMs\":%1$s},\"retryAfter\":{\"value\":%1$s}}"
              .formatted(json);
      assertThat(of(Headers.of(), body, 429)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999999",
        "9223372036854775807",
        "1e300",
        "Infinity",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void absurdDelayIsLongAndHarmless(String value) {
    Duration wait = requireNonNull(of(Headers.of("Retry-After", value), "", 429));

    assertThat(wait).isGreaterThan(Duration.ofDays(365));
    assertThat(wait.toNanos()).isPositive();
  }

  private static @Nullable Duration of(Headers headers, String body, int status) {
    return RetryDelays.of(headers, ErrorBody.parse(body), status, NOW);
  }
}
