package io.dering.sandbox.network;

import io.dering.sandbox.calls.Customer;

/// Where a telephone is plugged in.
public interface Line {
  /// A customer calls the business. From any thread.
  PlacedCall place(Customer customer, Handset handset);
}
