package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.settings.CallingSettings;
import io.dering.signaling.standing.StandingChange;
import java.util.List;

/// What Meta's answer to `GET /{phone-number-id}/settings` says.
public sealed interface SettingsResult {
  /// @param restrictions of the number's calls, now
  record Read(CallingSettings settings, List<StandingChange.Restricted> restrictions)
      implements SettingsResult {
    public Read {
      restrictions = List.copyOf(restrictions);
    }
  }

  /// An error object with a code.
  record Refused(MetaError error) implements SettingsResult {}

  /// Neither.
  record Unreadable(int status) implements SettingsResult {}
}
