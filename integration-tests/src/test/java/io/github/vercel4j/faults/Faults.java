package io.github.vercel4j.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vercel4j.AuthenticationException;
import io.github.vercel4j.CallOptions;
import io.github.vercel4j.FakeTimeSource;
import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.NotFoundException;
import io.github.vercel4j.PermissionDeniedException;
import io.github.vercel4j.RateLimitException;
import io.github.vercel4j.RetryPolicy;
import io.github.vercel4j.ServerException;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.faults.FaultyServer.Behaviour;
import io.github.vercel4j.faults.FaultyServer.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** The faults of servers and networks as data, in the order of a call's life. */
public final class Faults {
  private static final Class<VercelConnectionException> LOST = VercelConnectionException.class;
  private static final Class<VercelDecodingException> UNREADABLE = VercelDecodingException.class;

  public static final String PROJECT = "{\"id\":\"prj_1\",\"name\":\"shop\"}";

  /** Time enough for what works, and short where something never comes. */
  private static void hasty(OkHttpClient.Builder http) {
    http.connectTimeout(250, TimeUnit.MILLISECONDS).readTimeout(250, TimeUnit.MILLISECONDS);
  }

  private static final CallOptions TWICE =
      CallOptions.defaults().withRetries(RetryPolicy.standard().withMaxAttempts(2));

  private static final CallOptions AT_MOST_A_MOMENT =
      CallOptions.defaults().withTimeout(Duration.ofMillis(250));

  private Faults() {}

