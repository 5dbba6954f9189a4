package io.dering.gateway.wiring;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.rest.AskTemplate;
import io.dering.signaling.id.ChannelId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The templates that ask for call permission, by channel (PM-1).
final class AskTemplates {
  private final Map<ChannelId, AskTemplate> templates = new HashMap<>();

  AskTemplates(GatewayConfig config) {
    for (GatewayConfig.Account account : config.accounts()) {
      for (GatewayConfig.Channel channel : account.channels()) {
        String[] parts = channel.permissionTemplate().split(":", -1);
        if (parts.length > 1) {
          templates.put(
              new ChannelId(channel.id()), new AskTemplate(parts[0], parts[1], parts.length > 2));
        }
      }
    }
  }

  /// Empty where the channel has none.
  Optional<AskTemplate> of(ChannelId channel) {
    return Optional.ofNullable(templates.get(channel));
  }
}
