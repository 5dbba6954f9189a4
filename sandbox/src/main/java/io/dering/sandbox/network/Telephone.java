package io.dering.sandbox.network;

import java.util.Optional;

/// A customer's phone that the business can call. On the sandbox's context.
@FunctionalInterface
public interface Telephone {
  /// The business calls. The phone rings when its handset is told to.
  ///
  /// @return empty when the phone cannot be reached: it never rings
  Optional<Handset> called(IncomingCall call);
}
