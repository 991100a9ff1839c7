package io.github.vercel4j.internal.tasks;

import static io.github.vercel4j.internal.call.MissingProperties.orNull;
import static io.github.vercel4j.internal.tasks.WantedVariable.orEmpty;
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
import io.github.vercel4j.api.model.EnvironmentVariable;
import io.github.vercel4j.api.model.EnvironmentVariableFailure;
import io.github.vercel4j.api.model.EnvironmentVariableRequest;
import io.github.vercel4j.api.model.EnvironmentVariables;
import io.github.vercel4j.api.model.FilterProjectEnvsParameters;
import io.github.vercel4j.api.model.FilterProjectEnvsResponse;
import io.github.vercel4j.api.model.FilterProjectEnvsResponseEnvs;
import io.github.vercel4j.environment.EnvironmentVariableConflict;
import io.github.vercel4j.environment.EnvironmentVariableOutcome;
import io.github.vercel4j.environment.EnvironmentVariableOutcome.Result;
import io.github.vercel4j.internal.call.Caller;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.errors.ErrorBody;
import io.github.vercel4j.internal.errors.UnreadableResponse;
import io.github.vercel4j.internal.http.ClosedClientException;
import io.github.vercel4j.internal.http.JsonConverterFactory;
import io.github.vercel4j.internal.http.Services;
import io.github.vercel4j.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets environment variables of one project, whatever is set there already.
 *
 * <p>The service's own upsert rejects a variable whose targets are not exactly those of the one
 * that exists, so what exists is read first.
 */
public final class EnvironmentVariableUpsert {
  private final ProjectsApi projects;

  /** Masks the wanted values too. */
  private final Caller caller;

  /** Those that calls were made with, where the installation is asked for. */
  private final Set<String> tokens = new LinkedHashSet<>();

  private final String project;
  private final List<WantedVariable> wanted;

  /** What would hinder every further call as well. */
  private @Nullable VercelException obstacle;

  /**
   * Rejects what cannot be carried out.
   *
   * @throws IllegalArgumentException where a variable has no target, or two set the same
   */
  public EnvironmentVariableUpsert(
      Services services,
      Caller caller,
      String project,
      List<EnvironmentVariableRequest> variables) {
    this.project = project;
    this.wanted = variables.stream().map(WantedVariable::new).toList();
    this.caller =
        caller
            .notifying(installation -> tokens.add(installation.accessToken()))
            .withSecrets(
                JsonConverterFactory.bodyOf(
                        CreateProjectEnvRequest.class,
                        CreateProjectEnvRequest.of(List.copyOf(variables)))
                    .secrets());
    this.projects = services.of(ProjectsApi.class, this.caller);
    Set<List<@Nullable String>> seen = new LinkedHashSet<>();
    for (WantedVariable variable : wanted) {
      Set<String> targets = variable.targets();
      if (targets.isEmpty()) {
        throw new IllegalArgumentException(
            "The environment variable "
                + variable.key()
                + " names neither a target nor a custom environment to set it for");
      }
      for (String target : targets) {
        if (!seen.add(Arrays.asList(variable.key(), variable.branch(), target))) {
          throw new IllegalArgumentException(
              "The environment variable " + variable.key() + " is set twice for " + target);
        }
      }
    }
  }

