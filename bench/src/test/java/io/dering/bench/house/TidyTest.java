package io.dering.bench.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a file may look like, and that documents keep their promises.
final class TidyTest {
  /// The pieces of work that have landed: their rules must each be cited by a test.
  private static final Set<String> DUE =
      Set.of("first", "routing", "rooms", "backend", "permission", "outbound");

  private static final int MAX_FILE_LINES = 500;

  private static final SourceTree TREE = new SourceTree();

  @Test
  void filesHaveOneReasonToExistAndFitInOneHead() {
    List<String> tooLong =
        TREE.named(".java").stream()
            .filter(f -> SourceTree.text(f).lines().count() > MAX_FILE_LINES)
            .map(f -> TREE.relative(f).toString())
            .toList();
    assertThat(tooLong).as("Java files over %d lines", MAX_FILE_LINES).isEmpty();
    List<String> tooLongPages =
        TREE.files(".ts", ".tsx").stream()
            .filter(f -> SourceTree.text(f).lines().count() > MAX_FILE_LINES)
            .map(f -> TREE.relative(f).toString())
            .toList();
    assertThat(tooLongPages).as("TypeScript files over %d lines", MAX_FILE_LINES).isEmpty();
  }

  @Test
  void methodsStayWithinAScreen() {
    assertThat(MethodSizes.offences(TREE)).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<String> silent = new TreeSet<>();
    for (Path file : TREE.mainJava()) {
      Path folder = file.getParent();
      if (folder != null && !Files.exists(folder.resolve("package-info.java"))) {
        silent.add(TREE.relative(folder).toString());
      }
    }
    assertThat(silent).as("packages without a package-info.java").isEmpty();
    for (Path info : TREE.named("package-info.java")) {
      assertThat(SourceTree.text(info))
          .as("%s begins with a doc comment", TREE.relative(info))
          .startsWith("///");
    }
  }

  @Test
  void nothingIsLeftUnfinishedWithoutAnIssue() {
    Pattern note = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
    List<String> notes = new ArrayList<>();
    for (Path file : TREE.files(".java", ".ts", ".tsx", ".sh", ".yaml", ".mjs")) {
      if (note.matcher(SourceTree.text(file)).find()) {
        notes.add(TREE.relative(file).toString());
      }
    }
    assertThat(notes).as("notes without an issue number").isEmpty();
  }

  @Test
  void testsNeverSleep() {
    Pattern sleep = Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|@Disabled");
    List<String> sleepers =
        TREE.testJava().stream()
            .filter(f -> !f.endsWith("TidyTest.java"))
            .filter(f -> sleep.matcher(SourceTree.text(f)).find())
            .map(f -> TREE.relative(f).toString())
            .toList();
    assertThat(sleepers).as("tests that sleep or are switched off").isEmpty();
  }

  @Test
  void documentsHaveOneTitleAndNoDeadLinks() {
    Pattern link = Pattern.compile("\\[[^\\]]*]\\(([^)#\\s]+)(#[^)]*)?\\)");
    List<String> dead = new ArrayList<>();
    for (Path document : TREE.named(".md")) {
      String prose = withoutCode(SourceTree.text(document));
      assertThat(prose.lines().filter(line -> line.startsWith("# ")).count())
          .as("titles of %s", TREE.relative(document))
          .isEqualTo(1);
      Matcher links = link.matcher(prose);
      while (links.find()) {
        String target = links.group(1);
        if (!target.contains("://")
            && !target.startsWith("mailto:")
            && !Files.exists(document.resolveSibling(target))) {
          dead.add(TREE.relative(document) + " -> " + target);
        }
      }
    }
    assertThat(dead).as("links to nothing").isEmpty();
  }

  @Test
  void everyRuleThatIsDueIsProvedByATest() {
    String cited =
        TREE.files(".java", ".ts", ".tsx").stream()
            .filter(f -> f.toString().contains("/src/test/") || f.toString().contains(".test."))
            .filter(f -> !f.endsWith("TidyTest.java"))
            .map(SourceTree::text)
            .collect(Collectors.joining("\n"));
    Matcher rows =
        Pattern.compile("(?m)^\\| ([A-Z]+-\\d+) \\| (\\w+) \\|")
            .matcher(SourceTree.text(TREE.at("docs/business-rules.md")));
    List<String> unproved = new ArrayList<>();
    List<String> later = new ArrayList<>();
    int rules = 0;
    while (rows.find()) {
      rules++;
      String id = rows.group(1);
      if (Pattern.compile("\\b" + id + "\\b(?!\\d)").matcher(cited).find()) {
        continue;
      }
      (DUE.contains(rows.group(2)) ? unproved : later).add(id);
    }
    assertThat(rules).as("rules in docs/business-rules.md").isGreaterThan(50);
    System.out.println("rules that no test cites yet, not due: " + String.join(" ", later));
    assertThat(unproved).as("rules due and cited by no test").isEmpty();
  }

  private static String withoutCode(String markdown) {
    return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }
}
