package io.dering.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.money.LedgerTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
  private static final String PRODUCTION =
      """
      data:
        dir: /var/lib/dering
      media:
        address: [203.0.113.7]
      meta:
        app-secret: [first-of-two, second-of-two]
        verify-token: verify
        access-token: access
        waba-id: "300000000000001"
      accounts:
        - id: toko
          name: Toko Maju
          channels:
            - id: "300000000000002"
              number: "622150001234"
              name: Toko
              ringing-window-s: 45
          agents:
            - id: ani
            - id: bima
              name: Bima
              role: supervisor
          ring-groups:
            - name: Kasir
              channel: "300000000000002"
              members: [ani, bima]
          api-tokens:
            - name: crm
              token: a-token-of-more-than-24-characters
      """;

  @TempDir Path folder;

  @Test
  void everyBranchOfAProductionFileArrivesInTheRecords() {
    GatewayConfig config = serve(PRODUCTION, Map.of());

    assertThat(config.mode()).isEqualTo(Mode.SERVE);
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.media().port()).isEqualTo(10_000);
    assertThat(config.media().address()).containsExactly("203.0.113.7");
    assertThat(config.media().allowLoopbackPeers()).isFalse();
    assertThat(config.data().dir()).isEqualTo("/var/lib/dering");
    assertThat(config.meta().graphUrl()).isEqualTo("https://graph.facebook.com/v26.0");
    assertThat(config.meta().appSecret())
        .extracting(Secret::reveal)
        .containsExactly("first-of-two", "second-of-two");
    assertThat(config.sandboxMeta()).isFalse();
    GatewayConfig.Account account = config.accounts().getFirst();
    assertThat(account.channels().getFirst().ringingWindowS()).isEqualTo(45);
    assertThat(account.agents())
        .containsExactly(
            new GatewayConfig.Agent("ani", "ani", GatewayConfig.Role.AGENT),
            new GatewayConfig.Agent("bima", "Bima", GatewayConfig.Role.SUPERVISOR));
    assertThat(account.ringGroups().getFirst().members()).containsExactly("ani", "bima");
    assertThat(account.apiTokens().getFirst().token().matches("a-token-of-more-than-24-characters"))
        .isTrue();
    assertThat(config.log().file()).isEmpty();
  }

  /// BAL-2: Rp 50,000 each unless it says otherwise.
  @Test
  void aVoiceBalanceThatIsNotMentionedIsOnWithFiftyThousandToBeginWith() {
    GatewayConfig.VoiceBalance balance =
        serve(PRODUCTION, Map.of()).accounts().getFirst().voiceBalance();

    assertThat(balance.enabled()).isTrue();
    assertThat(balance.terms())
        .isEqualTo(new LedgerTerms(50_000, 50_000, List.of(100_000L, 50_000L)));
    assertThat(balance.rateCard()).isEmpty();
  }

  /// BAL-8.
  @Test
  void thresholdsOfTheVoiceBalanceAreWholeAmounts() {
    String key = "DERING_ACCOUNTS_0__VOICE_BALANCE_THRESHOLDS";

    assertThat(
            serve(PRODUCTION, Map.of(key, "20000,5000"))
                .accounts()
                .getFirst()
                .voiceBalance()
                .terms()
                .thresholdsMinor())
        .containsExactly(20_000L, 5_000L);
    for (String wrong : List.of("0", "-1", "1.5", "ten")) {
      assertThatThrownBy(() -> serve(PRODUCTION, Map.of(key, wrong)))
          .isInstanceOf(InvalidConfig.class)
          .hasMessageContaining("accounts[].voice-balance.thresholds");
    }
  }

  @Test
  void theEnvironmentWinsOverTheFileElementsOfListsIncluded() {
    GatewayConfig config =
        serve(
            PRODUCTION,
            Map.of(
                "DERING_HTTP_PORT", "9090",
                "DERING_META_APP_SECRET", "only-one",
                "DERING_MEDIA_ADDRESS", "198.51.100.1,198.51.100.2",
                "DERING_ACCOUNTS_0__AGENTS_0__NAME", "Ani R.",
                "DERING_ACCOUNTS_0__AGENTS_2__ID", "cici",
                "HOME", "/root"));

    assertThat(config.http().port()).isEqualTo(9090);
    assertThat(config.meta().appSecret()).extracting(Secret::reveal).containsExactly("only-one");
    assertThat(config.media().address()).containsExactly("198.51.100.1", "198.51.100.2");
    assertThat(config.accounts().getFirst().agents())
        .extracting(GatewayConfig.Agent::name)
        .containsExactly("Ani R.", "Bima", "cici");
  }

  @Test
  void aSecretMayComeFromAFileWhoseLineEndIsNotPartOfIt() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "s3cret$with{signs},and commas\n");
    GatewayConfig config =
        serve(PRODUCTION, Map.of("DERING_META_ACCESS_TOKEN_FILE", file.toString()));

    assertThat(config.meta().accessToken().reveal()).isEqualTo("s3cret$with{signs},and commas");
  }

  @Test
  void aSecretThatIsSetTwiceOrWhoseFileIsMissingStopsTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "x");
    assertThatThrownBy(() ->
            serve(
                PRODUCTION,
                Map.of(
                    "DERING_META_VERIFY_TOKEN",
                    "x",
                    "DERING_META_VERIFY_TOKEN_FILE",
                    file.toString())))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("DERING_META_VERIFY_TOKEN_FILE are both set");
    assertThatThrownBy(
            () -> serve(PRODUCTION, Map.of("DERING_META_VERIFY_TOKEN_FILE", folder + "/nothing")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("which is not there");
  }

  @ParameterizedTest
  @CsvSource({
    "'http: {prt: 1}', http.prt, http.port",
    "'http: {prt: }', http.prt, http.port",
    "'media: {adress: [1.2.3.4]}', media.adress[0], media.address",
    "'accounts: [{id: a, agents: [{nam: x}]}]', accounts[0].agents[0].nam,"
        + " accounts[].agents[].name",
    "'meta: {app-secrets: x}', meta.app-secrets, meta.app-secret",
  })
  void anUnknownKeyIsNamedWithTheOneThatWasMeant(String yaml, String key, String meant) {
    assertThatThrownBy(() -> serve(yaml, Map.of()))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("Unknown key " + key + " in ")
        .hasMessageContaining("did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DERING_HTTP_PROT",
        "DERING_META_WABAID",
        "DERING_HTTP_PORT_FILE",
        "DERING_",
        "DERING_ACCOUNTS_0__AGENTS_0__PASSWORD"
      })
  void aVariableThatMapsToNoKeyIsNamed(String variable) {
    assertThatThrownBy(() -> serve(PRODUCTION, Map.of(variable, "1")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("environment variable " + variable + " belongs to no key");
  }

  @Test
  void everyFixedVariableReachesItsValue() {
    Map<String, String> environment = new HashMap<>();
    environment.put("DERING_HTTP_HOST", "::1");
    environment.put("DERING_HTTP_PORT", "18080");
    environment.put("DERING_MEDIA_PORT", "11000");
    environment.put("DERING_SANDBOX_MEDIA_PORT", "11001");
    environment.put("DERING_MEDIA_ADDRESS", "192.0.2.4");
    environment.put("DERING_MEDIA_ALLOW_LOOPBACK_PEERS", "true");
    environment.put("DERING_MEDIA_MAX_HANDSHAKES", "7");
    environment.put("DERING_MEDIA_REAL_TIME", "false");
    environment.put("DERING_DATA_DIR", "/tmp/elsewhere");
    environment.put("DERING_DATABASE_URL", "");
    environment.put("DERING_META_GRAPH_URL", "https://meta.example/v99.0/");
    environment.put("DERING_META_APP_SECRET", "s");
    environment.put("DERING_META_VERIFY_TOKEN", "v");
    environment.put("DERING_META_ACCESS_TOKEN", "a");
    environment.put("DERING_META_WABA_ID", "77");

    GatewayConfig config = serve(PRODUCTION, environment);

    assertThat(config.http().host()).isEqualTo("::1");
    assertThat(config.http().port()).isEqualTo(18080);
    assertThat(config.media())
        .isEqualTo(new GatewayConfig.Media(11000, List.of("192.0.2.4"), true, false, 7, false));
    assertThat(config.sandbox().mediaPort()).isEqualTo(11001);
    assertThat(config.data().dir()).isEqualTo("/tmp/elsewhere");
    assertThat(config.meta())
        .isEqualTo(
            new GatewayConfig.Meta(
                "https://meta.example/v99.0",
                List.of(Secret.of("s")),
                Secret.of("v"),
                Secret.of("a"),
                "77",
                List.of("lookaside.fbsbx.com"),
                true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:hunter2@db/dering",
        "jdbc:postgresql://u:hunter2@db/dering",
        "jdbc:postgresql://db?user=u&password=hunter2",
        "jdbc:mysql://db/dering?user=u&password=hunter2",
        "jdbc:postgresql://db/dering?user=u&password=hunter2 and more",
      })
  void aDatabaseThatIsNoneIsRefusedWithOneSentenceAndWithoutItsPassword(String url) {
    assertThatThrownBy(() -> serve(PRODUCTION, Map.of("DERING_DATABASE_URL", url)))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("database.url must be empty, or jdbc:postgresql://HOST")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example:5433/dering?user=u&password=hunter2&sslmode=verify-full",
        "jdbc:postgresql://one,two/dering",
        "jdbc:postgresql://[2001:db8::1]:5432/dering",
      })
  void aPostgresqlDatabaseIsTakenAndNotShown(String url) {
    GatewayConfig config = serve(PRODUCTION, Map.of("DERING_DATABASE_URL", url));
    assertThat(config.database().url().reveal()).isEqualTo(url);
    assertThat(config.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DERING_HTTP_HOST|0.0.0.0|needs http.tls.certificate-file",
        "DERING_HTTP_HOST|gateway.example|http.host must be",
        "DERING_HTTP_PORT|70000|http.port must be 0 to 65535, not 70000",
        "DERING_HTTP_PORT|http|http.port must be 0 to 65535, not `http`",
        "DERING_MEDIA_ALLOW_LOOPBACK_PEERS|yes|must be true or false",
        "DERING_MEDIA_ADDRESS|0.0.0.0|media.address must be",
        "DERING_META_GRAPH_URL|http://graph.example|meta.graph-url must be",
        "DERING_META_GRAPH_URL|ftp://x|meta.graph-url must be",
        "DERING_META_APP_SECRET|dev-app-secret|is an example that everyone knows",
        "DERING_META_VERIFY_TOKEN|dev-verify-token|is an example that everyone knows",
        "DERING_META_ACCESS_TOKEN|dev-access-token|is an example that everyone knows",
        "DERING_ACCOUNTS_0__API_TOKENS_0__TOKEN|dev-api-token|is an example that everyone knows",
        "DERING_ACCOUNTS_0__API_TOKENS_0__TOKEN|short|at least 24 characters",
        "DERING_META_APP_SECRET|a,b,c|has 3 values",
        "DERING_HTTP_TRUSTED_PROXIES|10.0.0.0/33|http.trusted-proxies must be",
        "DERING_HTTP_ALLOWED_ORIGINS|https://x.example/path|http.allowed-origins must be",
        "DERING_HTTP_TLS_KEY_FILE|/key.pem|must be set together",
        "DERING_POLICY_RINGING_WINDOW_S|29|policy.ringing-window-s must be 30 to 60 s, not 29",
        "DERING_ACCOUNTS_0__RING_GROUPS_0__MEMBERS|ani,eve|which is not in this account",
        "DERING_ACCOUNTS_0__RING_GROUPS_0__MODE|hunting|must be ring-all or round-robin",
        "DERING_ACCOUNTS_0__AGENTS_1__ID|ani|is there twice",
        "DERING_ACCOUNTS_0__CHANNELS_0__NUMBER|+62 215|must be 6 to 15 digits",
      })
  void aValueOutOfBoundsIsNamedWithItsBounds(String variable, String value, String sentence) {
    assertThatThrownBy(() -> serve(PRODUCTION, Map.of(variable, value)))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(sentence);
  }

  /// RG-6: an agent rings in one group, which is named when a second one wants him too.
  @Test
  void anAgentInASecondRingGroupIsRefusedByName() {
    assertThatThrownBy(() -> serve(PRODUCTION, secondGroup("round-robin", "bima")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage(
            "accounts[].ring-groups[].members names `bima` twice;"
                + " an agent belongs to at most one ring group (RG-6).");
    assertThatThrownBy(() -> serve(PRODUCTION, secondGroup("round-robin", "nobody")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage(
            "accounts[].ring-groups[].members names `nobody`, which is not in this account.");
  }

  /// RG-5: one group of each mode for a channel.
  @Test
  void aChannelTakesARoundRobinGroupBesideItsRingAllGroupButNoSecondOfOneMode() {
    Map<String, String> second = secondGroup("round-robin", "cici");
    GatewayConfig.Account account = serve(PRODUCTION, second).accounts().getFirst();
    assertThat(account.ringGroups())
        .extracting(GatewayConfig.RingGroup::mode)
        .containsExactly(GatewayConfig.RingMode.RING_ALL, GatewayConfig.RingMode.ROUND_ROBIN);
    assertThatThrownBy(() -> serve(PRODUCTION, secondGroup("ring-all", "cici")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage(
            "accounts[].ring-groups[].mode `ring-all` of channel `300000000000002` is there twice.");
  }

  /// RG-7 and what goes beyond IN-3 is off unless it is asked for, and asked for by name.
  @Test
  void huntingOverflowAndADefaultGroupAreOffByDefault() {
    GatewayConfig.Account plain = serve(PRODUCTION, Map.of()).accounts().getFirst();
    assertThat(plain.defaultRingGroup()).isEmpty();
    assertThat(plain.ringGroups().getFirst().huntingS()).isZero();
    assertThat(plain.channels().getFirst().overflowAfterS()).isZero();

    String account = "DERING_ACCOUNTS_0__";
    GatewayConfig.Account asked =
        serve(
                PRODUCTION,
                Map.of(
                    account + "DEFAULT_RING_GROUP", "Kasir",
                    account + "RING_GROUPS_0__HUNTING_S", "8",
                    account + "CHANNELS_0__OVERFLOW_AFTER_S", "10"))
            .accounts()
            .getFirst();
    assertThat(asked.defaultRingGroup()).isEqualTo("Kasir");
    assertThat(asked.ringGroups().getFirst().huntingS()).isEqualTo(8);
    assertThat(asked.channels().getFirst().overflowAfterS()).isEqualTo(10);
    assertThatThrownBy(() -> serve(PRODUCTION, Map.of(account + "DEFAULT_RING_GROUP", "Gudang")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessage("accounts[].default-ring-group names `Gudang`, which is not in this account.");
  }

  private static Map<String, String> secondGroup(String mode, String members) {
    String group = "DERING_ACCOUNTS_0__RING_GROUPS_1__";
    Map<String, String> variables = new HashMap<>();
    variables.put("DERING_ACCOUNTS_0__AGENTS_2__ID", "cici");
    variables.put(group + "NAME", "Second");
    variables.put(group + "CHANNEL", "300000000000002");
    variables.put(group + "MODE", mode);
    variables.put(group + "MEMBERS", members);
    return variables;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.dir",
        "meta.app-secret",
        "meta.verify-token",
        "meta.access-token",
        "meta.waba-id"
      })
  void whatServeNeedsAndDoesNotGetIsNamedWithItsVariable(String path) {
    Key key = Key.all().stream().filter(k -> k.path().equals(path)).findFirst().orElseThrow();
    String leaf = path.substring(path.indexOf('.') + 1);
    String without = PRODUCTION.replaceAll("(?m)^  " + leaf + ":.*\\R", "  " + leaf + ":\n");

    assertThatThrownBy(() -> serve(without, Map.of()))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(path + " is required by serve")
        .hasMessageContaining(key.variable());
  }

  @Test
  void aHostReachableFromOutsideIsAllowedWithTlsOrATrustedProxy() {
    assertThat(
            serve(
                    PRODUCTION,
                    Map.of(
                        "DERING_HTTP_HOST", "0.0.0.0", "DERING_HTTP_TRUSTED_PROXIES", "10.0.0.0/8"))
                .http()
                .host())
        .isEqualTo("0.0.0.0");
    assertThat(
            serve(
                    PRODUCTION,
                    Map.of(
                        "DERING_HTTP_HOST", "0.0.0.0",
                        "DERING_HTTP_TLS_CERTIFICATE_FILE", "c.pem",
                        "DERING_HTTP_TLS_KEY_FILE", "k.pem"))
                .http()
                .tls()
                .on())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: [|cannot be read as YAML: line",
        "just text|must be a YAML map",
        "http: {port: 1, port: 2}|duplicate key",
        "'http: 8080'|Unknown key http in",
        "'accounts: 7'|accounts in",
        "'accounts: 7'|must be a list.",
        "'accounts: [{agents: ayu}]'|accounts[0].agents in",
      })
  void aFileThatIsNoConfigurationIsRefusedWithTheLine(String yaml, String sentence) {
    assertThatThrownBy(() -> serve(yaml, Map.of()))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(sentence);
  }

  /// Names stand beside other words on every page.
  @Test
  void aNameThatTurnsATextAroundIsRefused() {
    String turned = PRODUCTION.replace("name: Bima", "name: \"\\u202eBima\"");
    assertThat(turned).isNotEqualTo(PRODUCTION);
    assertThatThrownBy(() -> serve(turned, Map.of()))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("agents[].name must be");
  }

  @Test
  void aFileThatIsNotThereIsNamedWithTheCure() {
    assertThatThrownBy(() -> new ConfigReader(Mode.SERVE).file(folder.resolve("none.yaml")).read())
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("none.yaml is not there")
        .hasMessageContaining("dering config reference");
  }

  @Test
  void noSecretIsInTheDescriptionNorInTheRecordsText() {
    ConfigReader reader =
        new ConfigReader(Mode.SERVE)
            .file(file(PRODUCTION))
            .environment(Map.of("DERING_HTTP_PORT", "99"));
    String all = String.join("\n", reader.describe()) + reader.read();

    assertThat(all)
        .contains("http.port: 99  # environment", "meta.app-secret: set  # ")
        .contains("database.url: unset  # default", "media.port: 10000  # default")
        .contains("accounts[0].agents[1].id: bima")
        .doesNotContain("first-of-two", "second-of-two", "a-token-of-more-than");
  }

  private GatewayConfig serve(String yaml, Map<String, String> environment) {
    return new ConfigReader(Mode.SERVE).file(file(yaml)).environment(environment).read();
  }

  private Path file(String yaml) {
    try {
      return Files.writeString(folder.resolve("dering.yaml"), yaml);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
