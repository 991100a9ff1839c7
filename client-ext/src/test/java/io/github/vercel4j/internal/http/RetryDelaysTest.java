package io.github.vercel4j.internal.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.RateLimit;
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
        "Monday, 27-Oct-25 00:01:00 GMT | PT1M",
        "Mon Oct 27 00:01:00 2025      | PT1M",
        "Sat Nov  1 00:00:00 2025      | P5D",
        "' 30 '                        | PT30S",
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

  /** Whoever says so wants no wait, whatever else the response tells of. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "00",
        "0.0",
        "1761523200",
        "1761523199",
        "1761523199000",
        "Mon, 27 Oct 2025 00:00:00 GMT",
        "Sun, 26 Oct 2025 23:59:59 GMT",
        "Sunday, 26-Oct-25 23:59:59 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void retryAfterThatHasComeIsNoWait(String value) {
    Headers headers =
        Headers.of(
            "Retry-After", value, "X-RateLimit-Reset", "1761530000", "X-RateLimit-Limit", "1");
    String body = "{\"error\":{\"limit\":{\"reset\":1761530000}}}";

    assertThat(of(headers, body, 429)).isEqualTo(Duration.ZERO);
    assertThat(of(headers, "", 503)).isEqualTo(Duration.ZERO);
  }

  /** Fifty years ahead at most (RFC 9110, section 5.6.7). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sunday, 27-Oct-75 00:00:00 GMT  | 2075-10-27T00:00:00Z",
        "Wednesday, 27-Oct-76 00:00:00 GMT | 1976-10-27T00:00:00Z"
      })
  void yearOfTwoDigitsIsTheNearest(String value, Instant time) {
    assertThat(HttpDate.parse(value, NOW)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-99999999999999999999",
        "tomorrow",
        "NaN",
        "-Infinity",
        "0x",
        "1 minute",
        "null",
        "Mon, 99 Oct 2025 00:01:00 GMT",
        "Tue, 27 Oct 2025 00:01:00 GMT",
        "Monday, 27-Oct-25 00:01:00",
        "Mon Oct 27 00:01:00 2025 GMT"
      })
  void malformedRetryAfterIsNoDelay(String value) {
    assertThat(of(Headers.of("Retry-After", value), "", 429)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1761523199", "tomorrow", "NaN", "-Infinity", "0x", "null"})
  void pastOrMalformedResetIsNoDelay(String value) {
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
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | {}",
        "402 | {'error':{'code':'x','limit':{'total':100,'remaining':0,'reset':1761530000}}}",
        "402 | {'error':{'code':'x','limit':{'reset':1761530000}}}",
        "403 | {'error':{'code':'x','limit':{'resetMs':1761530000000}}}",
        "503 | {'error':{'code':'x','limit':{'remaining':0}}}",
        "400 | {'error':{'code':'rate_limited'}}",
        "403 | {'error':{'code':'too_many_requests'}}",
        "400 | {'code':'x','limit':{'total':1,'remaining':0,'reset':1761523260000}}"
      })
  void limitIsToldByTheBodyWhateverTheStatus(int status, String body) {
    assertThat(isLimit(status, Headers.of(), body)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "402 | {'error':{'code':'payment_required'}}",
        "402 | {'error':{'limit':{'total':100,'remaining':7,'reset':1761530000}}}",
        "402 | {'error':{'limit':{'remaining':'none'}}}",
        "402 | {'error':{'limit':5}}",
        "400 | {'error':{'limit':{}}}"
      })
  void otherBodiesTellOfNoLimit(int status, String body) {
    assertThat(isLimit(status, Headers.of(), body)).isFalse();
  }

  /** The last call that is allowed may fail for another reason. */
  @ParameterizedTest
  @CsvSource({
    "403, 0, 5,   true",
    "402, 0, 0,   true",
    "403, 0, '',  false",
    "403, 1, 5,   false",
    "403, '', 5,  false",
    "404, 0, '',  false",
    "503, 0, 5,   false",
    "599, 0, 5,   false"
  })
  void headersTellOfALimitWhereTheyNameATimeAsWell(
      int status, String remaining, String retryAfter, boolean limit) {
    Headers.Builder headers = new Headers.Builder();
    if (!remaining.isEmpty()) {
      headers.add("X-RateLimit-Remaining", remaining);
    }
    if (!retryAfter.isEmpty()) {
      headers.add("Retry-After", retryAfter);
    }

    assertThat(isLimit(status, headers.build(), "{}")).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'limit':{'total':100,'remaining':0,'reset':1761523260000}} | 1761523260",
        "{'limit':{'total':100,'remaining':0,'reset':1,'resetMs':1761523260000}} | 1761523260",
        "{'limit':{'total':100,'remaining':0}} | ''",
        "{'limit':{'total':100,'reset':1761523260}} | ''",
        "{'limit':{'remaining':0,'reset':1761523260}} | ''"
      })
  void limitOfTheBodyIsReadWhereItIsWhole(String body, String reset) {
    assertThat(RetryDelays.limit(ErrorBody.parse(body.replace('\'', '"'))))
        .isEqualTo(
            reset.isEmpty()
                ? null
                : RateLimit.of(100, 0, Instant.ofEpochSecond(Long.parseLong(reset))));
  }

  private static boolean isLimit(int status, Headers headers, String body) {
    return RetryDelays.isLimit(status, headers, ErrorBody.parse(body.replace('\'', '"')));
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
    ErrorBody error = ErrorBody.parse(body);
    return RetryDelays.of(headers, error, RetryDelays.isLimit(status, headers, error), NOW);
  }
}
