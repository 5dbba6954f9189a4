package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.Demo;
import io.dering.gateway.config.GatewayConfig;
import io.dering.sandbox.calls.Business;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The sandbox must not read the gateway's configuration, so the demo stands in both.
final class DemoBusinessTest {
  @Test
  void thePhoneCallsTheBusinessThatTheDeskAnswersForByTheSameName() {
    GatewayConfig config = Demo.dev(Map.of());
    GatewayConfig.Channel channel = config.accounts().getFirst().channels().getFirst();
    assertThat(Business.DEMO.phoneNumberId()).isEqualTo(channel.id());
    assertThat(Business.DEMO.number()).isEqualTo(channel.number());
    assertThat(Business.DEMO.name()).isEqualTo(channel.name());
    assertThat(Business.DEMO.wabaId()).isEqualTo(config.meta().wabaId());
  }
}
