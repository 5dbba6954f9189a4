package io.dering.sandbox.network;

import io.dering.media.leg.DtlsManner;
import java.time.Duration;

/// How calls of the business's go.
///
/// @param ringAfter from the connect webhook until the phone rings; Meta: about a second
/// @param ringLimit from the request until Meta gives up; Meta does not say
/// @param dtls what Meta's answer says of the DTLS roles: CLIENT `active`, SERVER `passive`,
///   UNDECIDED a repeated `actpass`
/// @param answer what becomes of the response to the request
/// @param refuse Meta's code with which every call is refused; 0: none is
public record OutboundSwitches(
    Duration ringAfter, Duration ringLimit, DtlsManner dtls, Response answer, int refuse) {
  /// 300 ms, `active`, and 90 s, which is longer than a business waits that keeps its own limit of
  /// 60 s.
  public static final OutboundSwitches DEFAULTS =
      new OutboundSwitches(
          Duration.ofMillis(300),
          Duration.ofSeconds(90),
          DtlsManner.CLIENT,
          new Response(false, Duration.ZERO),
          0);

  /// What becomes of the response to a `connect` request. The call exists all the same.
  ///
  /// @param lost the connection is closed in its place
  /// @param delay by which it is late: webhooks overtake it
  public record Response(boolean lost, Duration delay) {
    public Response {
      if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(1)) > 0) {
        throw new IllegalArgumentException("answerDelay must be between 0 and 60 s");
      }
    }
  }

  public OutboundSwitches {
    if (ringAfter.isNegative() || ringAfter.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("ringAfter must be between 0 and 60 s");
    }
    if (ringLimit.toMillis() < 1 || ringLimit.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("ringLimit must be between 1 ms and 1 h");
    }
  }

  /// The same with another limit of ringing.
  public OutboundSwitches ringing(Duration after, Duration limit) {
    return new OutboundSwitches(after, limit, dtls, answer, refuse);
  }

  /// The same with other roles.
  public OutboundSwitches with(DtlsManner manner) {
    return new OutboundSwitches(ringAfter, ringLimit, manner, answer, refuse);
  }

  /// The same with another fate of responses.
  public OutboundSwitches with(Response fate) {
    return new OutboundSwitches(ringAfter, ringLimit, dtls, fate, refuse);
  }

  /// The same, refusing with that code.
  public OutboundSwitches refusing(int code) {
    return new OutboundSwitches(ringAfter, ringLimit, dtls, answer, code);
  }
}
