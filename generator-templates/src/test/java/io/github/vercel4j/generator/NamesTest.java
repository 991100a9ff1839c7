package io.github.vercel4j.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "name, name",
    "access_token, accessToken",
    "x-vercel-id, xVercelId",
    "URL, url",
    "sso_URL, ssoURL",
    "Content-Type, contentType",
    "class, class_",
    "toString, toString_",
    "3d, _3d",
    "$, dollarSign"
  })
  void memberNameIsCamelCase(String key, String member) {
    assertThat(new Names(Set.of("toString")).member(key)).isEqualTo(member);
  }

  @ParameterizedTest
  @CsvSource({
    "nextjs, NEXTJS",
    "github-custom-host, GITHUB_CUSTOM_HOST",
    "camelCase, CAMEL_CASE",
    "HTTPStatus, HTTP_STATUS",
    "22.x, V22_X",
    "iad1, IAD1",
    "2fa, V2FA",
    "v2, V2",
    "@, COMMERCIAL_AT",
    "'', EMPTY"
  })
  void constantNameIsUpperCase(String value, String constant) {
    assertThat(new Names().constant(value)).isEqualTo(constant);
  }

  @Test
  void takenNameGetsAnUnderscore() {
    Names names = new Names();

    assertThat(names.member("createdAt")).isEqualTo("createdAt");
    assertThat(names.member("created_at")).isEqualTo("createdAt_");
    assertThat(names.member("created-at")).isEqualTo("createdAt__");
  }
}
