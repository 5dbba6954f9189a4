package io.dering.signaling.desk;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Readiness;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.id.CallId;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Reads a page's text frame, protocol version 1 only. Never throws.
public final class DeskReader {
  /// The longest frame read, in characters: an SDP and its envelope. Longer is malformed.
  public static final int MAX_FRAME_LENGTH = 40 * 1024;

  private static final int MAX_DEPTH = 4;
  private static final int MAX_TOKEN_LENGTH = 8 * 1024;
  private static final int MAX_ID_LENGTH = 128;
  private static final List<String> READY_FIELDS =
      List.of("microphone", "speaker", "sound", "notifications");
  private static final List<String> QUALITY_FIELDS =
      List.of(
          "span_ms",
          "concealed_ms",
          "buffer_ms",
          "round_trip_ms",
          "agent_level",
          "agent_talk_ms",
          "customer_level",
          "customer_talk_ms");
  private static final JsonReader JSON = new JsonReader(MAX_DEPTH, MAX_FRAME_LENGTH);

  private DeskReader() {}

  /// What the frame is. Anything but version 1 is refused and the socket closed; an unknown type or
  /// a bad field is refused and the socket stays, except for frames that are no JSON object at all.
  public static DeskResult read(String frame) {
    if (frame.length() > MAX_FRAME_LENGTH) {
      return refuseAndClose(DeskError.MALFORMED, "The message is too long.");
    }
    if (!(JSON.read(frame) instanceof JsonResult.Parsed(Json.Obj message))) {
      return refuseAndClose(DeskError.MALFORMED, "The message is not a JSON object.");
    }
    if (!(message.fields().get("v") instanceof Json.Num(String version)) || !version.equals("1")) {
      return refuseAndClose(
          DeskError.UNSUPPORTED_VERSION, "This gateway speaks version 1 of the protocol.");
    }
    return message
        .text("type")
        .map(type -> read(type, message))
        .orElseGet(
            () -> new DeskResult.Refused(DeskError.MALFORMED, "type is missing.", null, false));
  }

  private static DeskResult read(String type, Json.Obj message) {
    return switch (type) {
      case "hello" -> hello(message);
      case "leg.offer" -> legOffer(type, message);
      case "presence" -> result(type, "state", presence(message).map(DeskRequest.SetPresence::new));
      case "call.accept" -> forCall(type, message, DeskRequest.AcceptCall::new);
      case "call.decline" -> forCall(type, message, DeskRequest.DeclineCall::new);
      case "call.hangup" -> forCall(type, message, DeskRequest.HangUpCall::new);
      case "call.mute" ->
          message.fields().get("muted") instanceof Json.Bool(boolean muted)
              ? forCall(type, message, call -> new DeskRequest.MuteCall(call, muted))
              : malformed(type, "muted");
      case "ready.report" -> readyReport(type, message);
      case "call.quality" -> qualityReport(type, message);
      case "answer" -> result(type, "id", number(message, "id").map(DeskRequest.Answer::new));
      case "ping" -> result(type, "id", pingId(message).map(DeskRequest.Ping::new));
      default ->
          new DeskResult.Refused(DeskError.UNKNOWN_TYPE, "No such type of message.", null, false);
    };
  }

  private static DeskResult legOffer(String type, Json.Obj message) {
    if (message
        .text("sdp")
        .filter(sdp -> sdp.length() > SessionDescription.MAX_LENGTH)
        .isPresent()) {
      return new DeskResult.Refused(
          DeskError.SDP_REFUSED,
          "sdp is longer than " + SessionDescription.MAX_LENGTH + " characters.",
          type,
          false);
    }
    return result(
        type,
        "sdp",
        bounded(message, "sdp", SessionDescription.MAX_LENGTH)
            .map(sdp -> new DeskRequest.LegOffer(new SessionDescription(sdp))));
  }

