package io.github.vercel4j.internal.call;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.github.vercel4j.json.JsonValue;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An error response that repeats a secret, made up at random.
 *
 * @param contentType of the response
 * @param isJson whether the body is all of a JSON document
 */
public record Mirror(String secret, String contentType, String body, boolean isJson) {
  private static final String BASE62 =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final Pattern JSON_ESCAPE =
      Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))", Pattern.DOTALL);
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));");

  /** A value as it may stand in an environment variable. */
  public static String secret(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "canary_" + letters(random, 12 + random.nextInt(30)) + random.nextInt(10);
      case 1 -> pem(random);
      case 2 -> credentials(random);
      case 3 -> "1" + digits(random, 8 + random.nextInt(12));
      case 4 ->
          "canary " + anything(random, 8 + random.nextInt(20), "äß€語𝄞😀'\"\\/<>&% +é1") + "x";
      case 5 ->
          "canary"
              + anything(random, 8 + random.nextInt(20), "%41%2f&amp;&#47;\\n\\u0041\"\\1")
              + "x";
      case 6 -> "postgres://canary:" + letters(random, 10) + "%2F@db.example:5432/a?b=c&d=e+f";
      default -> "canary1=" + "a".repeat(10 + random.nextInt(100)) + "/\"";
    };
  }

  private static String pem(Random random) {
    return IntStream.rangeClosed(1, 3 + random.nextInt(4))
        .mapToObj(line -> letters(random, 64))
        .collect(
            joining(
                "\n", "-----BEGIN PRIVATE KEY-----\ncanary", "==\n-----END PRIVATE KEY-----\n"));
  }

  private static String credentials(Random random) {
    return "{\"type\": \"service_account\",\n  \"private_key\": "
        + JsonValue.of(pem(random))
        + ",\n  \"client_email\": \"canary@acme.example\"}";
  }

  private static String letters(Random random, int length) {
    return anything(random, length, BASE62);
  }

  private static String digits(Random random, int length) {
    return anything(random, length, "0123456789");
  }

  private static String anything(Random random, int length, String alphabet) {
    int[] all = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(all[random.nextInt(all.length)]);
    }
    return text.toString();
  }

  /**
   * A response that repeats the secret somewhere, encoded any way.
   *
   * @param encodings how often it is encoded at most
   */
  public static Mirror of(String secret, int encodings, Random random) {
    String told = secret;
    for (int i = random.nextInt(encodings); i > 0; i--) {
      told = encoded(told, random);
    }
    told = around(random) + told + around(random);
    String string = '"' + json(told, random) + '"';
    String other = "\"code\":\"bad_request\"";
    return switch (random.nextInt(13)) {
      case 0 -> json(secret, "{\"error\":{" + other + ",\"message\":" + string + "}}");
      case 1 -> json(secret, "{\"error\":{\"message\":" + string + "," + other + "}}");
      case 2 ->
          json(secret, "{\"error\":{" + other + ",\"a\":[1,{\"b\":[true," + string + ",null]}]}}");
      case 3 -> json(secret, "{\"error\":{" + string + ":1," + other + "}}");
      case 4 -> json(secret, "[" + string + "]");
      case 5 -> json(secret, "{\"error\":{\"a\":" + string + "," + other + ",\"a\":\"the last\"}}");
      case 6 ->
          json(
              secret, "{\"error\":{" + string + ":" + string + "," + string + ":2," + other + "}}");
      case 7 -> json(secret, string);
      case 8 ->
          new Mirror(
              secret, "application/json", "{\"error\":{" + other + ",\"message\":" + string, false);
      case 9 ->
          new Mirror(
              secret,
              "application/json",
              "{\"error\":{" + other + ",\"m\":\"" + json(told, random),
              false);
      case 10 ->
          new Mirror(
              secret,
              "text/html",
              "<!doctype html>\n<p title='x'>" + html(told, random) + "</p>",
              false);
      case 11 -> new Mirror(secret, "text/plain", "X-Value: " + told + "\r\nX-Other: 1\r\n", false);
      default ->
          isNumber(secret)
              ? json(secret, "{\"error\":{" + other + ",\"value\":" + secret + ",\"b\":1}}")
              : json(secret, "{\"error\":{" + other + ",\"err\":" + string + "}}");
    };
  }

  private static Mirror json(String secret, String body) {
    return new Mirror(secret, "application/json", body, true);
  }

  private static boolean isNumber(String secret) {
    return secret.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String around(Random random) {
    return List.of("", " ", "x", "=", "\"", "é", "***", ": ").get(random.nextInt(8));
  }

  private static String encoded(String text, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> json(text, random);
      case 1 -> url(text, random);
      default -> html(text, random);
    };
  }

  /** As part of a string in JSON, with any legal escape. */
  static String json(String text, Random random) {
    int how = random.nextInt(3);
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int named = "\"\\/\n\r\t\b\f".indexOf(c);
      boolean needed = named >= 0 ? c != '/' : c < ' ';
      // Half a surrogate pair has no encoding but this one
      boolean escaped =
          needed || how == 2 || (how == 1 && !Character.isSurrogate(c) && random.nextInt(4) == 0);
      if (!escaped) {
        json.append(c);
      } else if (named >= 0 && random.nextBoolean()) {
        json.append('\\').append("\"\\/nrtbf".charAt(named));
      } else {
        json.append("\\u").append(anyCase(String.format("%04x", (int) c), random));
      }
    }
    return json.toString();
  }

  private static String url(String text, Random random) {
    String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
    if (random.nextInt(3) == 0) {
      return text.codePoints()
          .mapToObj(Character::toString)
          .flatMap(
              c ->
                  IntStream.range(0, c.getBytes(StandardCharsets.UTF_8).length)
                      .mapToObj(i -> c.getBytes(StandardCharsets.UTF_8)[i]))
          .map(octet -> "%" + anyCase(String.format("%02x", octet), random))
          .collect(joining());
    }
    if (random.nextBoolean()) {
      form = form.replace("+", "%20");
    }
    return random.nextBoolean()
        ? Pattern.compile("%..")
            .matcher(form)
            .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT))
        : form;
  }

  private static String html(String text, Random random) {
    boolean all = random.nextInt(3) == 0;
    return text.codePoints()
        .mapToObj(
            c -> {
              if (!all && "&<>\"'/".indexOf(c) < 0) {
                return Character.toString(c);
              }
              return switch (random.nextInt(3)) {
                case 0 -> "&#" + c + ";";
                case 1 -> "&#x" + anyCase(Integer.toHexString(c), random) + ";";
                default ->
                    switch (c) {
                      case '&' -> "&amp;";
                      case '<' -> "&lt;";
                      case '>' -> "&gt;";
                      case '"' -> "&quot;";
                      case '\'' -> "&apos;";
                      default -> "&#" + c + ";";
                    };
              };
            })
        .collect(joining());
  }

  private static String anyCase(String hexadecimal, Random random) {
    return random.nextBoolean() ? hexadecimal : hexadecimal.toUpperCase(Locale.ROOT);
  }

  /** Whether a text says the secret to whoever decodes it up to four times, in any order. */
  public boolean isToldBy(String text) {
    Set<String> decoded = Set.of(text);
    for (int i = 0; i < 4; i++) {
      decoded =
          decoded.stream()
              .flatMap(
                  each ->
                      Stream.of(
                          each,
                          withoutJson(each),
                          withoutUrl(each),
                          withoutForm(each),
                          withoutHtml(each)))
              .collect(toSet());
    }
    return decoded.stream().anyMatch(each -> each.contains(secret));
  }

  private static String withoutJson(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    return JSON_ESCAPE
        .matcher(text)
        .replaceAll(
            escape -> {
              String plain =
                  escape.group(1) != null
                      ? Character.toString((char) Integer.parseInt(escape.group(1), 16))
                      : switch (escape.group(2)) {
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "t" -> "\t";
                        case "b" -> "\b";
                        case "f" -> "\f";
                        default -> escape.group(2);
                      };
              return Matcher.quoteReplacement(plain);
            });
  }

  private static String withoutUrl(String text) {
    return text.indexOf('%') < 0 ? text : withoutForm(text.replace("+", "%2B"));
  }

  /** A percent sign that begins no octet stands for itself. */
  private static String withoutForm(String text) {
    return URLDecoder.decode(text.replaceAll("%(?![0-9a-fA-F]{2})", "%25"), StandardCharsets.UTF_8);
  }

  private static String withoutHtml(String text) {
    return ENTITY.matcher(text).replaceAll(Mirror::character);
  }

  private static String character(MatchResult entity) {
    int codePoint;
    if (entity.group(1) != null) {
      codePoint = Integer.parseInt(entity.group(1));
    } else if (entity.group(2) != null) {
      codePoint = Integer.parseInt(entity.group(2), 16);
    } else {
      codePoint =
          switch (entity.group(3)) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            default -> '\'';
          };
    }
    return Character.isValidCodePoint(codePoint)
        ? Matcher.quoteReplacement(Character.toString(codePoint))
        : entity.group();
  }
}
