package io.dering.sandbox.network;

import io.dering.sandbox.calls.Customer;
import org.jspecify.annotations.Nullable;

/// Where a telephone is plugged in.
public interface Line {
  /// A customer calls the business. From any thread.
  PlacedCall place(Customer customer, Handset handset);

  /// The customer calls by a call button.
  ///
  /// @param payload what the button carries, null for nothing
  default PlacedCall place(Customer customer, Handset handset, @Nullable String payload) {
    return place(customer, handset);
  }
}
