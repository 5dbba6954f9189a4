package io.dering.sandbox.calls;

import java.util.Optional;

/// Who calls: a made-up person whose number lies in the range that Ofcom keeps for fiction (07700
/// 900000 to 900999).
///
/// @param number digits, without `+`
/// @param userId business-scoped user id, for example `GB.20000000000000000456`
public record Customer(String name, String number, String userId) {
  private static final int NUMBERS = 1_000;

  /// The nth made-up customer; numbers repeat after a thousand.
  public static Customer fictional(int n, String name) {
    String line = String.format(java.util.Locale.ROOT, "%03d", Math.floorMod(n, NUMBERS));
    return new Customer(name, "447700900" + line, "GB.20000000000000000" + line);
  }

  /// The made-up customer of that number or user id; empty for anybody else.
  public static Optional<Customer> known(String id) {
    boolean number = id.matches("447700900[0-9]{3}");
    boolean user = id.matches("GB\\.20000000000000000[0-9]{3}");
    return number || user
        ? Optional.of(fictional(Integer.parseInt(id.substring(id.length() - 3)), ""))
        : Optional.empty();
  }

  /// The same person under another name.
  public Customer named(String other) {
    return new Customer(other, number, userId);
  }
}
