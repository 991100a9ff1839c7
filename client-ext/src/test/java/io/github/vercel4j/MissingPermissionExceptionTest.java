package io.github.vercel4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vercel4j.api.Operation;
import io.github.vercel4j.permissions.GrantedPermissions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class MissingPermissionExceptionTest {
  private static final GrantedPermissions HELD =
      GrantedPermissions.of("read:user", "read-write:project");

  private static MissingPermissionException exception() {
    return catchThrowableOfType(
        MissingPermissionException.class, () -> HELD.require(Operation.UPDATE_PROJECT_DOMAIN));
  }

  @Test
  void allowedCallThrowsNothing() {
    HELD.require(Operation.GET_PROJECTS);
    HELD.require(Operation.EXCHANGE_CODE);
  }

  @Test
  void messageNamesMissingAndGrantedPermissions() {
    assertThat(exception())
        .hasMessage(
            "updateProjectDomain (PATCH /v9/projects/{idOrName}/domains/{domain}) was not sent: it"
                + " needs read-write:project and read-write:domain; granted are [read:user,"
                + " read-write:project]. Add read-write:domain to the integration's scopes; every"
                + " account that installed it has to confirm.");
    assertThat(exception().operation()).isEqualTo(Operation.UPDATE_PROJECT_DOMAIN);
    assertThat(exception().missing()).containsExactly("read-write:domain");
    assertThat(exception().granted()).isEqualTo(HELD);
  }

  @Test
  void survivesSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      MissingPermissionException read = (MissingPermissionException) in.readObject();

      assertThat(read).hasMessage(exception().getMessage());
      assertThat(read.operation()).isEqualTo(Operation.UPDATE_PROJECT_DOMAIN);
      assertThat(read.missing()).containsExactly("read-write:domain");
      assertThat(read.granted()).isEqualTo(HELD);
    }
  }
}
