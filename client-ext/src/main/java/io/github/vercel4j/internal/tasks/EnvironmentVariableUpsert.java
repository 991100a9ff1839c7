package io.github.vercel4j.internal.tasks;

import static io.github.vercel4j.internal.call.MissingValues.orNull;
import static java.util.Objects.requireNonNull;

import io.github.vercel4j.AuthenticationException;
import io.github.vercel4j.ConfigurationDisabledException;
import io.github.vercel4j.ConflictException;
import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.RateLimitException;
import io.github.vercel4j.VercelApiException;
import io.github.vercel4j.VercelApiException.ErrorResponse;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.ProjectsApi;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.VercelResponse;
import io.github.vercel4j.api.model.CreateProjectEnvRequest;
import io.github.vercel4j.api.model.CreateProjectEnvResponse;
import io.github.vercel4j.api.model.CreateProjectEnvResponseFailed;
import io.github.vercel4j.api.model.EditProjectEnvRequest;
import io.github.vercel4j.api.model.EnvironmentTarget;
import io.github.vercel4j.api.model.EnvironmentVariable;
import io.github.vercel4j.api.model.EnvironmentVariableFailure;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariableType;
import io.github.vercel4j.api.model.EnvironmentVariables;
import io.github.vercel4j.api.model.FilterProjectEnvsParameters;
import io.github.vercel4j.api.model.FilterProjectEnvsResponse;
import io.github.vercel4j.api.model.FilterProjectEnvsResponseEnvs;
import io.github.vercel4j.environment.EnvironmentVariableConflict;
import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import io.github.vercel4j.environment.EnvironmentVariableOutcome.Result;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.internal.http.JsonConverterFactory;
import io.github.vercel4j.internal.http.Services;
import io.github.vercel4j.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets environment variables of one project, whatever is set there already.
 *
 * <p>The service's own upsert refuses a variable whose targets are not exactly those of the one
 * that exists, so what exists is read first.
 */
public final class EnvironmentVariableUpsert {
  private final ProjectsApi projects;

  /** Masks the wanted values too. */
  private final Caller caller;

  /** Those that calls were made with, where the installation is asked for. */
  private final Set<String> tokens = new LinkedHashSet<>();

  private final String project;
  private final List<EnvironmentVariableRequest> wanted;
  private final @Nullable EnvironmentVariableOutcome[] outcomes;

  /** What is still to be created, by its place among the wanted. */
  private final Map<Integer, EnvironmentVariableRequest> missing = new LinkedHashMap<>();

  /** The ids of what holds the wanted variable in some of its targets. */
  private final List<List<String>> ids = new ArrayList<>();

  /** What these have beyond the targets asked for, by their ids. */
  private final List<Map<String, List<String>>> furtherTargets = new ArrayList<>();

  /** What would hinder every further call as well. */
  private @Nullable VercelException obstacle;

  /**
   * Refuses what cannot be carried out.
   *
   * @throws IllegalArgumentException where a variable has no target, or two set the same
   */
  public EnvironmentVariableUpsert(
      Services services, Caller caller, String project, List<EnvironmentVariableRequest> wanted) {
    this.project = project;
    this.wanted = List.copyOf(wanted);
    this.caller =
        caller
            .telling(installation -> tokens.add(installation.accessToken()))
            .withSecrets(
                JsonConverterFactory.bodyOf(
                        CreateProjectEnvRequest.class, CreateProjectEnvRequest.of(this.wanted))
                    .secrets());
    this.projects = services.of(ProjectsApi.class, this.caller);
    this.outcomes = new EnvironmentVariableOutcome[this.wanted.size()];
    Set<List<@Nullable String>> seen = new LinkedHashSet<>();
    for (EnvironmentVariableRequest variable : this.wanted) {
      ids.add(new ArrayList<>());
      furtherTargets.add(new LinkedHashMap<>());
      Set<String> targets = targets(variable);
      if (targets.isEmpty()) {
        throw new IllegalArgumentException(
            "The environment variable "
                + variable.key()
                + " names neither a target nor a custom environment to set it for");
      }
      for (String target : targets) {
        if (!seen.add(Arrays.asList(variable.key(), branch(variable.gitBranch()), target))) {
          throw new IllegalArgumentException(
              "The environment variable " + variable.key() + " is set twice for " + target);
        }
      }
    }
  }

