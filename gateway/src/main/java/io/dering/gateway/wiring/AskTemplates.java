package io.dering.gateway.wiring;

import io.dering.gateway.config.GatewayConfig;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.permission.AskMessage.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates that ask for call permission, by channel (PM-1).
final class AskTemplates {
  private final Map<ChannelId, Template> templates = new HashMap<>();

  AskTemplates(GatewayConfig config) {
    for (GatewayConfig.Account account : config.accounts()) {
      for (GatewayConfig.Channel channel : account.channels()) {
        String written = channel.permissionTemplate();
        int colon = written.indexOf(':');
        if (colon > 0) {
          templates.put(
              new ChannelId(channel.id()),
              new Template(written.substring(0, colon), written.substring(colon + 1), List.of()));
        }
      }
    }
  }

  /// Without parameters; empty where the channel has none.
  Optional<Template> of(ChannelId channel) {
    return Optional.ofNullable(templates.get(channel));
  }
}
