package io.dering.sandbox.messages;

import java.util.Locale;

/// What id the recording has that a customer leaves instead of a call (Meta reference 4.5).
public enum VoicemailId {
  /// One of its own: the customer's app offered to record, and names no call.
  MESSAGE,
  /// The call's: Meta's voicemail took it.
  CALL;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