  public List<EnvironmentVariableOutcome> execute() {
    if (!wanted.isEmpty()) {
      List<EnvironmentVariable> existing = existing();
      for (int i = 0; i < outcomes.length; i++) {
        adapt(i, existing);
      }
      createTogether();
      createOneByOne();
    }
    List<EnvironmentVariableOutcome> all = new ArrayList<>();
    for (EnvironmentVariableOutcome outcome : outcomes) {
      all.add(requireNonNull(outcome));
    }
    return Collections.unmodifiableList(all);
  }

  private List<EnvironmentVariable> existing() {
    Map<String, EnvironmentVariable> all = new LinkedHashMap<>();
    VercelCall<FilterProjectEnvsResponse> call =
        projects.filterProjectEnvs(
            project, FilterProjectEnvsParameters.builder().decrypt(true).build());
    Set<String> asked = new HashSet<>();
    while (true) {
      VercelResponse<FilterProjectEnvsResponse> response = call.executeWithResponse();
      FilterProjectEnvsResponse page = response.body();
      List<EnvironmentVariable> variables = List.of();
      String next = null;
      if (page instanceof FilterProjectEnvsResponseEnvs envs) {
        variables = envs.pageElements();
        next = envs.nextPageCursor();
      } else if (page instanceof EnvironmentVariable single) {
        variables = List.of(single);
      } else {
        throw caller.unreadable(
            Operation.FILTER_PROJECT_ENVS, response, "$", "lists no environment variables");
      }
      for (EnvironmentVariable variable : variables) {
        if (variable.id() != null) {
          all.putIfAbsent(variable.id(), variable);
        }
      }
      // Whether the service lists them in pages is not known: it may give all at once, each time
      if (next == null || !asked.add(next)) {
        return List.copyOf(all.values());
      }
      call = PageWalk.at(call, next);
    }
  }

  /** Changes what exists of a variable, and notes what has to be created. */
  private void adapt(int index, List<EnvironmentVariable> existing) {
    EnvironmentVariableRequest variable = wanted.get(index);
    Set<String> targets = targets(variable);
    Set<String> open = new LinkedHashSet<>(targets);
    List<EnvironmentVariable> matching = new ArrayList<>();
    List<EnvironmentVariable> different = new ArrayList<>();
    EnvironmentVariable extensible = null;
    for (EnvironmentVariable candidate : existing) {
      Set<String> others = targets(candidate);
      if (!isSame(candidate, variable) || Collections.disjoint(others, targets)) {
        continue;
      }
      matching.add(candidate);
      open.removeAll(others);
      boolean isWithin = targets.containsAll(others);
      if (differs(candidate, variable)) {
        if (!isWithin) {
          outcomes[index] = conflict(index, conflict(candidate), null);
          return;
        }
        different.add(candidate);
      }
      if (isWithin && extensible == null) {
        extensible = candidate;
      }
    }
    if (!open.isEmpty() && extensible == null) {
      missing.put(index, within(variable, open));
    } else if (!open.isEmpty() && !different.contains(extensible)) {
      different.add(requireNonNull(extensible));
    }
    for (EnvironmentVariable other : matching) {
      if (!different.contains(other)) {
        holds(index, requireNonNull(other.id()), other);
      }
    }
    for (EnvironmentVariable other : different) {
      if (!edit(index, other, other.equals(extensible) ? open : Set.of())) {
        missing.remove(index);
        return;
      }
    }
    if (!missing.containsKey(index)) {
      succeeded(index, different.isEmpty() ? Result.UNCHANGED : Result.UPDATED);
    }
  }

  private boolean edit(int index, EnvironmentVariable existing, Set<String> open) {
    EnvironmentVariableRequest variable = wanted.get(index);
    EditProjectEnvRequest.Builder change = EditProjectEnvRequest.builder().value(variable.value());
    if (!isSensitive(existing)) {
      // A sensitive one stays so: the service does not make it readable again
      change.type(variable.type());
    }
    if (variable.comment() != null) {
      change.comment(variable.comment());
    }
    if (!open.isEmpty()) {
      Set<String> all = new LinkedHashSet<>(targets(existing));
      all.addAll(open);
      EnvironmentVariableRequest extended = within(variable, all);
      change.target(orEmpty(extended.target()));
      if (variable.customEnvironmentIds() != null) {
        change.customEnvironmentIds(orEmpty(extended.customEnvironmentIds()));
      }
    }
    String id = requireNonNull(existing.id());
    return attempt(
        index,
        () -> holds(index, id, projects.editProjectEnv(project, id, change.build()).execute()));
  }

