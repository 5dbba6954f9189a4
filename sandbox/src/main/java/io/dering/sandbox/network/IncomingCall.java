package io.dering.sandbox.network;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.EndCause;
import java.time.Duration;

/// A called phone's hold on the business's call; may be used from any thread. Ending it while it
/// rings declines it.
public interface IncomingCall extends PlacedCall {
  String callId();

  /// Who is called.
  Customer customer();

  /// The customer taps *Answer*. Nothing happens unless the call rings.
  void answer();

  /// The client gives up by itself.
  ///
  /// @param cause one with an error code
  void fail(EndCause cause);

  /// Runs that much later on the sandbox's context, whatever has become of the call.
  void later(Duration pause, Runnable task);
}
