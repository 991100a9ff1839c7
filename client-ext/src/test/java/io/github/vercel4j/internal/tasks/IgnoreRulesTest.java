package io.github.vercel4j.internal.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "a.txt, a.txt, true",
    "a.txt, b/c/a.txt, true",
    "a.txt, a.txt.bak, false",
    "a.txt, aXtxt, false",
    "A.TXT, a.txt, true",
    "/a.txt, a.txt, true",
    "/a.txt, b/a.txt, false",
    "./a.txt, a.txt, true",
    "./a.txt, b/a.txt, false",
    "b/a.txt, b/a.txt, true",
    "b/a.txt, c/b/a.txt, false",
    "*.log, a.log, true",
    "*.log, b/.log, true",
    "b/*.log, b/a.log, true",
    "b/*.log, b/c/a.log, false",
    "*, b/a, true",
    "?.txt, a.txt, true",
    "?.txt, ab.txt, false",
    "a?b, a/b, false",
    "**/a, a, true",
    "**/a, b/c/a, true",
    "b/**/a, b/a, true",
    "b/**/a, b/c/d/a, true",
    "b/**/a, c/b/a, false",
    "b/**, b/c/a, true",
    "b/**, b, false",
    "**, b/a, true",
    "a**b, a1b, true",
    "a**/b, a1/b, true",
    "[ab].txt, b.txt, true",
    "[ab].txt, c.txt, false",
    "[!ab].txt, c.txt, true",
    "[^ab].txt, a.txt, false",
    "a[!b]c, a/c, false",
    "[0-9].txt, 7.txt, true",
    "[0-9].txt, -.txt, false",
    "[a-].txt, -.txt, true",
    "[]a].txt, ].txt, true",
    "[\\]].txt, ].txt, true",
    "[\\\\].txt, \\.txt, true",
    "[&&[^x]].txt, &].txt, true",
    "[z-a].txt, m.txt, false",
    "[!z-a].txt, m.txt, true",
    "[!]a].txt, ].txt, false",
    "[!]a].txt, b.txt, true",
    "[\\a-c].txt, b.txt, true",
    "[a-\\c].txt, b.txt, true",
    "[x\\-z].txt, y.txt, false",
    "[x\\-z].txt, -.txt, true",
    "[a.txt, [a.txt, true",
    "a[, a[, true",
    "[!, [!, true",
    "\\#a, #a, true",
    "\\!a, !a, true",
    "\\*, a, false",
    "\\*, *, true",
    "a\\, a\\, true",
    "(a|b)+$, (a|b)+$, true",
    "é.txt, É.txt, true"
  })
  void patternMatchesLikeGitignore(String pattern, String path, boolean ignored) {
    assertThat(new IgnoreRules(List.of(pattern)).ignores(path, false)).isEqualTo(ignored);
  }

  @Test
  void trailingSlashMeansDirectoriesOnly() {
    IgnoreRules rules = new IgnoreRules(List.of("build/"));

    assertThat(rules.ignores("a/build", true)).isTrue();
    assertThat(rules.ignores("a/build", false)).isFalse();
  }

  @Test
  void lastRuleThatMatchesCounts() {
    IgnoreRules rules = new IgnoreRules(List.of("*.log", "!keep.log", "/old/keep.log"));

    assertThat(rules.ignores("a.log", false)).isTrue();
    assertThat(rules.ignores("keep.log", false)).isFalse();
    assertThat(rules.ignores("old/keep.log", false)).isTrue();
  }

  @Test
  void commentsAndEmptyLinesMatchNothing() {
    IgnoreRules rules = new IgnoreRules(List.of("# a", "", "   ", "/", "!", "!/"));

    assertThat(rules.ignores("# a", false)).isFalse();
    assertThat(rules.ignores("a", true)).isFalse();
  }

  @Test
  void trailingSpacesCountOnlyAfterABackslash() {
    IgnoreRules rules = new IgnoreRules(List.of("a.txt  \t", "b.txt\\ "));

    assertThat(rules.ignores("a.txt", false)).isTrue();
    assertThat(rules.ignores("b.txt ", false)).isTrue();
    assertThat(rules.ignores("b.txt", false)).isFalse();
  }
}
