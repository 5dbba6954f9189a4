package io.dering.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoTest {
  /// RG-2: the demo's `Front desk` is an ordinary ring-all group.
  @Test
  void theDemoIsTheAccountOfTheReadMe() {
    GatewayConfig config = Demo.dev(Map.of());

    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.media().port()).isEqualTo(10_000);
    assertThat(config.media().allowLoopbackPeers()).isTrue();
    assertThat(config.sandbox().mediaPort()).isEqualTo(10_001);
    assertThat(config.data().dir()).isEqualTo("./data");
    assertThat(config.log().file()).isEqualTo("./data/dering.log");
    assertThat(config.meta())
        .isEqualTo(
            new GatewayConfig.Meta(
                "http://127.0.0.1:8080/sandbox/graph",
                List.of(Secret.of("dev-app-secret")),
                Secret.of("dev-verify-token"),
                Secret.of("dev-access-token"),
                "100000000000002",
                List.of("lookaside.fbsbx.com"),
                true));
    assertThat(config.sandboxMeta()).isTrue();
    GatewayConfig.Account account = config.accounts().getFirst();
    assertThat(account.id()).isEqualTo("demo");
    assertThat(account.channels())
        .containsExactly(
            new GatewayConfig.Channel(
                "100000000000001",
                "622150000001",
                "Dering Demo",
                30,
                0,
                true,
                "call_permission_caption:en:caption"));
    assertThat(account.agents())
        .extracting(agent -> agent.id() + " " + agent.role())
        .containsExactly("ayu AGENT", "budi AGENT", "citra AGENT", "dewi SUPERVISOR", "eka ADMIN");
    assertThat(account.ringGroups())
        .containsExactly(
            new GatewayConfig.RingGroup(
                "Front desk",
                "100000000000001",
                GatewayConfig.RingMode.RING_ALL,
                0,
                List.of("ayu", "budi", "citra")));
    assertThat(account.voiceBalance())
        .isEqualTo(new GatewayConfig.VoiceBalance(true, 1_000, 1_000, List.of("1500"), ""));
    assertThat(account.apiTokens())
        .containsExactly(new GatewayConfig.ApiToken("dev", Secret.of("dev-api-token"), List.of()));
  }

  @Test
  void anotherStandInForMetaSwitchesTheSandboxOff() {
    GatewayConfig config = Demo.dev(Map.of("DERING_META_GRAPH_URL", "http://127.0.0.1:9999/v26.0"));

    assertThat(config.sandboxMeta()).isFalse();
    assertThat(config.meta().graphUrl()).isEqualTo("http://127.0.0.1:9999/v26.0");
  }

  @Test
  void anotherPortMovesTheSandboxAlong() {
    GatewayConfig asked = Demo.dev(Map.of("DERING_HTTP_PORT", "0"));

    GatewayConfig bound = asked.withHttpPort(43_210);

    assertThat(bound.http().port()).isEqualTo(43_210);
    assertThat(bound.meta().graphUrl()).isEqualTo("http://127.0.0.1:43210/sandbox/graph");
    assertThat(bound.sandboxMeta()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.20", "8.8.8.8"})
  void devListensOnLoopbackOnly(String host) {
    assertThatThrownBy(() -> Demo.dev(Map.of("DERING_HTTP_HOST", host)))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("http.host (DERING_HTTP_HOST) must be a loopback address")
        .hasMessageContaining(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost"})
  void everySpellingOfLoopbackIsFine(String host) {
    assertThat(Demo.dev(Map.of("DERING_HTTP_HOST", host)).http().host()).isEqualTo(host);
  }
}
