package io.dering.signaling.meta;

/// Why a body is no webhook.
public enum WebhookRefusal {
  TOO_LONG,
  MALFORMED_JSON,
  TOO_DEEP,
  NOT_A_WEBHOOK
}
