package io.dering.sandbox.calls;

import java.util.Locale;

/// What becomes of a call whose business sends RTP before accept's 200. The packets never reach the
/// phone either way.
public enum EarlyMedia {
  /// Counted and shown; the call goes on.
  NOTE,
  /// Counted and shown, and the call ends FAILED.
  END_CALL;

  /// Its name in settings.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
