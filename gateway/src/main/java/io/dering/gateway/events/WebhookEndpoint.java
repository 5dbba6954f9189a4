package io.dering.gateway.events;

import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.util.Set;

/// A place to which events of an account go.
///
/// @param url where to; personal or secret parts may be in it, so it is in no log
/// @param secret `whsec_` and Base64, as Standard Webhooks writes it
/// @param types words of the events wanted, empty for all
/// @param plannedTo events up to this place have become deliveries, or are not wanted
public record WebhookEndpoint(
    String id,
    AccountId account,
    String url,
    String secret,
    Set<String> types,
    boolean enabled,
    Instant createdAt,
    long plannedTo) {
  public WebhookEndpoint {
    types = Set.copyOf(types);
  }

  public boolean wants(StoredEvent event) {
    return types.isEmpty() || types.contains(event.type());
  }

  @Override
  public String toString() {
    return id;
  }
}
