package io.github.vercel4j;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.api.OAuthApi;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.api.model.AccessToken;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.MissingProperties;
import io.github.vercel4j.internal.call.Settings;
import io.github.vercel4j.internal.errors.UnreadableResponse;
import io.github.vercel4j.internal.http.ClientOptions;
import io.github.vercel4j.internal.http.DaemonThreads;
import io.github.vercel4j.internal.http.Libraries;
import io.github.vercel4j.internal.http.Loopback;
import io.github.vercel4j.internal.http.Services;
import io.github.vercel4j.json.CheckReturnValue;
import io.github.vercel4j.json.MissingPropertyException;
import io.github.vercel4j.oauth.CodeExchange;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Vercel's API for one integration and all its installations.
 *
 * <p>One client serves the whole program: it is safe for use by several threads, and all
 * installations share its connections.
 */
public final class VercelClient implements AutoCloseable {
  private final Services services;
  private final Settings settings;
  private final @Nullable OkHttpClient owned;

  private VercelClient(Builder builder) {
    this.owned = builder.httpClient == null ? ownClient() : null;
    this.settings = builder.options.settings();
    this.services =
        new Services(
            builder.baseUrl,
            builder.httpClient == null ? requireNonNull(owned) : builder.httpClient,
            builder.isPlainHttp() && !builder.allowPlainHttp,
            new ClientOptions(
                builder.timeSource,
                builder.waitsForRateLimits,
                builder.listener,
                builder.driftListener,
                builder.maxResponseBytes,
                builder.product));
  }

