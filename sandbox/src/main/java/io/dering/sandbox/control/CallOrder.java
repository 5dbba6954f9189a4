package io.dering.sandbox.control;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.phone.Script;
import io.dering.sandbox.speech.Voice;
import java.time.Duration;
import java.util.Optional;

/// What a request for a scripted call asks for.
///
/// @param voice what is said; empty when a recording comes with the request
/// @param hangUpAfter empty: by hand
/// @param name of the caller, or empty
/// @param payload of the call button by which the customer calls, or empty (IN-14)
record CallOrder(
    Optional<VoiceName> voice,
    boolean repeat,
    Optional<Duration> hangUpAfter,
    Duration silenceFirst,
    String name,
    String payload) {
  static final int MAX_PAYLOAD_LENGTH = 512;
  static final int MAX_NAME_LENGTH = 60;
  static final int MAX_HANG_UP_AFTER_MS = 3_600_000;
  static final int MAX_SILENCE_FIRST_MS = 60_000;

  /// A kept call must not hold more than some 800 KB.
  private static final Duration KEPT = Duration.ofMinutes(2);

  /// @param line the nth made-up customer calls
  Script script(int line, Voice words) {
    Customer caller = Customer.fictional(line, name.isEmpty() ? "Scripted caller " + line : name);
    Script plain = Script.saying(words).by(caller).afterSilenceOf(silenceFirst).keeping(KEPT);
    Script said = repeat ? plain.repeating() : plain;
    return hangUpAfter.map(said::hangingUpAfter).orElse(said);
  }
}
