package io.dering.sandbox.graph;

import io.dering.sandbox.permission.Refused;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What calls of the business's and requests for permission are refused with (Meta reference part
/// 10).
public final class CallRefusals {
  private CallRefusals() {}

  /// Calling is switched off for the number.
  public static GraphError notEnabled() {
    return error(
        401, 138_000, "Calling not enabled", "Calling is not enabled for this phone number.");
  }

  /// Nobody can be called at that number.
  public static GraphError cannotBeCalled() {
    return error(
        400, 138_001, "Receiver cannot be called", "The recipient cannot receive this call.");
  }

  /// A call with the same customer is in progress.
  public static GraphError duplicate() {
    return error(
        400, 138_003, "Duplicate call", "A call with this recipient is already in progress.");
  }

  /// Low quality.
  public static GraphError restricted() {
    return error(
        400,
        138_014,
        "Business initiated calling is disabled",
        "Business initiated calling is temporarily disabled because of low call quality.");
  }

  /// `GET call_permissions` too often.
  static GraphError tooManyReads() {
    return new GraphError(
        429,
        613,
        0,
        "(#613) Calls to this api have exceeded the rate limit.",
        "Too many requests for call permissions.");
  }

  /// Accept, pre_accept or reject for a call that the business placed.
  public static GraphError ownCall() {
    return GraphError.invalid("The call was placed by the business; terminate ends it.");
  }

  /// @param real turns an instant of the calendar into one of the clock
  public static GraphError of(Refused why, UnaryOperator<Instant> real) {
    return switch (why) {
      case Refused.NoPermission() ->
          error(
              401,
              138_006,
              "No approved call permission",
              "No approved call permission from the recipient.");
      case Refused.TooManyCalls(Instant freeAt) ->
          error(
              400,
              138_012,
              "Business initiated call limit hit",
              "The limit of connected calls to this recipient has been reached. Next call allowed at "
                  + real.apply(freeAt).getEpochSecond()
                  + ".");
      case Refused.TooManyRequests _ ->
          error(
              400,
              138_009,
              "Call permission request limit hit",
              "The limit of call permission requests to this recipient has been reached.");
      case Refused.AlreadyPermanent() ->
          error(
              400,
              138_017,
              "Permanent call permission exists",
              "The recipient has already granted a permanent call permission.");
    };
  }

  /// Whatever else a call can be refused with, by a switch.
  ///
  /// @return empty for a code that no call is refused with
  public static Optional<GraphError> byCode(int code) {
    return Optional.ofNullable(
        switch (code) {
          case 4 -> error(429, 4, "Application request limit reached", "Too many calls.");
          case 100 -> GraphError.invalid("Refused by a switch.");
          case 131_000 -> error(500, code, "Something went wrong", "Something went wrong.");
          case 131_016 -> error(503, code, "Service unavailable", "The service is overloaded.");
          case 131_042 -> error(400, code, "Business eligibility payment issue", "Payment issue.");
          case 131_044 ->
              error(400, code, "Payment method missing", "The account has no payment method.");
          case 131_055 -> error(400, code, "Method not allowed", "SIP is enabled.");
          case 138_000 -> notEnabled();
          case 138_001 -> cannotBeCalled();
          case 138_002 ->
              error(
                  429, code, "Too many concurrent calls", "The limit of concurrent calls is hit.");
          case 138_003 -> duplicate();
          case 138_004 -> error(500, code, "Connection error", "The call could not be connected.");
          case 138_005 -> error(429, code, "Call rate limit hit", "Too many calls of this number.");
          case 138_006 -> of(new Refused.NoPermission(), at -> at);
          case 138_013 -> GraphError.noOutbound();
          case 138_014 -> restricted();
          case 138_018 -> error(400, code, "Prerequisites missing", "No app listens for calls.");
          default -> null;
        });
  }

  private static GraphError error(int status, int code, String title, String details) {
    return new GraphError(status, code, 0, "(#" + code + ") " + title, details);
  }
}
