package io.dering.signaling.call;

import org.jspecify.annotations.Nullable;

/// What a call button (`cta_payload`, up to 512 characters) or a link (`deeplink_payload`) carried.
public record Payloads(@Nullable String button, @Nullable String link) {
  public static final Payloads NONE = new Payloads(null, null);
}