  /** Notes that the variable now has what is wanted, and in which targets nobody wants it. */
  private void holds(int index, String id, EnvironmentVariable stored) {
    ids.get(index).add(id);
    Set<String> further = targets(stored);
    further.removeAll(targets(wanted.get(index)));
    for (EnvironmentVariableRequest other : wanted) {
      if (isSame(stored, other) && !differs(stored, other)) {
        further.removeAll(targets(other));
      }
    }
    if (!further.isEmpty()) {
      furtherTargets.get(index).put(id, List.copyOf(further));
    }
  }

  /** One call for all that is missing; what does not come of it is left to calls of their own. */
  private void createTogether() {
    if (missing.size() < 2 || obstacle != null) {
      return;
    }
    VercelResponse<CreateProjectEnvResponse> response;
    try {
      response =
          projects
              .createProjectEnv(project, CreateProjectEnvRequest.of(List.copyOf(missing.values())))
              .executeWithResponse();
    } catch (InvalidRequestException | ConflictException e) {
      // On account of one of them, perhaps
      return;
    } catch (VercelException e) {
      missing.keySet().forEach(index -> failed(index, e));
      missing.clear();
      return;
    }
    for (EnvironmentVariable created : created(response.body())) {
      String key = orNull(created::key);
      Integer index = key == null ? null : indexOf(key, targets(created), created.gitBranch());
      if (index != null) {
        created(index, created);
      }
    }
    for (CreateProjectEnvResponseFailed failed : failed(response.body())) {
      EnvironmentVariableFailure error = orNull(failed::error);
      if (error == null) {
        continue;
      }
      String key = error.envVarKey() == null ? error.key() : error.envVarKey();
      Integer index = key == null ? null : indexOf(key, targets(error), error.gitBranch());
      if (index != null) {
        missing.remove(index);
        failed(index, refusal(response.status(), error));
      }
    }
  }

  private void createOneByOne() {
    for (var entry : new LinkedHashMap<>(missing).entrySet()) {
      int index = entry.getKey();
      attempt(
          index,
          () -> {
            VercelResponse<CreateProjectEnvResponse> response =
                projects.createProjectEnv(project, entry.getValue()).executeWithResponse();
            List<EnvironmentVariable> created = created(response.body());
            List<CreateProjectEnvResponseFailed> failed = failed(response.body());
            if (created.isEmpty() && !failed.isEmpty()) {
              throw refusal(response.status(), failed.get(0).error());
            }
            created(index, created.isEmpty() ? null : created.get(0));
          });
    }
  }

  private void created(int index, @Nullable EnvironmentVariable created) {
    missing.remove(index);
    Result result = ids.get(index).isEmpty() ? Result.CREATED : Result.UPDATED;
    if (created != null && created.id() != null) {
      holds(index, created.id(), created);
    }
    succeeded(index, result);
  }

  /** The only one of those still missing that this can be about. */
  private @Nullable Integer indexOf(String key, Set<String> targets, @Nullable String gitBranch) {
    Map<Integer, EnvironmentVariableRequest> candidates = new LinkedHashMap<>(missing);
    candidates.values().removeIf(variable -> !variable.key().equals(key));
    if (candidates.size() > 1) {
      candidates.values().removeIf(variable -> Collections.disjoint(targets(variable), targets));
    }
    if (candidates.size() > 1) {
      candidates
          .values()
          .removeIf(variable -> !Objects.equals(branch(variable.gitBranch()), branch(gitBranch)));
    }
    return candidates.size() == 1 ? candidates.keySet().iterator().next() : null;
  }

  private boolean attempt(int index, Runnable call) {
    if (obstacle != null) {
      failed(index, obstacle);
      return false;
    }
    try {
      call.run();
      return true;
    } catch (VercelException e) {
      failed(index, e);
      return false;
    }
  }

  private void succeeded(int index, Result result) {
    outcomes[index] =
        outcome(index, furtherTargets.get(index).isEmpty() ? result : Result.WIDER, null, null);
  }

  private void failed(int index, VercelException failure) {
    if (failure instanceof AuthenticationException
        || failure instanceof ConfigurationDisabledException
        || failure instanceof RateLimitException
        || failure instanceof VercelConnectionException) {
      obstacle = failure;
    }
    if (failure instanceof ConflictException conflict) {
      EnvironmentVariableRequest variable = wanted.get(index);
      EnvironmentVariableConflict other = conflict.environmentVariable();
      outcomes[index] =
          conflict(
              index,
              other != null
                  ? other
                  : new EnvironmentVariableConflict(
                      variable.key(),
                      List.copyOf(targets(variable)),
                      branch(variable.gitBranch()),
                      null),
              failure);
    } else {
      outcomes[index] = outcome(index, Result.FAILED, null, failure);
    }
  }