  public List<EnvironmentVariableOutcome> execute() {
    if (!wanted.isEmpty()) {
      List<EnvironmentVariable> existing = existing();
      for (WantedVariable variable : wanted) {
        adapt(variable, existing);
      }
      createTogether();
      createOneByOne();
    }
    return wanted.stream().map(WantedVariable::outcome).toList();
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
        throw UnreadableResponse.at(
                "$",
                "lists no environment variables",
                Endpoint.of(Operation.FILTER_PROJECT_ENVS),
                response.status(),
                response.headers(),
                caller.redactor())
            .build();
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
  private void adapt(WantedVariable variable, List<EnvironmentVariable> existing) {
    Set<String> targets = variable.targets();
    Set<String> open = new LinkedHashSet<>(targets);
    List<EnvironmentVariable> matching = new ArrayList<>();
    List<EnvironmentVariable> different = new ArrayList<>();
    EnvironmentVariable extensible = null;
    for (EnvironmentVariable candidate : existing) {
      Set<String> others = WantedVariable.targets(candidate);
      if (!variable.isSameAs(candidate) || Collections.disjoint(others, targets)) {
        continue;
      }
      matching.add(candidate);
      open.removeAll(others);
      boolean isWithin = targets.containsAll(others);
      if (variable.differsFrom(candidate)) {
        if (!isWithin) {
          variable.conflicts(conflict(candidate), null);
          return;
        }
        different.add(candidate);
      }
      if (isWithin && extensible == null) {
        extensible = candidate;
      }
    }
    if (!open.isEmpty() && extensible == null) {
      variable.isMissingFor(open);
    } else if (!open.isEmpty() && !different.contains(extensible)) {
      different.add(requireNonNull(extensible));
    }
    for (EnvironmentVariable other : matching) {
      if (!different.contains(other)) {
        heldBy(variable, requireNonNull(other.id()), other);
      }
    }
    for (EnvironmentVariable other : different) {
      edit(variable, other, other.equals(extensible) ? open : Set.of());
      if (variable.isDone()) {
        return;
      }
    }
    if (variable.missing() == null) {
      variable.succeeded(different.isEmpty() ? Result.UNCHANGED : Result.UPDATED);
    }
  }

  private void edit(WantedVariable variable, EnvironmentVariable existing, Set<String> open) {
    EnvironmentVariableRequest request = variable.request();
    EditProjectEnvRequest.Builder change = EditProjectEnvRequest.builder().value(request.value());
    if (!WantedVariable.isSensitive(existing)) {
      // A sensitive one stays so: the service does not make it readable again
      change.type(request.type());
    }
    if (request.comment() != null) {
      change.comment(request.comment());
    }
    if (!open.isEmpty()) {
      Set<String> all = WantedVariable.targets(existing);
      all.addAll(open);
      EnvironmentVariableRequest extended = variable.within(all);
      change.target(orEmpty(extended.target()));
      if (request.customEnvironmentIds() != null) {
        change.customEnvironmentIds(orEmpty(extended.customEnvironmentIds()));
      }
    }
    String id = requireNonNull(existing.id());
    attempt(
        variable,
        () -> heldBy(variable, id, projects.editProjectEnv(project, id, change.build()).execute()));
  }

  /** Notes that an existing variable now has what is wanted, and where nobody wants it. */
  private void heldBy(WantedVariable variable, String id, EnvironmentVariable stored) {
    Set<String> notWanted = WantedVariable.targets(stored);
    notWanted.removeAll(variable.targets());
    for (WantedVariable other : wanted) {
      if (other.isSameAs(stored) && !other.differsFrom(stored)) {
        notWanted.removeAll(other.targets());
      }
    }
    variable.heldBy(id, notWanted);
  }

  private List<WantedVariable> missing() {
    return wanted.stream().filter(variable -> variable.missing() != null).toList();
  }

  /** One call for all that is missing; what does not come of it is left to calls of their own. */
  private void createTogether() {
    List<WantedVariable> missing = missing();
    if (missing.size() < 2 || obstacle != null) {
      return;
    }
    VercelResponse<CreateProjectEnvResponse> response;
    try {
      response =
          projects
              .createProjectEnv(
                  project,
                  CreateProjectEnvRequest.of(
                      missing.stream()
                          .map(variable -> requireNonNull(variable.missing()))
                          .toList()))
              .executeWithResponse();
    } catch (InvalidRequestException | ConflictException e) {
      // On account of one of them, perhaps
      return;
    } catch (ClosedClientException e) {
      missing.forEach(variable -> failed(variable, e.withinATask()));
      return;
    } catch (VercelException e) {
      missing.forEach(variable -> failed(variable, e));
      return;
    }
    for (EnvironmentVariable created : created(response.body())) {
      String key = orNull(created::key);
      missingOf(key, WantedVariable.targets(created), created.gitBranch())
          .ifPresent(variable -> created(variable, created));
    }
    for (CreateProjectEnvResponseFailed failed : failed(response.body())) {
      EnvironmentVariableFailure error = orNull(failed::error);
      if (error == null) {
        continue;
      }
      String key = error.envVarKey() == null ? error.key() : error.envVarKey();
      missingOf(key, targets(error), error.gitBranch())
          .ifPresent(variable -> failed(variable, exception(response.status(), error)));
    }
  }

  private void createOneByOne() {
    for (WantedVariable variable : missing()) {
      EnvironmentVariableRequest request = requireNonNull(variable.missing());
      attempt(
          variable,
          () -> {
            VercelResponse<CreateProjectEnvResponse> response =
                projects.createProjectEnv(project, request).executeWithResponse();
            List<EnvironmentVariable> created = created(response.body());
            List<CreateProjectEnvResponseFailed> failed = failed(response.body());
            if (created.isEmpty() && !failed.isEmpty()) {
              throw exception(response.status(), failed.get(0).error());
            }
            created(variable, created.isEmpty() ? null : created.get(0));
          });
    }
  }

  private void created(WantedVariable variable, @Nullable EnvironmentVariable created) {
    boolean isNew = variable.ids().isEmpty();
    if (created != null && created.id() != null) {
      heldBy(variable, created.id(), created);
    }
    variable.succeeded(isNew ? Result.CREATED : Result.UPDATED);
  }

  /** The only one of those still missing that a part of a response can be about. */
  private Optional<WantedVariable> missingOf(
      @Nullable String key, Set<String> targets, @Nullable String gitBranch) {
    List<WantedVariable> candidates = new ArrayList<>(missing());
    candidates.removeIf(variable -> !variable.key().equals(key));
    if (candidates.size() > 1) {
      candidates.removeIf(
          variable ->
              Collections.disjoint(
                  WantedVariable.targets(requireNonNull(variable.missing())), targets));
    }
    if (candidates.size() > 1) {
      candidates.removeIf(
          variable -> !Objects.equals(variable.branch(), WantedVariable.branch(gitBranch)));
    }
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  /** Runs a call for a variable, unless something hinders every call. */
  private void attempt(WantedVariable variable, Runnable call) {
    if (obstacle != null) {
      failed(variable, obstacle);
      return;
    }
    try {
      call.run();
    } catch (ClosedClientException e) {
      failed(variable, e.withinATask());
    } catch (VercelException e) {
      failed(variable, e);
    }
  }

  private void failed(WantedVariable variable, VercelException failure) {
    if (failure instanceof AuthenticationException
        || failure instanceof ConfigurationDisabledException
        || failure instanceof RateLimitException
        || failure instanceof VercelConnectionException) {
      obstacle = failure;
    }
    if (failure instanceof ConflictException conflict) {
      EnvironmentVariableConflict other = conflict.environmentVariable();
      variable.conflicts(
          other != null
              ? other
              : EnvironmentVariableConflict.builder(variable.key())
                  .targets(List.copyOf(variable.targets()))
                  .gitBranch(variable.branch())
                  .build(),
          failure);
    } else {
      variable.failed(failure);
    }
  }

  private static EnvironmentVariableConflict conflict(EnvironmentVariable existing) {
    return EnvironmentVariableConflict.builder(existing.key())
        .targets(List.copyOf(WantedVariable.targets(existing)))
        .gitBranch(WantedVariable.branch(existing.gitBranch()))
        .id(existing.id())
        .build();
  }

  /** What a call says that succeeded as a whole, as if it had got an error response. */
  private VercelApiException exception(int status, EnvironmentVariableFailure error) {
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
            .redactor()
            .with(tokens)
            .redact(JsonValue.of(Map.of("error", JsonValue.of(details))).toString());
    ErrorResponse response = ErrorResponse.of(Operation.CREATE_PROJECT_ENV, status, body);
    return ErrorBody.isEnvironmentVariableConflict(code)
        ? new ConflictException(response)
        : new InvalidRequestException(response);
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

  private static Set<String> targets(EnvironmentVariableFailure error) {
    Set<String> targets = new LinkedHashSet<>();
    orEmpty(error.target()).forEach(target -> targets.add(target.value()));
    return targets;
  }
}
