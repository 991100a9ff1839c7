package io.github.vercel4j.faults;

import io.github.vercel4j.InstallationClient;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.VercelCall;
import io.github.vercel4j.api.model.CreateProjectRequest;
import io.github.vercel4j.api.model.UpdateProjectRequest;

/** Calls by what repeating them does. */
public enum Kind {
  READ(Operation.GET_PROJECT),
  REPEATABLE(Operation.UPDATE_PROJECT),
  WRITE(Operation.CREATE_PROJECT),
  /** A repeatable write whose response has no body. */
  DELETE(Operation.DELETE_PROJECT);

  public final Operation operation;

  Kind(Operation operation) {
    this.operation = operation;
  }

  public VercelCall<?> call(InstallationClient client) {
    return switch (this) {
      case READ -> client.projects().getProject("shop");
      case REPEATABLE ->
          client
              .projects()
              .updateProject("shop", UpdateProjectRequest.builder().name("shop").build());
      case WRITE ->
          client.projects().createProject(CreateProjectRequest.builder().name("shop").build());
      case DELETE -> client.projects().deleteProject("shop");
    };
  }
}
