package io.dering.gateway.webhook;

import io.dering.signaling.meta.WebhookResult;
import java.util.concurrent.CompletionStage;

/// Keeps webhooks and acts on them.
@FunctionalInterface
public interface WebhookIntake {
  /// Takes a webhook whose signature was right. Returns at once; may be called from an event loop.
  ///
  /// @param body the bytes as received; the intake owns them from here on
  /// @param read the facts in them and what else is to be kept
  /// @return completes when the webhook is durable, so that Meta may forget it, with whether all of
  ///   it is about numbers that somebody here has; fails when it is not, and then Meta sends it
  ///   again
  CompletionStage<Boolean> take(byte[] body, WebhookResult.Read read);
}
