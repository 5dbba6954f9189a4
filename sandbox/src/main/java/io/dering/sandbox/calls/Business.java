package io.dering.sandbox.calls;

/// The business that is called, by Meta's names for it.
///
/// @param number digits, without `+`
/// @param name what the customer's phone shows
public record Business(String wabaId, String phoneNumberId, String number, String name) {
  /// The demo's number.
  public static final Business DEMO =
      new Business("100000000000002", "100000000000001", "622150000001", "Dering Demo");
}