  public static List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    connecting(faults);
    encrypting(faults);
    breaking(faults);
    stalling(faults);
    emptyResponses(faults);
    pages(faults);
    oddResponses(faults);
    redirects(faults);
    throttling(faults);
    failing(faults);
    return faults;
  }

  private static void connecting(List<Fault> faults) {
    faults.add(
        Fault.of("the name of the host is not known", e -> e.send(ok(PROJECT)))
            .vercel((vercel, server) -> vercel.baseUrl("https://api.vercel.invalid"))
            .http(
                http ->
                    http.dns(
                        host -> {
                          throw new UnknownHostException(host + " is not known");
                        }))
            .all(LOST, 0)
            .tried(4)
            .saying("was not sent", "UnknownHostException", "api.vercel.invalid"));
    faults.add(
        Fault.atConnection("connection refused", FaultyServer::refusing)
            .all(LOST, 0)
            .tried(4)
            .saying("was not sent", "ConnectException"));
    faults.add(
        Fault.atConnection("nobody takes the connection", FaultyServer::overcrowded)
            .http(Faults::hasty)
            .options(TWICE)
            .all(LOST, 0)
            .tried(2)
            .saying("was not sent", "SocketTimeoutException"));
  }

  private static void encrypting(List<Fault> faults) {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate expired =
        certificate()
            .validityInterval(1_000_000_000L, 1_100_000_000_000L)
            .signedBy(authority)
            .build();
    HeldCertificate valid = certificate().build();
    HeldCertificate elsewhere =
        new HeldCertificate.Builder().addSubjectAlternativeName("vercel.example").build();
    faults.add(
        untrusted("certificate expired", expired, authority)
            .saying("SSLHandshakeException", "validity"));
    faults.add(
        untrusted("certificate of another host", elsewhere, elsewhere)
            .saying("SSLPeerUnverifiedException", "127.0.0.1"));
    faults.add(
        untrusted("certificate that nobody vouches for", valid, certificate().build())
            .saying("SSLHandshakeException"));
    faults.add(
        Fault.atConnection(
                "plain http where https is expected",
                () ->
                    FaultyServer.uninvited(
                        e -> {
                          e.send(ok(PROJECT));
                          e.stall();
                        }))
            .vercel((vercel, server) -> vercel.baseUrl("https://127.0.0.1:" + server.port()))
            .all(LOST, 0)
            .tried(4)
            .saying("was not sent"));
  }

  private static HeldCertificate.Builder certificate() {
    return new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1");
  }

  /** The server has one certificate, the client knows another, which may be the same. */
  private static Fault untrusted(String name, HeldCertificate its, HeldCertificate known) {
    HandshakeCertificates server = new HandshakeCertificates.Builder().heldCertificate(its).build();
    return Fault.atConnection(name, () -> FaultyServer.responding(e -> e.send(ok(PROJECT)), server))
        .http(trusting(known))
        .all(LOST, 0)
        .tried(1)
        .saying("was not sent");
  }

  private static Consumer<OkHttpClient.Builder> trusting(HeldCertificate known) {
    HandshakeCertificates client =
        new HandshakeCertificates.Builder().addTrustedCertificate(known.certificate()).build();
    return http -> http.sslSocketFactory(client.sslSocketFactory(), client.trustManager());
  }

  private static void breaking(List<Fault> faults) {
    faults.add(
        Fault.atConnection(
                "reset as soon as connected", () -> FaultyServer.uninvited(Exchange::reset))
            .all(LOST, 0)
            .check(
                trial ->
                    // It depends on who is faster whether a write has left, so that it may not
                    // again
                    assertThat(trial.server.connections())
                        .isBetween(trial.kind == Kind.WRITE ? 1 : 4, 4)));
    faults.add(Fault.of("reset before the response", Exchange::reset).all(LOST, 4, 4, 1));
    faults.add(Fault.of("closed before the response", Exchange::close).all(LOST, 4, 4, 1));
    faults.add(
        Fault.of(
                "reset within the headers",
                e -> {
                  e.send("HTTP/1.1 200 OK\r\nContent-Ty");
                  e.reset();
                })
            .all(LOST, 4, 4, 1));
    faults.add(
        Fault.of(
                "closed within the headers",
                e -> {
                  e.send("HTTP/1.1 200 OK\r\nContent-Ty");
                  e.close();
                })
            .all(LOST, 4, 4, 1));
    faults.add(
        Fault.of(
                "reset within the body",
                e -> {
                  e.send(head(200, "Content-Length: 1000") + PROJECT.substring(0, 10));
                  e.awaitHeadRead();
                  e.reset();
                })
            .all(UNREADABLE, 4, 4, 1)
            .saying("ends early"));
    faults.add(
        Fault.of(
                "body shorter than its Content-Length",
                e -> {
                  e.send(head(200, "Content-Length: 1000") + PROJECT);
                  e.close();
                })
            .all(UNREADABLE, 4, 4, 1)
            .saying("ends early"));
    faults.add(
        Fault.of(
                "body ends within a chunk",
                e -> {
                  e.send(head(200, "Transfer-Encoding: chunked") + "ff\r\n" + PROJECT);
                  e.close();
                })
            .all(UNREADABLE, 4, 4, 1)
            .saying("ends early"));
    faults.add(
        Fault.of(
                "body ends without its last chunk",
                e -> {
                  e.send(head(200, "Transfer-Encoding: chunked") + chunk(PROJECT));
                  e.close();
                })
            .all(UNREADABLE, 4, 4, 1)
            .saying("ends early"));
    faults.add(
        Fault.of(
                "chunk whose size is no number",
                e -> {
                  e.send(head(200, "Transfer-Encoding: chunked") + "shop\r\n" + PROJECT);
                  e.close();
                })
            .all(UNREADABLE, 4, 4, 1)
            .saying("ends early"));
    faults.add(
        Fault.of(
                "kept connection breaks at the next call",
                e -> {
                  if (e.number() == 2) {
                    e.reset();
                  } else {
                    e.send(ok(PROJECT));
                  }
                })
            .onKeptConnection()
            .read(null, 3)
            .repeatable(null, 3)
            .write(LOST, 2)
            .waiting());
    faults.add(
        Fault.of(
                "another protocol responds",
                e -> {
                  e.send("SSH-2.0-OpenSSH_9.6\r\n");
                  e.close();
                })
            .all(LOST, 1)
            .saying("ProtocolException", "status line"));
    faults.add(
        Fault.of(
                "headers of 1 MB",
                e -> {
                  e.send("HTTP/1.1 200 OK\r\nX-Long: " + "a".repeat(1_000_000) + "\r\n\r\n");
                  e.close();
                })
            .all(LOST, 4, 4, 1));
  }

  private static void stalling(List<Fault> faults) {
    faults.add(
        Fault.of("no response comes", Exchange::stall)
            .http(Faults::hasty)
            .options(TWICE)
            .all(LOST, 2, 2, 1)
            .saying("SocketTimeoutException"));
    faults.add(
        Fault.of(
                "silence within the headers",
                e -> {
                  e.send("HTTP/1.1 200 OK\r\nContent-Ty");
                  e.stall();
                })
            .http(Faults::hasty)
            .options(TWICE)
            .all(LOST, 2, 2, 1)
            .saying("SocketTimeoutException"));
    faults.add(
        Fault.of(
                "silence within the body",
                e -> {
                  e.send(head(200, "Content-Length: 1000") + PROJECT.substring(0, 10));
                  e.stall();
                })
            .http(Faults::hasty)
            .options(TWICE)
            .all(UNREADABLE, 2, 2, 1)
            .saying("ends early"));
    faults.add(
        Fault.of("no response within the call's time-out", Exchange::stall)
            .options(AT_MOST_A_MOMENT)
            .inRealTime()
            .all(LOST, 1)
            .saying("timeout"));
    faults.add(
        Fault.of(
                "headers come byte by byte, beyond the call's time-out",
                e -> e.trickle("HTTP/1.1 200 OK\r\nX-Long: " + "a".repeat(100_000)))
            .options(AT_MOST_A_MOMENT)
            .inRealTime()
            .all(LOST, 1)
            .saying("timeout"));
    faults.add(
        Fault.of(
                "body comes byte by byte, beyond the call's time-out",
                e -> {
                  e.send(head(200, "Content-Length: 100000"));
                  e.trickle(" ".repeat(100_000));
                })
            .options(AT_MOST_A_MOMENT)
            .inRealTime()
            .all(UNREADABLE, 1)
            .saying("ends early", "timeout"));
    faults.add(
        Fault.of(
                "body comes byte by byte, beyond the HTTP client's call time-out",
                e -> {
                  e.send(head(200, "Content-Length: 100000"));
                  e.trickle(" ".repeat(100_000));
                })
            .http(http -> http.callTimeout(250, TimeUnit.MILLISECONDS))
            .all(UNREADABLE, 1)
            .saying("ends early", "timeout"));
    faults.add(
        Fault.of("response comes byte by byte, but in time", e -> e.trickle(ok(PROJECT)))
            .all(null, 1));
  }

  private static void emptyResponses(List<Fault> faults) {
    faults.add(
        Fault.of(
                "204 that announces a body",
                e -> {
                  e.send(head(204, "Content-Length: " + PROJECT.length()) + PROJECT);
                  e.close();
                })
            .all(LOST, 1)
            .delete(LOST, 1)
            .saying("HTTP 204 had non-zero Content-Length"));
    faults.add(
        Fault.of(
                "204 with a chunked body",
                e -> e.send(head(204, "Transfer-Encoding: chunked") + chunk(PROJECT) + chunk("")))
            .all(null, 1)
            .delete(null, 1));
    faults.add(
        Fault.of(
                "204 with a body that nothing announces",
                e -> {
                  e.send(head(204, "Connection: close") + PROJECT);
                  e.close();
                })
            .all(UNREADABLE, 1)
            .delete(null, 1));
    faults.add(
        Fault.of("204 without a body", e -> e.send(head(204, "X-Nothing: here")))
            .all(UNREADABLE, 1)
            .delete(null, 1)
            .saying("is empty"));
    faults.add(
        Fault.of("200 with an empty body", e -> e.send(head(200, "Content-Length: 0")))
            .all(UNREADABLE, 1)
            .delete(null, 1)
            .saying("is empty"));
    faults.add(
        Fault.of(
                "200 with neither body nor length",
                e -> {
                  e.send(head(200, "Content-Type: application/json"));
                  e.close();
                })
            .all(UNREADABLE, 1)
            .delete(null, 1)
            .saying("is empty"));
  }

  private static void pages(List<Fault> faults) {
    for (boolean html : new boolean[] {true, false}) {
      String text =
          html
              ? "<!DOCTYPE html>\n<html><body>Oops, %s was not for me</body></html>\n"
              : "upstream connect error, %s was not for me\n";
      for (int status : new int[] {200, 401, 403, 404, 429, 500, 502}) {
        String type = "Content-Type: text/" + (html ? "html" : "plain");
        // A proxy that shows what it got
        Behaviour page =
            e -> e.send(sized(status, type, text.formatted(e.header("Authorization"))));
        Fault fault = Fault.of((html ? "HTML" : "plain text") + " with " + status, page);
        switch (status) {
          case 200 -> fault.all(UNREADABLE, 1);
          case 401 -> fault.all(AuthenticationException.class, 1);
          case 403 -> fault.all(PermissionDeniedException.class, 1);
          case 404 -> fault.all(NotFoundException.class, 1);
          case 429 -> fault.all(RateLimitException.class, 4).throttled();
          case 500 -> fault.all(ServerException.class, 4, 1, 1);
          default -> fault.all(ServerException.class, 4, 4, 1);
        }
        faults.add(fault.saying(Integer.toString(status)));
      }
    }
  }

  private static void oddResponses(List<Fault> faults) {
    faults.add(
        Fault.of(
                "JSON that claims to be HTML",
                e -> e.send(sized(200, "Content-Type: text/html", PROJECT)))
            .all(null, 1));
    faults.add(
        Fault.of("JSON without a content type", e -> e.send(sized(200, "X-Nothing: here", PROJECT)))
            .all(null, 1));
    faults.add(
        Fault.of(
                "JSON whose content type is none",
                e -> e.send(sized(200, "Content-Type: ///;=", PROJECT)))
            .all(null, 1));
    faults.add(
        Fault.of(
                "JSON that claims another charset",
                e -> e.send(sized(200, "Content-Type: application/json; charset=utf-16", PROJECT)))
            .all(null, 1));
    faults.add(
        Fault.of(
                "string that is no UTF-8",
                e -> {
                  byte[] json = "{\"id\":\"prj_1\",\"name\":\"sh?p\"}".getBytes(UTF_8);
                  json[json.length - 4] = (byte) 0xC3;
                  e.send(head(200, "Content-Length: " + json.length));
                  e.send(json);
                })
            .all(UNREADABLE, 1)
            .saying("$.name the response is not UTF-8"));
    faults.add(
        Fault.of(
                "document that is no UTF-8",
                e -> {
                  e.send(head(200, "Content-Length: 4"));
                  e.send(new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) 0xC3, (byte) 0x28});
                })
            .all(UNREADABLE, 1)
            .saying("not well-formed JSON"));
    faults.add(
        Fault.of("byte order mark", e -> e.send(ok("\uFEFF" + PROJECT)))
            .all(UNREADABLE, 1)
            .saying("byte order mark"));
    faults.add(
        Fault.of("JSON after the JSON", e -> e.send(ok(PROJECT + PROJECT)))
            .all(UNREADABLE, 1)
            .saying("goes on after its end"));
    byte[] zipped = gzip(PROJECT.getBytes(UTF_8));
    faults.add(zipped("gzip that is none", PROJECT.getBytes(UTF_8)));
    byte[] cut = new byte[zipped.length / 2];
    System.arraycopy(zipped, 0, cut, 0, cut.length);
    faults.add(zipped("gzip that ends early", cut));
    byte[] corrupt = zipped.clone();
    corrupt[corrupt.length - 6] ^= 1;
    faults.add(zipped("gzip with a wrong checksum", corrupt));
    byte[] broken = zipped.clone();
    for (int i = 12; i < 20; i++) {
      broken[i] = (byte) 0xFF;
    }
    faults.add(zipped("gzip that breaks in the middle", broken));
  }

  private static Fault zipped(String name, byte[] body) {
    return Fault.of(
            name,
            e -> {
              e.send(head(200, "Content-Encoding: gzip\r\nContent-Length: " + body.length));
              e.send(body);
            })
        .all(UNREADABLE, 4, 4, 1)
        .saying("ends early");
  }

  private static void redirects(List<Fault> faults) {
    List<String> elsewhere = new ArrayList<>();
    faults.add(
        Fault.of(
                "redirect to another host",
                e -> {
                  elsewhere.clear();
                  FaultyServer other =
                      e.server()
                          .and(
                              FaultyServer.responding(
                                  at -> {
                                    elsewhere.add(at.head());
                                    at.send(ok(PROJECT));
                                  }));
                  e.send(redirect("http://localhost:" + other.port() + e.target()));
                })
            .read(null, 1)
            .repeatable(VercelApiException.class, 1)
            .write(VercelApiException.class, 1)
            .check(
                trial -> {
                  assertThat(elsewhere).hasSize(trial.kind == Kind.READ ? 1 : 0);
                  assertThat(elsewhere.toString())
                      .doesNotContainIgnoringCase("authorization")
                      .doesNotContain(Trial.TOKEN, "team_7");
                }));
    HeldCertificate certificate = certificate().build();
    HandshakeCertificates encrypted =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    List<String> unencrypted = new ArrayList<>();
    faults.add(
        Fault.atConnection(
                "redirect from https to http",
                () ->
                    FaultyServer.responding(
                        e -> {
                          unencrypted.clear();
                          FaultyServer other =
                              e.server()
                                  .and(
                                      FaultyServer.responding(
                                          at -> {
                                            unencrypted.add(at.head());
                                            at.send(ok(PROJECT));
                                          }));
                          e.send(redirect(other.url() + e.target().substring(1)));
                        },
                        encrypted))
            .http(trusting(certificate))
            .all(VercelApiException.class, 1)
            .check(trial -> assertThat(unencrypted).isEmpty())
            .saying("307"));
    faults.add(
        Fault.of("redirect in a loop", e -> e.send(redirect(e.target())))
            .read(VercelApiException.class, 11)
            .repeatable(VercelApiException.class, 1)
            .write(VercelApiException.class, 1)
            .tried(1)
            .saying("307"));
  }

  private static void throttling(List<Fault> faults) {
    long start = FakeTimeSource.START.getEpochSecond();
    faults.add(throttled("Retry-After in seconds", "Retry-After: 30", "{}", 30_000));
    faults.add(
        throttled(
            "Retry-After as a date, by the service's clock",
            "Date: Wed, 25 Nov 2026 13:00:00 GMT\r\nRetry-After: Wed, 25 Nov 2026 13:00:07 GMT",
            "{}",
            7_000));
    faults.add(throttled("X-RateLimit-Reset", "X-RateLimit-Reset: " + (start + 9), "{}", 9_000));
    faults.add(
        throttled(
            "limit.reset in the body",
            "X-Nothing: here",
            "{\"error\":{\"code\":\"rate_limited\",\"limit\":{\"reset\":" + (start + 11) + "}}}",
            11_000));
    faults.add(
        throttled(
            "limit.resetMs in the body",
            "X-Nothing: here",
            "{\"error\":{\"limit\":{\"resetMs\":" + (start + 12) * 1000 + "}}}",
            12_000));
    faults.add(
        throttled(
            "retryAfter.value in the body",
            "X-Nothing: here",
            "{\"error\":{\"retryAfter\":{\"value\":5,\"str\":\"5s\"}}}",
            5_000));
    faults.add(throttled("no wait", "X-Nothing: here", "{}", 500));
    faults.add(throttled("a garbage wait", "Retry-After: soon", "{\"error\":7}", 500));
    faults.add(throttled("a negative wait", "Retry-After: -5", "{}", 500));
    faults.add(
        throttled(
            "negative waits everywhere",
            "Retry-After: -1\r\nX-RateLimit-Reset: -2",
            "{\"error\":{\"limit\":{\"reset\":-3,\"resetMs\":-4},\"retryAfter\":{\"value\":-5}}}",
            500));
    faults.add(
        throttled(
            "a wait of zero, however far the reset",
            "Retry-After: 0\r\nX-RateLimit-Reset: " + (start + 80_000),
            "{}",
            0));
    faults.add(
        throttled(
            "Retry-After as a date of RFC 850",
            "Retry-After: Wednesday, 25-Nov-26 12:00:07 GMT",
            "{}",
            7_000));
    faults.add(
        throttled(
            "Retry-After as a date of C's asctime",
            "Retry-After: Wed Nov 25 12:00:07 2026",
            "{}",
            7_000));
    faults.add(
        Fault.of(
                "402 whose body tells of a limit for a day",
                e ->
                    e.send(
                        sized(
                            402,
                            "Content-Type: application/json",
                            "{\"error\":{\"code\":\"api-deployments-free-per-day\",\"limit\":"
                                + "{\"total\":100,\"remaining\":0,\"reset\":"
                                + (start + 86_400) * 1000
                                + "}}}")))
            .all(RateLimitException.class, 1)
            .waiting()
            .saying("402", "beyond the deadline of 60 s"));
    for (String absurd : List.of("99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT")) {
      faults.add(
          Fault.of(
                  "429 with an absurd wait: " + absurd,
                  e -> e.send(sized(429, "Retry-After: " + absurd, "{}")))
              .all(RateLimitException.class, 1)
              .waiting()
              .saying("429", "beyond the deadline of 60 s"));
    }
    faults.add(
        Fault.of("429 in a storm", e -> e.send(sized(429, "Retry-After: 1", "{}")))
            .all(RateLimitException.class, 4)
            .throttled()
            .waiting(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1))
            .saying("429", "attempts: 4; no more are allowed"));
    faults.add(
        Fault.of("429 in a storm, each for 25 s", e -> e.send(sized(429, "Retry-After: 25", "{}")))
            .all(RateLimitException.class, 3)
            .throttled()
            .waiting(Duration.ofSeconds(25), Duration.ofSeconds(25))
            .saying("429", "attempts: 3", "beyond the deadline of 60 s"));
  }

  private static Fault throttled(String name, String headers, String body, long millis) {
    return Fault.of(
            "429 with " + name + ", then fine",
            e -> e.send(e.number() == 1 ? sized(429, headers, body) : ok(PROJECT)))
        .all(null, 2)
        .throttled()
        .waiting(millis == 0 ? new Duration[0] : new Duration[] {Duration.ofMillis(millis)});
  }

  private static void failing(List<Fault> faults) {
    String body = "{\"error\":{\"code\":\"internal\",\"message\":\"Something broke\"}}";
    for (int status : new int[] {500, 502, 503, 504}) {
      int repeatable = status == 500 ? 1 : 4;
      faults.add(
          Fault.of(
                  status + ", then fine",
                  e ->
                      e.send(
                          e.number() == 1 ? sized(status, "X-Nothing: here", body) : ok(PROJECT)))
              .read(null, 2)
              .repeatable(status == 500 ? ServerException.class : null, status == 500 ? 1 : 2)
              .write(ServerException.class, 1));
      faults.add(
          Fault.of(status + " for ever", e -> e.send(sized(status, "X-Nothing: here", body)))
              .all(ServerException.class, 4, repeatable, 1)
              .saying(status + "", "Something broke"));
    }
    faults.add(
        Fault.of(
                "503 that asks for a wait of zero", e -> e.send(sized(503, "Retry-After: 0", body)))
            .all(ServerException.class, 4, 4, 1));
    for (int status : new int[] {408, 425}) {
      faults.add(
          Fault.of(
                  status + ", which says that nothing was processed",
                  e -> e.send(sized(status, "Connection: close", body)))
              .all(InvalidRequestException.class, 4)
              .throttled());
    }
    faults.add(
        Fault.of(
                "421 on a connection and on another",
                e -> e.send(sized(421, "X-Nothing: here", body)))
            .all(InvalidRequestException.class, 2)
            .throttled()
            .waiting()
            .saying("a connection of its own was no better"));
    faults.add(
        Fault.of(
                "407 of a server that is no proxy",
                e -> e.send(sized(407, "Proxy-Authenticate: Basic", "")))
            .all(LOST, 1)
            .saying("407", "proxy"));
  }

  public static String head(int status, String headers) {
    return "HTTP/1.1 " + status + " Text\r\n" + headers + "\r\n\r\n";
  }

  public static String sized(int status, String headers, String body) {
    return head(status, headers + "\r\nContent-Length: " + body.getBytes(UTF_8).length) + body;
  }

  public static String ok(String json) {
    return sized(200, "Content-Type: application/json", json);
  }

  private static String redirect(String location) {
    return sized(307, "Location: " + location, "");
  }

  private static String chunk(String body) {
    return Integer.toHexString(body.getBytes(UTF_8).length) + "\r\n" + body + "\r\n";
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
