package io.github.vercel4j.environment;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.json.CheckReturnValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of one environment variable that was to be set. */
public final class EnvironmentVariableOutcome {
  private final EnvironmentVariableRequest variable;
  private final Result result;
  private final List<String> ids;
  private final Map<String, List<String>> furtherTargets;
  private final @Nullable EnvironmentVariableConflict conflict;
  private final @Nullable VercelException failure;

  private EnvironmentVariableOutcome(Builder builder) {
    this.variable = builder.variable;
    this.result = builder.result;
    this.ids = builder.ids;
    this.furtherTargets = builder.furtherTargets;
    this.conflict = builder.conflict;
    this.failure = builder.failure;
  }

  /** One as an upsert returns it; tests make their own. */
  @CheckReturnValue
  public static Builder builder(EnvironmentVariableRequest variable, Result result) {
    return new Builder(variable, result);
  }

  /** The variable as it was asked for. */
  public EnvironmentVariableRequest variable() {
    return variable;
  }

  public Result result() {
    return result;
  }

  /**
   * The ids of the variables that now hold it, as far as they are known; after a conflict or a
   * failure, of those that were set before it.
   */
  public List<String> ids() {
    return ids;
  }

  /**
   * The targets for which nobody asked and that have it all the same, by the id of the variable
   * that has them; custom environments by their id. Empty unless one of the {@link #ids()} has more
   * targets than were asked for.
   */
  public Map<String, List<String>> furtherTargets() {
    return furtherTargets;
  }

  /** What stands in the way; null unless there is a conflict. */
  public @Nullable EnvironmentVariableConflict conflict() {
    return conflict;
  }

  /** The error response or the failure of the connection; null where nothing failed. */
  public @Nullable VercelException failure() {
    return failure;
  }

  @Override
  public String toString() {
    return "EnvironmentVariableOutcome[variable="
        + variable
        + ", result="
        + result
        + ", ids="
        + ids
        + ", furtherTargets="
        + furtherTargets
        + ", conflict="
        + conflict
        + ", failure="
        + failure
        + "]";
  }

  /** Whether the variable is as it was asked for, and what was done for that. */
  public enum Result {
    /** Nothing was set for any of its targets. */
    CREATED,
    /** At least one of its targets had another value, or none. */
    UPDATED,
    /** Each of its targets had it already, and no others have. */
    UNCHANGED,
    /**
     * Each of its targets has it, and so have others, for which nobody asked: see {@link
     * #furtherTargets()}. What was missing was set, nothing was taken away.
     */
    WIDER,
    /**
     * Another variable stands in the way: one that has more targets, for which nobody asked to
     * change its value, or one that the service does not show.
     */
    CONFLICT,
    /** Something else went wrong; what was sent before may have had an effect. */
    FAILED
  }

  /** What is not set is empty or null. */
  public static final class Builder {
    private final EnvironmentVariableRequest variable;
    private final Result result;
    private List<String> ids = List.of();
    private Map<String, List<String>> furtherTargets = Map.of();
    private @Nullable EnvironmentVariableConflict conflict;
    private @Nullable VercelException failure;

    private Builder(EnvironmentVariableRequest variable, Result result) {
      this.variable = requireNonNull(variable, "variable");
      this.result = requireNonNull(result, "result");
    }

    public Builder ids(List<String> ids) {
      this.ids = List.copyOf(ids);
      return this;
    }

    public Builder furtherTargets(Map<String, List<String>> furtherTargets) {
      Map<String, List<String>> copy = new LinkedHashMap<>();
      furtherTargets.forEach((id, targets) -> copy.put(id, List.copyOf(targets)));
      this.furtherTargets = Collections.unmodifiableMap(copy);
      return this;
    }

    public Builder conflict(@Nullable EnvironmentVariableConflict conflict) {
      this.conflict = conflict;
      return this;
    }

    public Builder failure(@Nullable VercelException failure) {
      this.failure = failure;
      return this;
    }

    @CheckReturnValue
    public EnvironmentVariableOutcome build() {
      return new EnvironmentVariableOutcome(this);
    }
  }
}
