package io.dering.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Catalogue, records and `config/dering.yaml` say the same.
final class ReferenceTest {
  private static final Path FILE = Path.of("../config/dering.yaml");

  @Test
  void theFileIsTheCatalogueWrittenOut() throws IOException {
    assertThat(Files.readString(FILE))
        .as("write it again with `dering config reference > config/dering.yaml`")
        .isEqualTo(Reference.yaml());
  }

  @Test
  void theCatalogueNamesEachLeafOfTheRecordsAndNoOther() {
    List<String> leaves = new ArrayList<>();
    collect("", GatewayConfig.class, leaves);
    leaves.remove("mode");

    assertThat(leaves)
        .containsExactlyInAnyOrderElementsOf(Key.all().stream().map(Key::path).toList());
  }

  /// Without its example account the file changes nothing: what it shows are the defaults.
  @Test
  void theFileHoldsTheDefaults() {
    Map<String, String> secrets =
        Map.of(
            "DERING_DATA_DIR", "d",
            "DERING_META_APP_SECRET", "s",
            "DERING_META_VERIFY_TOKEN", "v",
            "DERING_META_ACCESS_TOKEN", "a",
            "DERING_META_WABA_ID", "1",
            "DERING_ACCOUNTS_0__API_TOKENS_0__TOKEN", "a-token-of-24-or-more-characters");
    GatewayConfig written = new ConfigReader(Mode.SERVE).file(FILE).environment(secrets).read();

    Map<String, String> bare = new HashMap<>(secrets);
    bare.put("DERING_ACCOUNTS_0__ID", "example");
    bare.put("DERING_ACCOUNTS_0__API_TOKENS_0__NAME", "crm");
    GatewayConfig unwritten = new ConfigReader(Mode.SERVE).environment(bare).read();

    assertThat(written).usingRecursiveComparison().ignoringFields("accounts").isEqualTo(unwritten);
    assertThat(written.accounts().getFirst().ringGroups().getFirst().members())
        .containsExactly("putri");
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void everyKeyHasASentenceAndIsInTheFileWithItsVariable(Key key) {
    assertThat(key.sentence()).endsWith(".").hasSizeGreaterThan(15);
    assertThat(Reference.yaml()).contains("# " + key.sentence(), key.variable() + "\n");
    assertThat(Variables.pattern(key).matcher(key.variable().substring("DERING_".length())))
        .matches();
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void theBoundsOfANumberAreWhatIsEnforced(Key key) {
    if (key.kind() != Kind.NUMBER) {
      return;
    }
    assertThat(key.check((int) key.min())).isEqualTo((int) key.min());
    assertThat(key.check((int) key.max())).isEqualTo((int) key.max());
    for (long outside : List.of(key.min() - 1, key.max() + 1)) {
      Map<String, String> environment = new HashMap<>();
      environment.put(key.variable(), Long.toString(outside));
      assertThatThrownBy(() -> Demo.dev(environment))
          .isInstanceOf(InvalidConfig.class)
          .hasMessageContaining(key.bounds());
    }
  }

  private static void collect(String path, Class<?> type, List<String> leaves) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      String child = path.isEmpty() ? name : path + "." + name;
      Type element = element(component);
      if (element instanceof Class<?> nested && nested.isRecord()) {
        collect(child + (component.getType() == List.class ? "[]" : ""), nested, leaves);
      } else {
        leaves.add(child);
      }
    }
  }

  private static Type element(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType list
        ? list.getActualTypeArguments()[0]
        : component.getType();
  }
}
