package io.dering.sandbox.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.webhooks.WebhookBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The number's settings, whoever changes them, and the webhooks about it. One owner.
public final class NumberDesk {
  private final CallSettings settings = new CallSettings();
  private final WebhookBodies bodies;
  private final WebhookSender sender;
  private final InstantSource clock;
  private @Nullable Refusal refusal;

  /// What Graph answers in place of carrying out a request.
  public record Refusal(int status, int code, String text) {}

  public NumberDesk(WebhookBodies bodies, WebhookSender sender, InstantSource clock) {
    this.bodies = bodies;
    this.sender = sender;
    this.clock = clock;
  }

  public CallSettings settings() {
    return settings;
  }

  /// What requests about settings are refused with; empty when they are not.
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  public void refuse(@Nullable Refusal next) {
    refusal = next;
  }

  /// Changes settings and tells the business, where Meta does.
  ///
  /// @return what is wrong with the wish; empty when it was carried out
  public Optional<String> change(JsonNode wish) {
    CallSettings.Change change = settings.change(wish);
    if (change.told()) {
      sender.account(
          "account_settings_update", bodies.settingsChanged(settings.told(), clock.instant()));
    }
    return change.fault();
  }

  /// Sends `account_update` (Meta reference 4.4).
  ///
  /// @param update without the number
  public void announce(ObjectNode update) {
    sender.account("account_update", bodies.accountUpdate(update, clock.instant()));
  }
}