  /** As OkHttp's, but for one host that serves all, and without threads that keep a JVM alive. */
  private static OkHttpClient ownClient() {
    Dispatcher dispatcher =
        new Dispatcher(
            new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DaemonThreads("vercel4j")));
    dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
    ConnectionPool pool = new ConnectionPool();
    EventListener closing =
        new EventListener() {
          @Override
          public void connectionReleased(Call call, Connection connection) {
            // The client was closed while this call ran, and no other will come
            if (dispatcher.executorService().isShutdown()) {
              pool.evictAll();
            }
          }
        };
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(pool)
        .eventListener(closing)
        .build();
  }

  @CheckReturnValue
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Exchanges the code of a new installation for its token.
   *
   * <p>The request is sent once: a code works once, so a response that got lost cannot be had
   * again.
   *
   * @throws VercelApiException where Vercel rejects the exchange
   * @throws VercelException where there is no response, or none that can be read
   */
  public Installation exchangeCode(CodeExchange exchange) {
    Caller caller = Caller.of(exchange, settings);
    VercelResponse<AccessToken> response =
        services
            .of(OAuthApi.class, caller)
            .exchangeCode(
                exchange.clientId(),
                exchange.clientSecret(),
                exchange.code(),
                exchange.redirectUri())
            .executeWithResponse();
    AccessToken token = response.body();
    Installation installation;
    try {
      installation = Installation.of(token.accessToken());
    } catch (IllegalArgumentException | MissingPropertyException e) {
      throw UnreadableResponse.at(
              "$.access_token",
              "is no token: " + e.getMessage(),
              Endpoint.of(Operation.EXCHANGE_CODE),
              response.status(),
              response.headers(),
              caller.redactor())
          .build();
    }
    return installation
        .withTeamId(ifAny(token::teamId))
        .withConfigurationId(ifAny(token::installationId))
        .withUserId(ifAny(token::userId));
  }

  /** The code is spent: a token without one of its ids is worth more than an exception. */
  private static @Nullable String ifAny(Supplier<@Nullable String> value) {
    String text = MissingProperties.orNull(value);
    return text == null || text.isBlank() ? null : text;
  }

  /** The API on behalf of an installation. Costs next to nothing and need not be kept or closed. */
  @CheckReturnValue
  public InstallationClient forInstallation(Installation installation) {
    requireNonNull(installation, "installation");
    return new InstallationClient(services, Caller.of(installation, settings));
  }

  /**
   * The API with an access token of a user, as Vercel's dashboard makes it; it reaches the personal
   * account.
   *
   * @throws IllegalArgumentException where this cannot be a token; the message does not print it
   */
  @CheckReturnValue
  public InstallationClient forAccessToken(String accessToken) {
    return forInstallation(Installation.of(accessToken));
  }

  /**
   * The API with an access token of a user, for one of the teams that it reaches.
   *
   * @throws IllegalArgumentException where token or team cannot be one; the message does not print
   *     the token
   */
  @CheckReturnValue
  public InstallationClient forAccessToken(String accessToken, String teamId) {
    return forInstallation(Installation.of(accessToken).withTeamId(teamId));
  }

  /**
   * The same for an installation that is kept elsewhere, as its token is in a vault.
   *
   * <p>It is asked for once each time a call is sent, on the thread that sends it; what it throws
   * is what the call fails with.
   */
  @CheckReturnValue
  public InstallationClient forInstallation(Supplier<Installation> installation) {
    return new InstallationClient(
        services, Caller.of(requireNonNull(installation, "installation"), settings));
  }

  /**
   * Lets no more calls be sent: whoever makes one gets an {@link IllegalStateException}. Calls
   * under way end by themselves, without further attempts; asynchronous ones that wait for an
   * attempt, also in the HTTP client's queue, end at once with a {@link VercelConnectionException}.
   *
   * <p>Ends the threads and connections of an HTTP client of its own; one that was given stays.
   */
  @Override
  public void close() {
    services.close();
    if (owned != null) {
      owned.dispatcher().executorService().shutdown();
      owned.connectionPool().evictAll();
    }
  }

  /** What can be set, none of which is required. */
  public static final class Builder {
    private static final HttpUrl VERCEL = HttpUrl.get("https://api.vercel.com/");

    /** Products and comments as RFC 9110 has them, so that nothing can be mistaken for a header. */
    private static final Pattern PRODUCT = Pattern.compile("[!-~]+( [!-~]+)*");

    private HttpUrl baseUrl = VERCEL;
    private boolean allowPlainHttp;
    private @Nullable OkHttpClient httpClient;
    private CallOptions options = CallOptions.defaults();
    private boolean waitsForRateLimits;
    private @Nullable CallListener listener;
    private @Nullable DriftListener driftListener;
    private @Nullable String product;
    private long maxResponseBytes = 64 << 20;
    private TimeSource timeSource = TimeSource.SYSTEM;

    private Builder() {}

    /**
     * Where the API is, instead of {@code https://api.vercel.com}: a mock or a gateway.
     *
     * @throws IllegalArgumentException where this is no http or https URL
     */
    public Builder baseUrl(String baseUrl) {
      HttpUrl url = HttpUrl.parse(requireNonNull(baseUrl, "baseUrl"));
      if (url == null) {
        throw new IllegalArgumentException(
            "The base URL is no URL such as https://api.vercel.com or http://localhost:8080/api");
      }
      return baseUrl(url);
    }

    /** As {@link #baseUrl(String)}. */
    public Builder baseUrl(HttpUrl baseUrl) {
      if (!baseUrl.username().isEmpty() || !baseUrl.password().isEmpty()) {
        throw new IllegalArgumentException("The base URL holds a user name or password");
      }
      if (baseUrl.query() != null || baseUrl.fragment() != null) {
        throw new IllegalArgumentException("The base URL ends with a query or fragment");
      }
      boolean endsWithSlash = baseUrl.encodedPath().endsWith("/");
      this.baseUrl = endsWithSlash ? baseUrl : baseUrl.newBuilder().addPathSegment("").build();
      return this;
    }

    /**
     * Lets tokens travel unencrypted to other machines too, not just within this one.
     *
     * <p>Without it a name such as {@code api.localhost} has to resolve to this machine, and the
     * proxies of the JVM or a selector are not asked.
     */
    public Builder allowPlainHttp() {
      this.allowPlainHttp = true;
      return this;
    }

    /**
     * Sends through this client, with its connections, interceptors, listeners and timeouts.
     *
     * <p>It is not changed; its cache and cookies are not used, as they know no installations.
     * Redirects and retries are decided here in its place. Its dispatcher sends 5 asynchronous
     * calls at a time to one host unless told otherwise, and its threads keep an idle JVM alive for
     * a minute.
     */
    public Builder httpClient(OkHttpClient httpClient) {
      this.httpClient = requireNonNull(httpClient, "httpClient");
      return this;
    }

    /**
     * How all calls are made that say nothing else.
     *
     * <p>Of these the exchange of a code heeds the timeout only.
     */
    public Builder callOptions(CallOptions options) {
      this.options = requireNonNull(options, "options");
      return this;
    }

    /**
     * What the header {@code User-Agent} names before {@code vercel4j/VERSION}, such as {@code
     * acme/1.2}.
     *
     * @throws IllegalArgumentException where it is not one or more words of visible ASCII
     */
    public Builder userAgent(String product) {
      if (!PRODUCT.matcher(requireNonNull(product, "product")).matches()) {
        throw new IllegalArgumentException(
            "The user agent is not one or more words of visible ASCII, such as acme/1.2");
      }
      this.product = product;
      return this;
    }

    /** Is notified of every attempt of every call. */
    public Builder callListener(CallListener listener) {
      this.listener = requireNonNull(listener, "listener");
      return this;
    }

    /** Is notified of the drift of responses from the API's contract; nobody is unless set. */
    public Builder driftListener(DriftListener listener) {
      this.driftListener = requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Lets calls wait until the service will take them, where its last responses say that it would
     * reject them now, for as long as their retries may take. All calls with the same token count
     * that this client sends.
     */
    public Builder waitForRateLimits() {
      this.waitsForRateLimits = true;
      return this;
    }

    /**
     * The most bytes of a response, decompressed, that are read; 64 MiB unless set. What is read
     * from it takes four times as much memory at most, the response included; one that would take
     * more throws {@link VercelDecodingException}.
     */
    public Builder maxResponseBytes(long maxResponseBytes) {
      if (maxResponseBytes < 1) {
        throw new IllegalArgumentException("maxResponseBytes is " + maxResponseBytes);
      }
      this.maxResponseBytes = maxResponseBytes;
      return this;
    }

    /** Takes another clock than the machine's, which is for tests. */
    public Builder timeSource(TimeSource timeSource) {
      this.timeSource = requireNonNull(timeSource, "timeSource");
      return this;
    }

    /**
     * The client.
     *
     * @throws IllegalArgumentException where tokens would leave this machine unencrypted
     * @throws IllegalStateException where the class path has another OkHttp than the client needs,
     *     such as OkHttp 4 beside 5; the message says which jars there are and what to exclude
     */
    @CheckReturnValue
    public VercelClient build() {
      if (isPlainHttp() && !allowPlainHttp) {
        boolean elsewhere = !Loopback.isLoopback(baseUrl.host());
        if (elsewhere || (httpClient != null && Loopback.isElsewhere(httpClient.proxy()))) {
          throw new IllegalArgumentException(
              "Tokens would travel unencrypted to "
                  + (elsewhere ? baseUrl.host() : "the proxy of the HTTP client")
                  + "; use https, or say allowPlainHttp()");
        }
      }
      try {
        return new VercelClient(this);
      } catch (LinkageError e) {
        throw Libraries.explained(e);
      }
    }

    private boolean isPlainHttp() {
      return !baseUrl.isHttps();
    }
  }
}
