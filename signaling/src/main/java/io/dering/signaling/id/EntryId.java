package io.dering.signaling.id;

/// Our id of a movement of an account's balance, unique in the account and made before it is sent.
public record EntryId(String value) {
  private static final String CHARGE = "charge/";

  /// @throws IllegalArgumentException when the text is empty or longer than 128 characters
  public EntryId {
    Ids.check("EntryId", value, 128);
  }

  /// That of the charge for a minute: one minute is charged once (BAL-7).
  public static EntryId charge(HoldId minute) {
    return new EntryId(CHARGE + minute);
  }

  @Override
  public String toString() {
    return value;
  }
}
