package io.github.vercel4j.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An environment variable that stands in the way of another one.
 *
 * @param targets what it is set for: {@code production}, {@code preview}, {@code development} or
 *     the id of a custom environment; empty where the service does not say
 * @param gitBranch the only Git branch that it is set for; null where it is set for all, or the
 *     service does not say
 * @param id null where the service does not say
 */
public record EnvironmentVariableConflict(
    String key, List<String> targets, @Nullable String gitBranch, @Nullable String id) {

  public EnvironmentVariableConflict {
    targets = List.copyOf(targets);
  }
}
