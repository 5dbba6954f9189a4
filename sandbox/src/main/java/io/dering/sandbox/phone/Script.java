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
/// @param keeps how much of what is heard is kept for decoding, from its beginning, at most ten
///   minutes; zero for benches, which only count
public record Script(
    Customer customer,
    Voice voice,
    boolean repeated,
    Duration silenceFirst,
    Optional<Duration> hangUpAfter,
    Duration keeps) {
  private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);
  private static final Customer NOBODY_IN_PARTICULAR = Customer.fictional(0, "Scripted caller");

  public Script {
    if (keeps.compareTo(LONGEST_KEPT) > 0) {
      throw new IllegalArgumentException("at most ten minutes are kept, not " + keeps);
    }
  }

  /// Says this once and then listens, until somebody hangs up.
  public static Script saying(Voice voice) {
    return new Script(
        NOBODY_IN_PARTICULAR, voice, false, Duration.ZERO, Optional.empty(), LONGEST_KEPT);
  }

  public Script by(Customer other) {
    return new Script(other, voice, repeated, silenceFirst, hangUpAfter, keeps);
  }

  public Script repeating() {
    return new Script(customer, voice, true, silenceFirst, hangUpAfter, keeps);
  }

  public Script afterSilenceOf(Duration silence) {
    return new Script(customer, voice, repeated, silence, hangUpAfter, keeps);
  }

  public Script hangingUpAfter(Duration talk) {
    return new Script(customer, voice, repeated, silenceFirst, Optional.of(talk), keeps);
  }

  public Script countingOnly() {
    return keeping(Duration.ZERO);
  }

  public Script keeping(Duration audio) {
    return new Script(customer, voice, repeated, silenceFirst, hangUpAfter, audio);
  }
}
