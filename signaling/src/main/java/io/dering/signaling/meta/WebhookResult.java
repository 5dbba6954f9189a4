package io.dering.signaling.meta;

import io.dering.signaling.switchboard.Fact;
import java.util.List;

/// What a webhook body turned out to be.
public sealed interface WebhookResult {
  /// Facts in the order of the body, and everything that is not a fact yet.
  record Read(List<Fact.FromMeta> facts, List<KeptRaw> kept) implements WebhookResult {
    public Read {
      facts = List.copyOf(facts);
      kept = List.copyOf(kept);
    }
  }

  /// Not a webhook: answer 400, no effect.
  record Refused(WebhookRefusal reason, long position) implements WebhookResult {}
}
