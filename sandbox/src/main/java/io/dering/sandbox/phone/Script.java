package io.dering.sandbox.phone;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.speech.Voice;
import java.time.Duration;
import java.util.Optional;

/// What a scripted phone does.
///
/// @param customer who calls
/// @param voice what is said; after its end, silence
/// @param repeated whether the voice begins anew instead
/// @param silenceFirst before the voice, from the moment the phone may speak
/// @param hangUpAfter this long after the phone may speak; empty: only by hand
/// @param keepsAudio whether what is heard is kept for decoding; false for benches, which only
///   count
public record Script(
    Customer customer,
    Voice voice,
    boolean repeated,
    Duration silenceFirst,
    Optional<Duration> hangUpAfter,
    boolean keepsAudio) {
  private static final Customer NOBODY_IN_PARTICULAR = Customer.fictional(0, "Scripted caller");

  /// Says this once and then listens, until somebody hangs up.
  public static Script saying(Voice voice) {
    return new Script(NOBODY_IN_PARTICULAR, voice, false, Duration.ZERO, Optional.empty(), true);
  }

  public Script by(Customer other) {
    return new Script(other, voice, repeated, silenceFirst, hangUpAfter, keepsAudio);
  }

  public Script repeating() {
    return new Script(customer, voice, true, silenceFirst, hangUpAfter, keepsAudio);
  }

  public Script afterSilenceOf(Duration silence) {
    return new Script(customer, voice, repeated, silence, hangUpAfter, keepsAudio);
  }

  public Script hangingUpAfter(Duration talk) {
    return new Script(customer, voice, repeated, silenceFirst, Optional.of(talk), keepsAudio);
  }

  public Script countingOnly() {
    return new Script(customer, voice, repeated, silenceFirst, hangUpAfter, false);
  }
}
