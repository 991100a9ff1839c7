package io.github.vercel4j.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The BOM manages what we publish; {@link PlainConsumerIT} imports it. */
class BomTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void bomHasNoParent() throws Exception {
    assertThat(children(pom(ROOT.resolve("bom")), "parent")).isEmpty();
  }

  @Test
  void bomHasTheVersionOfTheProject() throws Exception {
    Element bom = pom(ROOT.resolve("bom"));
    String version = text(pom(ROOT), "version");

    assertThat(text(bom, "version")).isEqualTo(version);
    assertThat(managed(bom))
        .allSatisfy(
            each -> {
              assertThat(text(each, "groupId")).isEqualTo("io.github.vercel4j");
              assertThat(text(each, "version")).isEqualTo(version);
            });
  }

  @Test
  void bomManagesExactlyThePublishedArtifacts() throws Exception {
    assertThat(managed(pom(ROOT.resolve("bom"))))
        .extracting(each -> text(each, "artifactId"))
        .containsExactlyElementsOf(published());
  }

  /** The modules with a jar, without those that the POMs keep from being published. */
  private static SortedSet<String> published() throws Exception {
    Element root = pom(ROOT);
    SortedSet<String> artifacts = new TreeSet<>();
    for (Element module : children(only(root, "modules"), "module")) {
      Element pom = pom(ROOT.resolve(module.getTextContent()));
      boolean skipped =
          children(pom, "properties").stream()
              .anyMatch(properties -> "true".equals(text(properties, "maven.deploy.skip")));
      if (!skipped && !"pom".equals(text(pom, "packaging"))) {
        artifacts.add(Objects.requireNonNull(text(pom, "artifactId")));
      }
    }
    var excluded = root.getElementsByTagName("excludeArtifacts");
    assertThat(excluded.getLength()).isOne();
    assertThat(artifacts.removeAll(List.of(excluded.item(0).getTextContent().split(",")))).isTrue();
    return artifacts;
  }

  private static List<Element> managed(Element pom) {
    return children(only(only(pom, "dependencyManagement"), "dependencies"), "dependency");
  }

  private static Element pom(Path folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile())
        .getDocumentElement();
  }

  private static @Nullable String text(Element parent, String name) {
    return children(parent, name).stream()
        .map(each -> each.getTextContent().strip())
        .findFirst()
        .orElse(null);
  }

  private static Element only(Element parent, String name) {
    List<Element> found = children(parent, name);
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}
