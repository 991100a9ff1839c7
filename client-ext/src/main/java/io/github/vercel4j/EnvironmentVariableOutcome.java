package io.github.vercel4j;

import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one environment variable that was to be set.
 *
 * @param variable as it was asked for
 * @param ids of the variables that now hold it, as far as they are known; after a conflict or a
 *     failure, of those that were set before it
 * @param conflict what stands in the way; null unless there is a conflict
 * @param failure what the service or the connection answered; null where nothing failed
 */
public record EnvironmentVariableOutcome(
    EnvironmentVariableRequest variable,
    Result result,
    List<String> ids,
    @Nullable EnvironmentVariableConflict conflict,
    @Nullable VercelException failure) {

  public EnvironmentVariableOutcome {
    ids = List.copyOf(ids);
  }

  /** Whether the variable is as it was asked for, and what was done for that. */
  public enum Result {
    /** Nothing was set for any of its targets. */
    CREATED,
    /** At least one of its targets had another value, or none. */
    UPDATED,
    UNCHANGED,
    /**
     * Another variable stands in the way: one that has more targets, for which nobody asked to
     * change its value, or one that the service does not show.
     */
    CONFLICT,
    /** Something else went wrong; what was sent before may have had an effect. */
    FAILED
  }
}
