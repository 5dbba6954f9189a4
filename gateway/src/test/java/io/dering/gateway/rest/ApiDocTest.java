package io.dering.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.event.EventType;
import io.dering.transport.http.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/api.md` lists every error code, and no other.
class ApiDocTest {
  @Test
  void theCatalogueOfErrorsIsTheCodes() throws Exception {
    List<String> listed =
        Files.readAllLines(Path.of("..", "docs", "api.md")).stream()
            .filter(line -> line.matches("\\| `[a-z_]+` \\| [0-9]{3} \\| .* \\|"))
            .toList();
    List<String> known =
        Stream.of(ProblemCode.values())
            .map(code -> "| `%s` | %d | %s |".formatted(code.code(), code.status(), code.title()))
            .toList();
    assertThat(listed).isEqualTo(known);
  }

  /// OUT-2: each refusal names its reason, and what helps.
  @Test
  void everyReasonWhyACallIsNotPlacedStandsThereInItsOrder() throws Exception {
    String section =
        Files.readString(Path.of("..", "docs", "api.md"))
            .split("## Calling a customer", 2)[1]
            .split("\n## ", 2)[0];
    List<String> reasons = Stream.of(DialRefusal.values()).map(DialRefusal::wire).toList();
    assertThat(
            section
                .lines()
                .filter(line -> line.matches("\\| `[a-z_]+` \\| .+ \\| .+ \\|"))
                .map(line -> line.split("`", -1)[1])
                .filter(word -> !word.equals("reason")))
        .isEqualTo(reasons);
    String contract = Files.readString(Path.of("..", "config", "openapi.yaml"));
    assertThat(contract.split("CallNotPlaced:\n", 2)[1])
        .containsSubsequence(reasons.stream().map(word -> "- " + word + "\n").toList());
  }

  @Test
  void everyTypeOfEventIsExplained() throws Exception {
    assertThat(
            Files.readAllLines(Path.of("..", "docs", "events.md")).stream()
                .filter(line -> line.matches("\\| `[a-z_]+\\.[a-z_]+` \\| .+ \\| .+ \\|"))
                .map(line -> line.split("`", -1)[1]))
        .containsExactlyInAnyOrder(
            Stream.of(EventType.values()).map(EventType::wire).toArray(String[]::new));
  }

  @Test
  void theListOfScopesIsTheScopes() throws Exception {
    List<String> listed =
        Files.readAllLines(Path.of("..", "docs", "api.md")).stream()
            .filter(line -> line.matches("\\| `[a-z]+:[a-z-]+` \\| .* \\|"))
            .toList();
    assertThat(listed)
        .isEqualTo(
            Stream.of(Scope.values())
                .map(scope -> "| `%s` | %s |".formatted(scope.word(), scope.opens()))
                .toList());
    String contract = Files.readString(Path.of("..", "config", "openapi.yaml"));
    for (Scope scope : Scope.values()) {
      assertThat(contract).contains("- " + scope.word() + "\n");
    }
  }
}
