package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Refusal;
import org.jspecify.annotations.Nullable;

/// An error as Graph answers it.
///
/// @param status HTTP status; Meta says to decide by `code`
/// @param subcode 0 where there is none
/// @param details the fault in words; null where Meta sends no `error_data`
public record GraphError(
    int status, int code, int subcode, String message, @Nullable String details) {
  /// What real SDP faults carry.
  private static final int SDP_SUBCODE = 2494010;

  static GraphError invalid(String details) {
    return new GraphError(400, 100, 0, "(#100) Invalid parameter", details);
  }

  /// @param fault for example `No fingerprint found in SDP`
  public static GraphError sdp(String fault) {
    return new GraphError(
        400, 100, SDP_SUBCODE, "(#100) Invalid parameter", "SDP Validation error: " + fault);
  }

  static GraphError token() {
    return new GraphError(
        401, 190, 463, "Error validating access token: Session has expired.", null);
  }

  static GraphError unknownNumber() {
    return new GraphError(
        400,
        100,
        33,
        "Unsupported post request. Object with this ID does not exist, cannot be loaded due to"
            + " missing permissions, or does not support this operation.",
        null);
  }

  /// The customer has neither written nor called for 24 hours.
  static GraphError windowClosed() {
    return new GraphError(
        400,
        131_047,
        0,
        "(#131047) Re-engagement message",
        "The last message from the customer is older than 24 hours.");
  }

  /// Nobody is reached by that number.
  static GraphError undeliverable() {
    return new GraphError(
        400, 131_026, 0, "(#131026) Message undeliverable", "Message undeliverable.");
  }

  /// No approved template of that name in that language.
  static GraphError unknownTemplate() {
    return new GraphError(
        404,
        132_001,
        0,
        "(#132001) Template name does not exist in the translation",
        "The template name does not exist in the language.");
  }

  /// Too few parameters for a template, or too many.
  static GraphError templateParameters() {
    return new GraphError(
        400,
        132_000,
        0,
        "(#132000) Number of parameters does not match the expected number of params",
        "The number of parameters does not match the template.");
  }

  /// A component that the template has not, or a parameter that is no text.
  static GraphError templateFormat() {
    return new GraphError(
        400,
        132_012,
        0,
        "(#132012) Parameter format does not match format in the created template",
        "The components do not match the template.");
  }

  /// The number's country has none.
  public static GraphError noOutbound() {
    return new GraphError(
        400,
        138_013,
        0,
        "(#138013) Business initiated calling is not available",
        "Business initiated calling is not available for this business phone number.");
  }

  /// Nobody has a call of this id.
  public static GraphError unknownCall() {
    return invalid("call_id: no such call.");
  }

  /// What a call's state makes of a request.
  public static GraphError of(Refusal why) {
    return switch (why) {
      case SDP_DIFFERS -> sdp("SDP of accept differs from the SDP of pre_accept");
      case ALREADY_ACCEPTED -> invalid("The call has already been accepted.");
      case NOT_ACCEPTED -> invalid("The call has not been accepted; reject ends it.");
      case ALREADY_ENDED -> invalid("The call has already ended.");
      case TOO_LATE ->
          new GraphError(
              500,
              138_007,
              0,
              "(#138007) Connect timeout",
              "The call could not be connected in time.");
    };
  }

  /// The answer's body.
  ///
  /// @param traceId `fbtrace_id`, for whoever asks Meta
  public ObjectNode toJson(String traceId) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", message).put("type", "OAuthException").put("code", code);
    if (details != null) {
      error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
    }
    if (subcode != 0) {
      error.put("error_subcode", subcode);
    }
    error.put("fbtrace_id", traceId);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("error", error);
    return body;
  }
}
