package io.dering.signaling.permission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a customer has granted, and since when.
///
/// @param since when it became so here, null while nobody has said anything
/// @param saidAt the customer's last answer by Meta's clock, in whole seconds, null without one: an
///   older one that comes late changes nothing
public record Held(
    Grant grant, GrantSource source, @Nullable Instant since, @Nullable Instant saidAt) {
  public static final Held NOTHING = new Held(new Grant.None(), GrantSource.NOBODY, null, null);

  /// Another grant from now on, though the customer did not say so.
  Held become(Grant other, GrantSource by, Instant now) {
    return new Held(other, by, now, saidAt);
  }

  /// What the customer answered.
  Held answered(Grant other, GrantSource by, Instant now, Instant said) {
    return new Held(other, by, now, said);
  }
}