  private static DeskResult hello(Json.Obj message) {
    Optional<String> token = bounded(message, "token", MAX_TOKEN_LENGTH);
    Optional<String> agent = bounded(message, "agent", MAX_ID_LENGTH);
    if (token.isEmpty() && isGiven(message, "token")) {
      return malformed("hello", "token");
    }
    if (agent.isEmpty() && isGiven(message, "agent")) {
      return malformed("hello", "agent");
    }
    return result(
        "hello",
        "page",
        bounded(message, "page", MAX_ID_LENGTH)
            .map(page -> new DeskRequest.Hello(token.orElse(null), agent.orElse(null), page)));
  }

  private static boolean isGiven(Json.Obj message, String field) {
    Json value = message.fields().get(field);
    return value != null && !(value instanceof Json.Null);
  }

  private static Optional<Presence> presence(Json.Obj message) {
    return message
        .text("state")
        .flatMap(state ->
            switch (state) {
              case "online" -> Optional.of(Presence.ONLINE);
              case "away" -> Optional.of(Presence.AWAY);
              default -> Optional.empty();
            });
  }

  private static Optional<PingId> pingId(Json.Obj message) {
    return message
        .scalar("id")
        .filter(text -> text.length() <= MAX_ID_LENGTH)
        .map(text -> new PingId(text, message.fields().get("id") instanceof Json.Num));
  }

  private static DeskResult readyReport(String type, Json.Obj message) {
    List<Readiness.Check> checks = new ArrayList<>();
    for (String field : READY_FIELDS) {
      Optional<Readiness.Check> check = message.text(field).flatMap(DeskReader::check);
      if (check.isEmpty()) {
        return malformed(type, field);
      }
      checks.add(check.get());
    }
    return new DeskResult.Accepted(
        new DeskRequest.ReadyReport(
            new Readiness(checks.get(0), checks.get(1), checks.get(2), checks.get(3))));
  }

  private static Optional<Readiness.Check> check(String word) {
    return Arrays.stream(Readiness.Check.values())
        .filter(check -> check.wire().equals(word))
        .findFirst();
  }

  /// A whole number of up to 15 digits.
  private static Optional<Long> number(Json.Obj message, String field) {
    return message.fields().get(field) instanceof Json.Num(String text) && text.matches("\\d{1,15}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private static DeskResult qualityReport(String type, Json.Obj message) {
    Optional<PageFigures.Microphone> microphone =
        message
            .text("microphone")
            .flatMap(word ->
                Arrays.stream(PageFigures.Microphone.values())
                    .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst());
    if (microphone.isEmpty()) {
      return malformed(type, "microphone");
    }
    int[] figures = new int[QUALITY_FIELDS.size()];
    for (int i = 0; i < figures.length; i++) {
      String field = QUALITY_FIELDS.get(i);
      int most = field.endsWith("_level") ? PageFigures.NOTHING : PageFigures.MAX_SPAN_MS;
      boolean isUnknown = field.equals("round_trip_ms") && !isGiven(message, field);
      Optional<Long> figure =
          isUnknown ? Optional.of(-1L) : number(message, field).filter(value -> value <= most);
      if (figure.isEmpty()) {
        return malformed(type, field);
      }
      figures[i] = figure.get().intValue();
    }
    PageFigures read =
        new PageFigures(
            figures[0],
            figures[1],
            figures[2],
            figures[3],
            figures[4],
            figures[5],
            figures[6],
            figures[7],
            microphone.get());
    return forCall(type, message, call -> new DeskRequest.QualityReport(call, read));
  }

  private static DeskResult forCall(
      String type, Json.Obj message, Function<CallId, DeskRequest> request) {
    return result(
        type, "call", message.text("call").filter(CallId::isCallId).map(CallId::new).map(request));
  }

  private static Optional<String> bounded(Json.Obj message, String field, int maxLength) {
    return message.text(field).filter(text -> !text.isEmpty() && text.length() <= maxLength);
  }

  private static DeskResult result(
      String type, String field, Optional<? extends DeskRequest> request) {
    return request
        .<DeskResult>map(DeskResult.Accepted::new)
        .orElseGet(() -> malformed(type, field));
  }

  private static DeskResult malformed(String type, String field) {
    return new DeskResult.Refused(
        DeskError.MALFORMED, field + " is missing or not valid.", type, false);
  }

  private static DeskResult refuseAndClose(DeskError code, String detail) {
    return new DeskResult.Refused(code, detail, null, true);
  }
}
