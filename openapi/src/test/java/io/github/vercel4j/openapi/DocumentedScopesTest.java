package io.github.vercel4j.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentedScopesTest {
  @Test
  void scopeTablesGiveTheAlternativesOfEachCall() throws IOException {
    DocumentedScopes documented =
        DocumentedScopes.of(
            (ObjectNode)
                new ObjectMapper()
                    .readTree(
                        """
                        {"scopes": [
                          {"scope": "tree",
                           "read": [{"method": "GET", "path": "/v1/apples"}],
                           "readWrite": [{"method": "GET", "path": "/v1/apples"},
                                         {"method": "POST", "path": "/v1/apples"},
                                         {"method": "PATCH", "path": "/v1/apples/{id}"}]},
                          {"scope": "basket",
                           "read": [],
                           "readWrite": [{"method": "GET", "path": "/v1/apples"}]}],
                         "together": [
                          {"method": "PATCH", "path": "/v1/apples/{id}", "scopes": ["tree", "basket"]}]}
                        """));

    assertThat(documented.scopes()).containsExactly("tree", "basket");
    assertThat(documented.alternatives())
        .isEqualTo(
            Map.of(
                "GET /v1/apples", Set.of(Set.of("read:tree"), Set.of("read-write:basket")),
                "POST /v1/apples", Set.of(Set.of("read-write:tree")),
                "PATCH /v1/apples/{id}", Set.of(Set.of("read-write:tree", "read-write:basket"))));
  }
}
