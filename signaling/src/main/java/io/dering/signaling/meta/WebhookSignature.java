package io.dering.signaling.meta;

import java.util.List;

/// `X-Hub-Signature-256` (Meta reference 6.2).
public final class WebhookSignature {
  /// `appSecrets` holds one secret, or two during a rotation.
  public WebhookSignature(List<String> appSecrets) {}

  /// Whether `header` signs exactly these bytes with one of the secrets.
  public boolean verifies(byte[] body, String header) {
    return false;
  }
}
