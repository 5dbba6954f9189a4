package io.dering.gateway.events;

import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place to which events of an account go.
///
/// @param url where to; personal or secret parts may be in it, so it is in no log
/// @param secret `whsec_` and Base64, as Standard Webhooks writes it
/// @param types words of the events wanted, empty for all
/// @param previous the secret before this one, while it signs too; null when there was none
/// @param plannedTo events up to this place have become deliveries, or are not wanted
public record WebhookEndpoint(
    String id,
    AccountId account,
    String url,
    String secret,
    WebhookEndpoint.@Nullable Previous previous,
    Set<String> types,
    boolean enabled,
    Instant createdAt,
    long plannedTo) {
  public WebhookEndpoint {
    types = Set.copyOf(types);
  }

  /// A secret that was replaced, and until when it signs beside the new one.
  public record Previous(String secret, Instant until) {
    /// Redacted: whoever has it signs as we do.
    @Override
    public String toString() {
      return "Previous[" + until + "]";
    }
  }

  /// An endpoint whose secret was never replaced.
  public WebhookEndpoint(
      String id,
      AccountId account,
      String url,
      String secret,
      Set<String> types,
      boolean enabled,
      Instant createdAt,
      long plannedTo) {
    this(id, account, url, secret, null, types, enabled, createdAt, plannedTo);
  }

  /// What is sent now is signed with these, the newest first.
  public List<String> secrets(Instant now) {
    return previous == null || !now.isBefore(previous.until())
        ? List.of(secret)
        : List.of(secret, previous.secret());
  }

  public boolean wants(StoredEvent event) {
    return types.isEmpty() || types.contains(event.type());
  }

  @Override
  public String toString() {
    return id;
  }
}
