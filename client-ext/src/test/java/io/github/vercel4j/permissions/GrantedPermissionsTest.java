package io.github.vercel4j.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vercel4j.api.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrantedPermissionsTest {
  private static final GrantedPermissions NONE = GrantedPermissions.of();

  @Test
  void unneededPermissionsAreKept() {
    GrantedPermissions permissions =
        GrantedPermissions.of(List.of("read:billing", " read:project ", ""));

    assertThat(permissions.permissions()).containsExactly("read:billing", "read:project");
    assertThat(permissions.includes("read:billing")).isTrue();
    assertThat(permissions).hasToString("[read:billing, read:project]");
  }

  @Test
  void orderDoesNotMatter() {
    assertThat(GrantedPermissions.of("read:team", "read:user"))
        .isEqualTo(GrantedPermissions.of("read:user", "read:team"))
        .hasSameHashCodeAs(GrantedPermissions.of("read:user", "read:team"))
        .isNotEqualTo(GrantedPermissions.of("read:user"));
  }

  @Test
  void changedSourceChangesNothing() {
    String[] scopes = {"read:user"};
    GrantedPermissions permissions = GrantedPermissions.of(Arrays.asList(scopes));
    scopes[0] = "read:team";

    assertThat(permissions.permissions()).containsExactly("read:user");
    assertThatThrownBy(() -> permissions.permissions().add("read:team"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void readWriteIncludesReadAndNotConversely() {
    assertThat(GrantedPermissions.of("read-write:project").includes("read:project")).isTrue();
    assertThat(GrantedPermissions.of("read:project").includes("read-write:project")).isFalse();
    assertThat(GrantedPermissions.of("read-write:project").includes("read:projects")).isFalse();
  }

  @Test
  void readingNeedsReadAndWritingReadWrite() {
    GrantedPermissions reading = GrantedPermissions.of("read:project");
    GrantedPermissions writing = GrantedPermissions.of("read-write:project");

    assertThat(reading.mayCall(Operation.GET_PROJECTS)).isTrue();
    assertThat(writing.mayCall(Operation.GET_PROJECTS)).isTrue();
    assertThat(reading.mayCall(Operation.CREATE_PROJECT)).isFalse();
    assertThat(writing.mayCall(Operation.CREATE_PROJECT)).isTrue();
    assertThat(NONE.mayCall(Operation.GET_PROJECTS)).isFalse();
  }

  @Test
  void anyAlternativeSuffices() {
    assertThat(
            GrantedPermissions.of("read-write:global-project-env-vars")
                .mayCall(Operation.CREATE_PROJECT_ENV))
        .isTrue();
    assertThat(
            GrantedPermissions.of("read-write:project-env-vars")
                .mayCall(Operation.CREATE_PROJECT_ENV))
        .isTrue();
  }

  @Test
  void allPermissionsOfAnAlternativeAreNeeded() {
    assertThat(GrantedPermissions.of("read-write:project").mayCall(Operation.UPDATE_PROJECT_DOMAIN))
        .isFalse();
    assertThat(
            GrantedPermissions.of("read-write:project", "read-write:domain")
                .mayCall(Operation.UPDATE_PROJECT_DOMAIN))
        .isTrue();
  }

  @Test
  void exchangeNeedsNoPermission() {
    assertThat(NONE.mayCall(Operation.EXCHANGE_CODE)).isTrue();
    assertThat(NONE.missingFor(Operation.EXCHANGE_CODE)).isEmpty();
  }

  @Test
  void allowedOperationsMissNothing() {
    GrantedPermissions permissions = GrantedPermissions.of("read-write:project");

    assertThat(permissions.missingFor()).isEmpty();
    assertThat(permissions.missingFor(Operation.GET_PROJECTS, Operation.CREATE_PROJECT)).isEmpty();
  }

  @Test
  void onlyPermissionsNotGrantedAreMissing() {
    assertThat(
            GrantedPermissions.of("read-write:project").missingFor(Operation.UPDATE_PROJECT_DOMAIN))
        .containsExactly("read-write:domain");
  }

  @Test
  void writingNeedsAnUpgradeOfReading() {
    assertThat(GrantedPermissions.of("read:project").missingFor(Operation.CREATE_PROJECT))
        .containsExactly("read-write:project");
  }

  @Test
  void writePermissionServesReadingToo() {
    assertThat(NONE.missingFor(Operation.GET_PROJECTS, Operation.CREATE_PROJECT))
        .containsExactly("read-write:project");
    assertThat(NONE.missingFor(Operation.CREATE_PROJECT, Operation.GET_PROJECTS))
        .containsExactly("read-write:project");
  }

  @Test
  void sharedAlternativeIsChosen() {
    // VERIFY_PROJECT_DOMAIN needs project or domain
    assertThat(NONE.missingFor(Operation.VERIFY_PROJECT_DOMAIN, Operation.DELETE_DOMAIN))
        .containsExactly("read-write:domain");
    assertThat(NONE.missingFor(Operation.VERIFY_PROJECT_DOMAIN, Operation.CREATE_PROJECT))
        .containsExactly("read-write:project");
  }

  @Test
  void grantedPermissionDecidesBetweenAlternatives() {
    assertThat(
            GrantedPermissions.of("read-write:global-project-env-vars")
                .missingFor(Operation.CREATE_PROJECT_ENV, Operation.GET_PROJECTS))
        .containsExactly("read:project");
  }

  @Test
  void allOperationsNeedOnePermissionPerScope() {
    assertThat(NONE.missingFor(Operation.values()))
        .containsExactlyInAnyOrder(
            "read-write:integration-configuration",
            "read:billing",
            "read-write:deployment",
            "read-write:deployment-check",
            "read-write:edge-config",
            "read-write:project",
            "read-write:project-env-vars",
            "read:team",
            "read:user",
            "read-write:log-drain",
            "read-write:drains",
            "read-write:domain");
  }

  @Test
  void orderOfTheOperationsDoesNotMatter() {
    List<Operation> operations = new ArrayList<>(List.of(Operation.values()));
    Set<String> expected = NONE.missingFor(operations);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(operations, new Random(i));

      assertThat(NONE.missingFor(operations)).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void newIntegrationRequiresAllPermissions() {
    assertThat(
            GrantedPermissions.requiredFor(
                Operation.GET_PROJECTS,
                Operation.CREATE_PROJECT_ENV,
                Operation.VERIFY_PROJECT_DOMAIN,
                Operation.UPDATE_PROJECT_DOMAIN,
                Operation.EXCHANGE_CODE))
        .containsExactly("read-write:domain", "read-write:project", "read-write:project-env-vars");
    assertThat(GrantedPermissions.requiredFor(List.of(Operation.GET_AUTH_USER)))
        .containsExactly("read:user");
    assertThat(GrantedPermissions.requiredFor()).isEmpty();
  }

  @Test
  void permissionsAreAddedAndRemoved() {
    GrantedPermissions permissions = GrantedPermissions.of("read:user", "read-write:domain");

    assertThat(permissions.with(List.of("read:team", "read:user")))
        .isEqualTo(GrantedPermissions.of("read:user", "read-write:domain", "read:team"));
    assertThat(permissions.without(List.of("read:user", "read:team")))
        .isEqualTo(GrantedPermissions.of("read-write:domain"));
    assertThat(permissions).isEqualTo(GrantedPermissions.of("read:user", "read-write:domain"));
  }

  @Test
  void removedReadPermissionTakesWritingAlong() {
    GrantedPermissions permissions = GrantedPermissions.of("read-write:domain");

    assertThat(permissions.without(List.of("read:domain"))).isEqualTo(NONE);
    assertThat(
            GrantedPermissions.of("read:domain", "read-write:domain")
                .without(List.of("read-write:domain")))
        .isEqualTo(GrantedPermissions.of("read:domain"));
  }

  @ParameterizedTest
  @EnumSource
  void missingPermissionsSuffice(Operation operation) {
    assertThat(GrantedPermissions.of(NONE.missingFor(operation)).mayCall(operation)).isTrue();
  }
}
