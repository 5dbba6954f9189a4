package io.dering.gateway.webhook;

import java.util.List;

/// @param path of the callback, for example `/meta/webhook`
/// @param verifyToken that Meta repeats in its verification request
/// @param appSecrets one secret, or two during a rotation
public record WebhookSettings(String path, String verifyToken, List<String> appSecrets) {
  /// Where Meta is told to call.
  public static final String PATH = "/meta/webhook";

  public WebhookSettings {
    appSecrets = List.copyOf(appSecrets);
    if (verifyToken.isEmpty() || appSecrets.isEmpty() || appSecrets.contains("")) {
      throw new IllegalArgumentException("the webhook needs a verify token and an app secret");
    }
  }

  /// Redacted.
  @Override
  public String toString() {
    return "WebhookSettings[" + path + "]";
  }
}
