package io.github.vercel4j.environment;

import static java.util.Objects.requireNonNull;

import io.github.vercel4j.json.CheckReturnValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An environment variable that stands in the way of another one. */
public final class EnvironmentVariableConflict {
  private final String key;
  private final List<String> targets;
  private final @Nullable String gitBranch;
  private final @Nullable String id;

  private EnvironmentVariableConflict(Builder builder) {
    this.key = builder.key;
    this.targets = builder.targets;
    this.gitBranch = builder.gitBranch;
    this.id = builder.id;
  }

  /** One for tests; the client reads its own from responses. */
  @CheckReturnValue
  public static Builder builder(String key) {
    return new Builder(key);
  }

  public String key() {
    return key;
  }

  /**
   * What it is set for: {@code production}, {@code preview}, {@code development} or the id of a
   * custom environment; empty where the service does not say.
   */
  public List<String> targets() {
    return targets;
  }

  /**
   * The only Git branch that it is set for; null where it is set for all, or the service does not
   * say.
   */
  public @Nullable String gitBranch() {
    return gitBranch;
  }

  /** Null where the service does not say. */
  public @Nullable String id() {
    return id;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EnvironmentVariableConflict that
        && key.equals(that.key)
        && targets.equals(that.targets)
        && Objects.equals(gitBranch, that.gitBranch)
        && Objects.equals(id, that.id);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, targets, gitBranch, id);
  }

  @Override
  public String toString() {
    return "EnvironmentVariableConflict[key="
        + key
        + ", targets="
        + targets
        + ", gitBranch="
        + gitBranch
        + ", id="
        + id
        + "]";
  }

  /** What is not set is not known. */
  public static final class Builder {
    private final String key;
    private List<String> targets = List.of();
    private @Nullable String gitBranch;
    private @Nullable String id;

    private Builder(String key) {
      this.key = requireNonNull(key, "key");
    }

    public Builder targets(List<String> targets) {
      this.targets = List.copyOf(targets);
      return this;
    }

    public Builder gitBranch(@Nullable String gitBranch) {
      this.gitBranch = gitBranch;
      return this;
    }

    public Builder id(@Nullable String id) {
      this.id = id;
      return this;
    }

    @CheckReturnValue
    public EnvironmentVariableConflict build() {
      return new EnvironmentVariableConflict(this);
    }
  }
}
