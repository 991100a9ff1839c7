package io.github.vercel4j.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionChangeTest {
  private static GrantedPermissions permissions(String... permissions) {
    return GrantedPermissions.of(permissions);
  }

  private static void assertNothingChanges(PermissionChange change) {
    assertThat(change.additions()).isEmpty();
    assertThat(change.upgrades()).isEmpty();
    assertThat(change.removals()).isEmpty();
    assertThat(change.downgrades()).isEmpty();
    assertThat(change.gained()).isEmpty();
    assertThat(change.lost()).isEmpty();
    assertThat(change.lostUntilConfirmed()).isEmpty();
    assertThat(change.needsConfirmation()).isFalse();
    assertThat(change).hasToString("The permissions stay as they are.");
  }

  @Test
  void equalSetsChangeNothing() {
    assertNothingChanges(permissions().changeTo(permissions()));
    assertNothingChanges(
        permissions("read:user", "read-write:project")
            .changeTo(permissions("read-write:project", "read:user")));
  }

  @Test
  void permissionWithinAWiderOneMakesNoDifference() {
    assertNothingChanges(
        permissions("read:project", "read-write:project")
            .changeTo(permissions("read-write:project")));
    assertNothingChanges(
        permissions("read-write:project")
            .changeTo(permissions("read-write:project", "read:project")));
  }

  @Test
  void newScopeWaitsForConfirmationAsAddition() {
    PermissionChange change =
        permissions("read:user").changeTo(permissions("read:team", "read:user"));

    assertThat(change.additions()).containsExactly("read:team");
    assertThat(change.upgrades()).isEmpty();
    assertThat(change.removals()).isEmpty();
    assertThat(change.downgrades()).isEmpty();
    assertThat(change.needsConfirmation()).isTrue();
    assertThat(change.gained()).containsExactly(Operation.GET_TEAM, Operation.GET_TEAM_MEMBERS);
    assertThat(change.lost()).isEmpty();
    assertThat(change.lostUntilConfirmed()).isEmpty();
    assertThat(change)
        .hasToString(
            """
            Each account that installed the integration has to confirm: add read:team. Give the \
            request a short note that says why.
            May be called when it is confirmed: getTeam, getTeamMembers.""");
  }

  @Test
  void newWritePermissionWaitsForConfirmationAsUpgrade() {
    PermissionChange change =
        permissions("read:integration-configuration")
            .changeTo(permissions("read-write:integration-configuration"));

    assertThat(change.upgrades()).containsExactly("read-write:integration-configuration");
    assertThat(change.additions()).isEmpty();
    assertThat(change.removals()).isEmpty();
    assertThat(change.downgrades()).isEmpty();
    assertThat(change.needsConfirmation()).isTrue();
    assertThat(change.gained()).containsExactly(Operation.DELETE_CONFIGURATION);
    assertThat(change.lostUntilConfirmed()).isEmpty();
    assertThat(change.toString()).contains(": raise to read-write:integration-configuration.");
  }

  @Test
  void removalAppliesAtOnce() {
    PermissionChange change =
        permissions("read:user", "read:team").changeTo(permissions("read:team"));

    assertThat(change.removals()).containsExactly("read:user");
    assertThat(change.additions()).isEmpty();
    assertThat(change.upgrades()).isEmpty();
    assertThat(change.downgrades()).isEmpty();
    assertThat(change.needsConfirmation()).isFalse();
    assertThat(change.lost()).containsExactly(Operation.GET_AUTH_USER);
    assertThat(change)
        .hasToString(
            """
            Applies at once: remove read:user.
            May no longer be called: getAuthUser.""");
  }

  @Test
  void downgradeAppliesAtOnceAndLeavesReading() {
    PermissionChange change =
        permissions("read-write:integration-configuration")
            .changeTo(permissions("read:integration-configuration"));

    assertThat(change.downgrades()).containsExactly("read:integration-configuration");
    assertThat(change.removals()).isEmpty();
    assertThat(change.additions()).isEmpty();
    assertThat(change.upgrades()).isEmpty();
    assertThat(change.needsConfirmation()).isFalse();
    assertThat(change.lost()).containsExactly(Operation.DELETE_CONFIGURATION);
    assertThat(change.lostUntilConfirmed()).isEmpty();
    assertThat(change)
        .hasToString(
            """
            Applies at once: lower to read:integration-configuration.
            May no longer be called: deleteConfiguration.""");
  }

  @Test
  void removedWritePermissionTakesReadingAlong() {
    PermissionChange change =
        permissions("read-write:integration-configuration").changeTo(permissions());

    assertThat(change.removals()).containsExactly("read-write:integration-configuration");
    assertThat(change.downgrades()).isEmpty();
    assertThat(change.lost())
        .containsExactly(
            Operation.DELETE_CONFIGURATION,
            Operation.GET_CONFIGURATION,
            Operation.GET_CONFIGURATIONS);
  }

  /** The old permission goes at once, but the new one has to wait. */
  @Test
  void readBesideWritePermissionIsNoRemoval() {
    GrantedPermissions both = permissions("read:project", "read-write:project");

    assertThat(both.changeTo(permissions()).removals()).containsExactly("read-write:project");
    assertThat(permissions().changeTo(both).additions()).containsExactly("read-write:project");
  }

  @Test
  void replacedPermissionLeavesAGapUntilConfirmed() {
    PermissionChange change =
        permissions("read-write:project-env-vars")
            .changeTo(permissions("read-write:global-project-env-vars"));

    assertThat(change.gained()).isEmpty();
    assertThat(change.lost()).isEmpty();
    assertThat(change.lostUntilConfirmed())
        .containsExactly(
            Operation.CREATE_PROJECT_ENV,
            Operation.EDIT_PROJECT_ENV,
            Operation.FILTER_PROJECT_ENVS,
            Operation.REMOVE_PROJECT_ENV);
    assertThat(change)
        .hasToString(
            """
            Each account that installed the integration has to confirm: add \
            read-write:global-project-env-vars. Give the request a short note that says why.
            Applies at once: remove read-write:project-env-vars.
            May not be called until it is confirmed: createProjectEnv, editProjectEnv, \
            filterProjectEnvs, removeProjectEnv; remove the old permissions only when all have confirmed.""");
  }

  @Test
  void upgradeOnlyReadsUntilConfirmed() {
    PermissionChange change =
        permissions("read:project", "read-write:domain")
            .changeTo(permissions("read-write:project"));

    // Needs to write one of the two
    assertThat(change.lostUntilConfirmed()).containsExactly(Operation.VERIFY_PROJECT_DOMAIN);
  }

  @Test
  void allKindsOfChangesStandInOnePlan() {
    PermissionChange change =
        permissions("read:user", "read:project", "read-write:domain")
            .changeTo(permissions("read:team", "read-write:project", "read:domain"));

    assertThat(change.additions()).containsExactly("read:team");
    assertThat(change.upgrades()).containsExactly("read-write:project");
    assertThat(change.removals()).containsExactly("read:user");
    assertThat(change.downgrades()).containsExactly("read:domain");
    assertThat(change.toString())
        .contains("to confirm: add read:team, raise to read-write:project.")
        .contains("Applies at once: remove read:user, lower to read:domain.");
  }

  @Test
  void operationOfTwoPermissionsIsLostWithEither() {
    GrantedPermissions both = permissions("read-write:project", "read-write:domain");

    assertThat(both.changeTo(permissions("read-write:project")).lost())
        .contains(Operation.UPDATE_PROJECT_DOMAIN)
        .doesNotContain(Operation.VERIFY_PROJECT_DOMAIN);
    assertThat(both.changeTo(permissions("read-write:domain")).lost())
        .contains(Operation.UPDATE_PROJECT_DOMAIN)
        .doesNotContain(Operation.VERIFY_PROJECT_DOMAIN);
  }

  @Test
  void unknownPermissionsAreAddedAndRemovedAsTheyAre() {
    PermissionChange change =
        permissions("admin:project", "read:ai")
            .changeTo(permissions("write-only", "read-write:ai"));

    assertThat(change.additions()).containsExactly("write-only");
    assertThat(change.removals()).containsExactly("admin:project");
    assertThat(change.upgrades()).containsExactly("read-write:ai");
    assertThat(change.gained()).isEmpty();
    assertThat(change.lost()).isEmpty();
  }

  @Test
  void additionForAnOperationLetsItBeCalled() {
    GrantedPermissions held = permissions("read:project");

    assertThat(held.changeTo(held.with(held.missingFor(Operation.UPDATE_PROJECT_DOMAIN))).gained())
        .contains(Operation.UPDATE_PROJECT_DOMAIN);
  }

  @Test
  void setsDoNotChangeFromOutside() {
    PermissionChange change = permissions("read:user").changeTo(permissions("read:team"));

    for (var set : List.of(change.additions(), change.removals(), change.gained(), change.lost())) {
      assertThat(set).isNotEmpty();
      assertThatThrownBy(set::clear).isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
