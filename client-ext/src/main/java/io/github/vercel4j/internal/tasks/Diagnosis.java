package io.github.vercel4j.internal.tasks;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.Explanation;
import io.github.vercel4j.Explanation.Cause;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.api.IntegrationsApi;
import io.github.vercel4j.api.model.IntegrationConfiguration;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.errors.Explanations;
import io.github.vercel4j.internal.errors.FailedCall;
import io.github.vercel4j.internal.http.Services;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Explains an error response with what the service says about the installation by now. */
public final class Diagnosis {
  /** What is true of every call, and nothing that a configuration holds would change. */
  private static final Set<Cause> FINAL =
      EnumSet.of(
          Cause.CONFIGURATION_DISABLED,
          Cause.INVALID_TOKEN,
          Cause.MISSING_TOKEN,
          Cause.SAML_ENFORCED,
          Cause.REDIRECTED,
          Cause.NOT_VERCEL);

  private Diagnosis() {}

  public static List<Explanation> of(
      VercelApiException exception, Services services, Caller caller) {
    FailedCall call = FailedCall.of(exception);
    List<Explanation> known = exception.explanations();
    if (!call.isPuzzling() || known.stream().anyMatch(Diagnosis::isFinal)) {
      return known;
    }
    Caller asking;
    String id;
    try {
      asking = caller.forOwnConfiguration();
      id = requireNonNull(asking.installation()).configurationId();
    } catch (RuntimeException e) {
      return with(
          known,
          "The installation could not be had: " + e.getClass().getSimpleName() + ".",
          "Look at what supplies it.");
    }
    if (id == null) {
      return with(
          known,
          "The installation does not say which configuration is its own.",
          "Give the Installation its configurationId, which the exchange returned.");
    }
    IntegrationConfiguration configuration;
    try {
      configuration = services.of(IntegrationsApi.class, asking).getConfiguration(id).execute();
    } catch (RuntimeException e) {
      return failed(known, e, asking);
    }
    return List.copyOf(
        Explanations.of(call, known, asking, caller.permissions().granted(), configuration));
  }

  /** An error response to this call can tell the cause itself. */
  private static List<Explanation> failed(
      List<Explanation> known, RuntimeException failure, Caller asking) {
    if (failure instanceof VercelApiException exception) {
      for (Explanation explanation : exception.explanations()) {
        if (isFinal(explanation)) {
          List<Explanation> all = new ArrayList<>(known);
          all.add(
              0,
              Explanation.of(
                  explanation.cause(),
                  "The call for the configuration got an error response as well. "
                      + explanation.evidence(),
                  explanation.fix()));
          return List.copyOf(all);
        }
      }
    }
    String message = asking.redactor().redact(String.valueOf(failure.getMessage()));
    return with(
        known,
        "The configuration could not be had: " + message.lines().findFirst().orElse("") + ".",
        "To ask for it needs read:integration-configuration; its page in Vercel's dashboard shows"
            + " permissions and projects as well.");
  }

  private static boolean isFinal(Explanation explanation) {
    return FINAL.contains(explanation.cause());
  }

  private static List<Explanation> with(List<Explanation> known, String problem, String fix) {
    List<Explanation> all = new ArrayList<>(known);
    all.add(Explanation.of(Cause.UNDETERMINED, problem, fix));
    return List.copyOf(all);
  }
}
