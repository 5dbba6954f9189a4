package io.dering.signaling.meta;

import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.json.Json;
import io.dering.signaling.standing.StandingChange;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads webhooks about a number as such: its settings and its standing (Meta reference 4.3, 4.4).
final class AccountElements {
  private static final int MAX_CHANGES = 32;

  private AccountElements() {}

  /// Other restrictions of the same event concern messages.
  static boolean isAboutCalling(String type) {
    return type.contains("CALLING") || type.contains("CALLS");
  }

  static Optional<Fact.FromMeta> settings(Json.Obj value) {
    return value
        .object("phone_number_settings")
        .flatMap(settings -> settings.scalar("phone_number_id"))
        .filter(id -> !id.isEmpty() && id.length() <= 128)
        .map(id -> new Fact.SettingsReported(new ChannelId(id)));
  }

  static Optional<Fact.FromMeta> update(Json.Obj entry, Json.Obj value) {
    Optional<PhoneNumber> number =
        value
            .scalar("phone_number")
            .map(text -> text.replaceAll("[^0-9]", ""))
            .filter(digits -> !digits.isEmpty() && digits.length() <= 32)
            .map(PhoneNumber::new);
    List<StandingChange> changes =
        switch (value.text("event").orElse("")) {
          case "ACCOUNT_VIOLATION" -> violation(value);
          case "ACCOUNT_RESTRICTION" -> restrictions(value);
          default -> List.of();
        };
    return changes.isEmpty()
        ? Optional.empty()
        : number.map(digits ->
            new Fact.CallingReported(
                digits, changes, SettingsReader.seconds(entry, "time").orElse(Instant.EPOCH)));
  }

  private static List<StandingChange> violation(Json.Obj value) {
    List<StandingChange> changes = new ArrayList<>();
    value
        .object("violation_info")
        .ifPresent(violation ->
            SettingsReader.word(violation, "violation_type")
                .filter(AccountElements::isAboutCalling)
                .ifPresent(type ->
                    changes.add(
                        new StandingChange.Warned(
                            type, SettingsReader.sentence(violation, "remediation")))));
    return changes;
  }

  private static List<StandingChange> restrictions(Json.Obj value) {
    List<StandingChange> changes = new ArrayList<>();
    for (Json.Obj one : value.objects("restriction_info")) {
      SettingsReader.word(one, "restriction_type")
          .filter(type -> isAboutCalling(type) && changes.size() < MAX_CHANGES)
          .ifPresent(type ->
              changes.add(
                  new StandingChange.Restricted(
                      type,
                      SettingsReader.seconds(one, "expiration"),
                      SettingsReader.sentence(one, "remediation"))));
    }
    return changes;
  }
}
