package io.github.vercel4j.internal.tasks;

import static io.github.vercel4j.internal.call.MissingProperties.orNull;
import static java.util.Objects.requireNonNull;

import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariable;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.environment.EnvironmentVariableConflict;
import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import io.github.vercel4j.environment.EnvironmentVariableOutcome.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One environment variable that is to be set, and what has come of that so far. */
final class WantedVariable {
  private final EnvironmentVariableRequest request;

  /** Of the variables that hold it in some of its targets. */
  private final List<String> ids = new ArrayList<>();

  /** What these have beyond the targets asked for, by their ids. */
  private final Map<String, List<String>> furtherTargets = new LinkedHashMap<>();

  private @Nullable EnvironmentVariableRequest missing;
  private @Nullable EnvironmentVariableOutcome outcome;

  WantedVariable(EnvironmentVariableRequest request) {
    this.request = request;
  }

  EnvironmentVariableRequest request() {
    return request;
  }

  String key() {
    return request.key();
  }

  @Nullable String branch() {
    return branch(request.gitBranch());
  }

  Set<String> targets() {
    return targets(request);
  }

  /** Whether an existing variable has its key and branch. */
  boolean isSameAs(EnvironmentVariable existing) {
    return key().equals(orNull(existing::key))
        && Objects.equals(branch(existing.gitBranch()), branch());
  }

  /** Whether an existing variable has to be set; a value that cannot be read counts as another. */
  boolean differsFrom(EnvironmentVariable existing) {
    return isSensitive(existing)
        || !request.type().equals(orNull(existing::type))
        || !request.value().equals(orNull(existing::value))
        || (request.comment() != null && !request.comment().equals(existing.comment()));
  }

  /** The request for some of its targets, or others, only. */
  EnvironmentVariableRequest within(Collection<String> targets) {
    List<String> custom = orEmpty(request.customEnvironmentIds());
    EnvironmentVariableRequest.Builder some = request.toBuilder();
    some.target(
        targets.stream()
            .filter(name -> !custom.contains(name))
            .map(EnvironmentTarget::of)
            .toList());
    if (!custom.isEmpty()) {
      some.customEnvironmentIds(custom.stream().filter(targets::contains).toList());
    }
    return some.build();
  }

  /** Notes that it is still to be created for some targets. */
  void isMissingFor(Collection<String> targets) {
    missing = within(targets);
  }

  /** What of it is still to be created; null where nothing is. */
  @Nullable EnvironmentVariableRequest missing() {
    return missing;
  }

  /** Of the variables that hold it by now. */
  List<String> ids() {
    return ids;
  }

  /** Whether it is known what has become of it. */
  boolean isDone() {
    return outcome != null;
  }

  /** Notes that an existing variable now has the value, and in which targets nobody wants it. */
  void heldBy(String id, Collection<String> notWanted) {
    ids.add(id);
    if (!notWanted.isEmpty()) {
      furtherTargets.put(id, List.copyOf(notWanted));
    }
  }

  /** It is as wanted; {@link Result#WIDER} takes the place of the result where it has more. */
  void succeeded(Result result) {
    finish(furtherTargets.isEmpty() ? result : Result.WIDER, null, null);
  }

  void conflicts(EnvironmentVariableConflict conflict, @Nullable VercelException failure) {
    finish(Result.CONFLICT, conflict, failure);
  }

  void failed(VercelException failure) {
    finish(Result.FAILED, null, failure);
  }

  private void finish(
      Result result,
      @Nullable EnvironmentVariableConflict conflict,
      @Nullable VercelException failure) {
    missing = null;
    outcome =
        EnvironmentVariableOutcome.builder(request, result)
            .ids(ids)
            .furtherTargets(furtherTargets)
            .conflict(conflict)
            .failure(failure)
            .build();
  }

  /** What has become of it, which must be known. */
  EnvironmentVariableOutcome outcome() {
    return requireNonNull(outcome);
  }

  static boolean isSensitive(EnvironmentVariable variable) {
    return EnvironmentVariableType.SENSITIVE.equals(orNull(variable::type));
  }

  /** The service may say that there is no branch with an empty one. */
  static @Nullable String branch(@Nullable String gitBranch) {
    return gitBranch == null || gitBranch.isEmpty() ? null : gitBranch;
  }

  static Set<String> targets(EnvironmentVariableRequest variable) {
    return names(variable.target(), variable.customEnvironmentIds());
  }

  static Set<String> targets(EnvironmentVariable variable) {
    return names(variable.target(), variable.customEnvironmentIds());
  }

  private static Set<String> names(
      @Nullable List<EnvironmentTarget> targets, @Nullable List<String> customEnvironments) {
    Set<String> names = new LinkedHashSet<>();
    orEmpty(targets).forEach(target -> names.add(target.value()));
    names.addAll(orEmpty(customEnvironments));
    return names;
  }

  static <E> List<E> orEmpty(@Nullable List<E> list) {
    return list == null ? List.of() : list;
  }
}
