package io.github.vercel4j.internal.tasks;

import io.github.vercel4j.InvalidRequestException;
import io.github.vercel4j.TimeSource;
import io.github.vercel4j.VercelConnectionException;
import io.github.vercel4j.VercelException;
import io.github.vercel4j.api.DeploymentsApi;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.api.model.CreateDeploymentParameters;
import io.github.vercel4j.api.model.CreateDeploymentRequest;
import io.github.vercel4j.api.model.Deployment;
import io.github.vercel4j.api.model.DeploymentFile;
import io.github.vercel4j.api.model.DeploymentReadyState;
import io.github.vercel4j.deployments.FileContent;
import io.github.vercel4j.internal.call.MissingProperties;
import io.github.vercel4j.internal.http.Attempts;
import io.github.vercel4j.internal.http.DaemonThreads;
import io.github.vercel4j.json.JsonValue.JsonArray;
import io.github.vercel4j.json.JsonValue.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates deployments out of files, and waits for what becomes of them. */
public final class Deployer {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
  private static final Set<DeploymentReadyState> ENDS =
      Set.of(
          DeploymentReadyState.READY,
          DeploymentReadyState.ERROR,
          DeploymentReadyState.CANCELED,
          DeploymentReadyState.BLOCKED);

  private final DeploymentsApi deployments;

  public Deployer(DeploymentsApi deployments) {
    this.deployments = deployments;
  }

  /**
   * Creates the deployment, after uploading what it lacks.
   *
   * @param begin is notified of what has to be uploaded
   * @param upload uploads one content
   */
  public Deployment create(
      CreateDeploymentRequest request,
      CreateDeploymentParameters parameters,
      Map<String, FileContent> files,
      int parallelUploads,
      Consumer<Collection<FileContent>> begin,
      Consumer<FileContent> upload) {
    List<DeploymentFile> all = new ArrayList<>();
    if (request.files() != null) {
      all.addAll(request.files());
    }
    files.forEach((path, content) -> all.add(content.toDeploymentFile(path)));
    CreateDeploymentRequest complete = request.toBuilder().files(all).build();
    Set<FileContent> uploaded = new HashSet<>();
    while (true) {
      try {
        return deployments.createDeployment(complete, parameters).execute();
      } catch (InvalidRequestException e) {
        List<FileContent> missing = missing(e, files.values());
        if (missing == null || !uploaded.addAll(missing)) {
          throw e;
        }
        begin.accept(missing);
        inParallel(missing, parallelUploads, upload);
      }
    }
  }

  /** The files that an error response names, in their order; null where it is not about those. */
  private static @Nullable List<FileContent> missing(
      InvalidRequestException exception, Collection<FileContent> files) {
    if (!"missing_files".equals(exception.code())
        || !(exception.details().get("missing") instanceof JsonArray names)) {
      return null;
    }
    Set<String> shas =
        names.elements().stream()
            .map(name -> name instanceof JsonString string ? string.value() : "")
            .collect(Collectors.toSet());
    List<FileContent> missing =
        files.stream().filter(file -> shas.contains(file.sha())).distinct().toList();
    return missing.size() == shas.size() ? missing : null;
  }

  private static void inParallel(
      List<FileContent> contents, int limit, Consumer<FileContent> upload) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(limit, contents.size()), new DaemonThreads("vercel4j upload"));
    try {
      CompletionService<Boolean> uploads = new ExecutorCompletionService<>(threads);
      for (FileContent content : contents) {
        Callable<Boolean> task =
            () -> {
              upload.accept(content);
              return true;
            };
        uploads.submit(task);
      }
      for (int i = 0; i < contents.size(); i++) {
        uploads.take().get();
      }
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      throw interruption(Operation.UPLOAD_FILE, e);
    } finally {
      // Of a failure, so the others do not go on behind it
      threads.shutdownNow();
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }

  private static VercelException interruption(Operation operation, InterruptedException e) {
    Thread.currentThread().interrupt();
    return VercelConnectionException.builder(operation, Attempts.interruption(e))
        .attempts(0)
        .build();
  }

  /** Reads the deployment until nothing will become of it any more, or the time is up. */
  public static Deployment await(
      Supplier<Deployment> deployment, Duration deadline, TimeSource timeSource) {
    long began = timeSource.nanoTime();
    while (true) {
      Deployment current = deployment.get();
      Duration elapsed = Duration.ofNanos(timeSource.nanoTime() - began);
      if (isAtItsEnd(current) || elapsed.compareTo(deadline) >= 0) {
        return current;
      }
      // Its end is seen at most a fifth later than it might be
      Duration wait = elapsed.dividedBy(5);
      wait = wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
      wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
      Duration left = deadline.minus(elapsed);
      try {
        timeSource.sleep(wait.compareTo(left) > 0 ? left : wait);
      } catch (InterruptedException e) {
        throw interruption(Operation.GET_DEPLOYMENT, e);
      }
    }
  }

  private static boolean isAtItsEnd(Deployment deployment) {
    for (Supplier<DeploymentReadyState> state :
        List.<Supplier<DeploymentReadyState>>of(deployment::readyState, deployment::status)) {
      DeploymentReadyState known = MissingProperties.orNull(state);
      if (known != null) {
        return ENDS.contains(known);
      }
      // The other one says the same
    }
    return false;
  }
}
