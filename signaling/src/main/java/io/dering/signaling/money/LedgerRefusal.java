package io.dering.signaling.money;

/// Why a ledger does not do as it is asked, in order of precedence: of several reasons that hold,
/// the first is given.
public enum LedgerRefusal {
  /// The ledger was found wrong and takes no holds until the next start.
  STOPPED("the balance was found wrong; no call can be paid until the gateway is started again"),
  NOT_POSITIVE("the amount must be more than zero"),
  NEGATIVE("the amount must not be less than zero"),
  ZERO("the amount must not be zero"),
  DIFFERENT_KIND("this id belongs to another kind of movement"),
  DIFFERENT_CALL("this id belongs to another call"),
  DIFFERENT_AMOUNT("this id was used with another amount"),
  UNKNOWN_HOLD("nothing was held for this minute"),
  ALREADY_SETTLED("this minute is paid already"),
  ALREADY_RELEASED("this minute was given back already"),
  ABOVE_HELD("the amount is more than was held"),
  BELOW_MINIMUM("the amount is less than the least top-up"),
  OVERFLOW("the amount takes the balance beyond what an account can hold"),
  INSUFFICIENT("the balance has not so much available");

  private final String sentence;

  LedgerRefusal(String sentence) {
    this.sentence = sentence;
  }

  /// Whether the same request may succeed later, as after a top-up.
  public boolean isTransient() {
    return this == INSUFFICIENT || this == STOPPED;
  }

  /// In words; holds nothing of what was sent.
  public String sentence() {
    return sentence;
  }
}
