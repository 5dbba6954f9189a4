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
  /// The sandbox's own media plane failed, or could not use the business's offer, before any
  /// webhook left.
  NO_OFFER("failed", 0),

  /// The customer declined a call of the business's.
  CUSTOMER_DECLINED("you_declined", 0),
  /// The customer let a call of the business's ring until Meta gave up.
  MISSED("missed", 0),
  /// The business ended its own call before the customer answered.
  BUSINESS_GAVE_UP("missed", 0),
  /// The customer's client could not set the business's call up.
  SETUP_FAILED("failed", 138_019),
  /// Meta's relay could not be reached.
  RELAY_FAILED("failed", 138_020),
  /// The customer's client could not send media for too long.
  CANNOT_SEND("failed", 138_022),
  /// Accepted, and then no signals of media.
  NO_SIGNALS("failed", 138_023);

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
