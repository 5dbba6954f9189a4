package io.dering.sandbox.calls;

import java.util.OptionalInt;

/// Why a call is over.
public enum EndCause {
  CUSTOMER_HUNG_UP(0),
  BUSINESS_REJECTED(0),
  /// Rejected so soon after the call that no person can have done it.
  NOBODY_THERE(0),
  BUSINESS_HUNG_UP(0),
  /// Nobody accepted within Meta's limit.
  NOT_ANSWERED(0),
  /// Accepted, and then the wire was quiet for too long.
  NO_MEDIA(138_021),
  /// Media before accept, where the sandbox is set to end such calls.
  EARLY_MEDIA(138_019),
  /// The sandbox's own media plane failed before any webhook left.
  NO_OFFER(0);

  private final int errorCode;

  EndCause(int errorCode) {
    this.errorCode = errorCode;
  }

  /// Meta's error code of a call that FAILED; empty for one that is COMPLETED.
  public OptionalInt errorCode() {
    return errorCode == 0 ? OptionalInt.empty() : OptionalInt.of(errorCode);
  }
}
