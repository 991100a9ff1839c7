package io.github.vercel4j;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.internal.call.PermissionRules;
import io.github.vercel4j.internal.call.Phrases;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A call was not sent because the known permissions do not suffice for it. */
public final class MissingPermissionException extends VercelException {
  private static final long serialVersionUID = 1L;

  private final Operation operation;
  private final String[] missing;
  private final String[] granted;

  /** Of a call for which the permissions do not suffice. */
  public MissingPermissionException(Operation operation, GrantedPermissions granted) {
    this(operation, granted, granted.missingFor(operation));
  }

  private MissingPermissionException(
      Operation operation, GrantedPermissions granted, Set<String> missing) {
    super(
        Phrases.name(operation)
            + " was not sent: it needs "
            + PermissionRules.needed(operation)
            + "; granted are "
            + granted
            + ". Add "
            + String.join(" and ", missing)
            + " to the integration's scopes; every account that installed it has to confirm.");
    this.operation = operation;
    this.missing = missing.toArray(new String[0]);
    this.granted = granted.permissions().toArray(new String[0]);
  }

  public Operation operation() {
    return operation;
  }

  /** The smallest set of permissions with which the call would have been sent. */
  public Set<String> missing() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(missing)));
  }

  public GrantedPermissions granted() {
    return GrantedPermissions.of(granted);
  }
}
