package io.github.vercel4j.environment;

import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one environment variable that was to be set.
 *
 * @param variable as it was asked for
 * @param ids of the variables that now hold it, as far as they are known; after a conflict or a
 *     failure, of those that were set before it
 * @param furtherTargets the targets for which nobody asked and that have it all the same, by the id
 *     of the variable that has them; custom environments by their id. Empty unless one of the
 *     {@code ids} has more targets than were asked for
 * @param conflict what stands in the way; null unless there is a conflict
 * @param failure what the service or the connection answered; null where nothing failed
 */
public record EnvironmentVariableOutcome(
    EnvironmentVariableRequest variable,
    Result result,
    List<String> ids,
    Map<String, List<String>> furtherTargets,
    @Nullable EnvironmentVariableConflict conflict,
    @Nullable VercelException failure) {

  public EnvironmentVariableOutcome {
    ids = List.copyOf(ids);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    furtherTargets.forEach((id, targets) -> copy.put(id, List.copyOf(targets)));
    furtherTargets = Collections.unmodifiableMap(copy);
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
}
