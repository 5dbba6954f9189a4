package io.dering.sandbox.calls;

import java.util.OptionalInt;

/// Why a call is over.
public enum EndCause {
  CUSTOMER_HUNG_UP("ended_by_you", 0),
  BUSINESS_REJECTED("declined", 0),
  /// Rejected so soon after the call that no person can have done it.
  NOBODY_THERE("nobody_there", 0),
  BUSINESS_HUNG_UP("ended_by_business", 0),
  /// Nobody accepted within Meta's limit.
  NOT_ANSWERED("not_answered", 0),
  /// Accepted, and then the wire was quiet for too long.
  NO_MEDIA("no_media", 138_021),
  /// Media before accept, where the sandbox is set to end such calls.
  EARLY_MEDIA("failed", 138_019),
  /// The sandbox's own media plane failed before any webhook left.
  NO_OFFER("failed", 0);

  private final String shown;
  private final int errorCode;

  EndCause(String shown, int errorCode) {
    this.shown = shown;
    this.errorCode = errorCode;
  }

  /// What the customer's phone shows: a stable code, told from the customer's side.
  public String shown() {
    return shown;
  }

  /// Meta's error code of a call that FAILED; empty for one that is COMPLETED.
  public OptionalInt errorCode() {
    return errorCode == 0 ? OptionalInt.empty() : OptionalInt.of(errorCode);
  }
}