  private EnvironmentVariableOutcome conflict(
      int index, EnvironmentVariableConflict conflict, @Nullable VercelException failure) {
    return outcome(index, Result.CONFLICT, conflict, failure);
  }

  private EnvironmentVariableOutcome outcome(
      int index,
      Result result,
      @Nullable EnvironmentVariableConflict conflict,
      @Nullable VercelException failure) {
    return new EnvironmentVariableOutcome(
        wanted.get(index), result, ids.get(index), furtherTargets.get(index), conflict, failure);
  }

  private static EnvironmentVariableConflict conflict(EnvironmentVariable existing) {
    return new EnvironmentVariableConflict(
        existing.key(),
        List.copyOf(targets(existing)),
        branch(existing.gitBranch()),
        existing.id());
  }

  /** What a call says that succeeded as a whole, as if it had been refused. */
  private VercelApiException refusal(int status, EnvironmentVariableFailure error) {
    Map<String, JsonValue> details = new LinkedHashMap<>();
    String code = orNull(error::code);
    putIfAny(details, "code", code);
    putIfAny(details, "message", orNull(error::message));
    putIfAny(details, "envVarKey", error.envVarKey());
    putIfAny(details, "key", error.key());
    putIfAny(details, "envVarId", error.envVarId());
    putIfAny(details, "gitBranch", error.gitBranch());
    details.put("target", JsonValue.of(targets(error).stream().map(JsonValue::of).toList()));
    String body =
        caller
            .withSecrets(tokens)
            .redact(JsonValue.of(Map.of("error", JsonValue.of(details))).toString());
    ErrorResponse refusal = ErrorResponse.of(Operation.CREATE_PROJECT_ENV, status, body);
    return ErrorBody.isEnvironmentVariableConflict(code)
        ? new ConflictException(refusal)
        : new InvalidRequestException(refusal);
  }

  private static void putIfAny(
      Map<String, JsonValue> details, String name, @Nullable String value) {
    if (value != null) {
      details.put(name, JsonValue.of(value));
    }
  }

  private static List<EnvironmentVariable> created(CreateProjectEnvResponse response) {
    EnvironmentVariables created = orNull(response::created);
    if (created instanceof EnvironmentVariables.OfList many) {
      return many.list();
    }
    return created instanceof EnvironmentVariable one ? List.of(one) : List.of();
  }

  private static List<CreateProjectEnvResponseFailed> failed(CreateProjectEnvResponse response) {
    return orEmpty(orNull(response::failed));
  }

  private static boolean isSame(EnvironmentVariable existing, EnvironmentVariableRequest variable) {
    return variable.key().equals(orNull(existing::key))
        && Objects.equals(branch(existing.gitBranch()), branch(variable.gitBranch()));
  }

  /** Whether it has to be set; a value that cannot be read counts as another one. */
  private static boolean differs(
      EnvironmentVariable existing, EnvironmentVariableRequest variable) {
    return isSensitive(existing)
        || !variable.type().equals(orNull(existing::type))
        || !variable.value().equals(orNull(existing::value))
        || (variable.comment() != null && !variable.comment().equals(existing.comment()));
  }

  private static boolean isSensitive(EnvironmentVariable variable) {
    return EnvironmentVariableType.SENSITIVE.equals(orNull(variable::type));
  }

  private static @Nullable String branch(@Nullable String gitBranch) {
    return gitBranch == null || gitBranch.isEmpty() ? null : gitBranch;
  }

  private static Set<String> targets(EnvironmentVariableRequest variable) {
    Set<String> targets = new LinkedHashSet<>();
    orEmpty(variable.target()).forEach(target -> targets.add(target.value()));
    targets.addAll(orEmpty(variable.customEnvironmentIds()));
    return targets;
  }

  private static Set<String> targets(EnvironmentVariable variable) {
    Set<String> targets = new LinkedHashSet<>();
    orEmpty(variable.target()).forEach(target -> targets.add(target.value()));
    targets.addAll(orEmpty(variable.customEnvironmentIds()));
    return targets;
  }

  private static Set<String> targets(EnvironmentVariableFailure error) {
    Set<String> targets = new LinkedHashSet<>();
    orEmpty(error.target()).forEach(target -> targets.add(target.value()));
    return targets;
  }

  /** The same for some targets only. */
  private static EnvironmentVariableRequest within(
      EnvironmentVariableRequest variable, Collection<String> targets) {
    List<String> custom = orEmpty(variable.customEnvironmentIds());
    EnvironmentVariableRequest.Builder some = variable.toBuilder();
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

  private static <E> List<E> orEmpty(@Nullable List<E> list) {
    return list == null ? List.of() : list;
  }
}
