package io.github.vercel4j.internal.call;

import io.github.vercel4j.MissingPermissionException;
import io.github.vercel4j.api.Operation;
import io.github.vercel4j.permissions.GrantedPermissions;
import org.jspecify.annotations.Nullable;

/**
 * What a program knows of the permissions that an installation holds.
 *
 * @param granted null where nothing is known of them
 * @param required whether a call for which they do not suffice is not sent
 */
public record KnownPermissions(@Nullable GrantedPermissions granted, boolean required) {
  static final KnownPermissions NONE = new KnownPermissions(null, false);

  /**
   * Lets a call pass, unless a missing permission has to hold it back.
   *
   * @throws MissingPermissionException where the permissions are required and do not suffice
   */
  public void check(Operation operation) {
    if (required && granted != null) {
      granted.require(operation);
    }
  }
}
