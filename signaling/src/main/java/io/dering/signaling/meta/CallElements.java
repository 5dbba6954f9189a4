package io.dering.signaling.meta;

import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.Texts;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Elements of `calls[]` to facts (Meta reference 1.2, 1.6). Empty means: not readable, keep it
/// raw.
final class CallElements {
  private static final JsonReader LEGACY = new JsonReader(4, WebhookReader.MAX_BODY_LENGTH);
  static final int MAX_ID_LENGTH = 255;
  private static final int MAX_PAYLOAD_LENGTH = 4096;
  private static final int MAX_CALLBACK_LENGTH = 512;
  private static final int MAX_ERRORS = 10;

  private CallElements() {}

  static boolean isOutbound(Json.Obj call) {
    return call.text("direction").filter("BUSINESS_INITIATED"::equalsIgnoreCase).isPresent();
  }

  /// A direction that is neither of Meta's must not ring; none at all is an older Meta's inbound.
  private static boolean isInbound(Json.Obj call) {
    return !call.has("direction")
        || call.text("direction").filter("USER_INITIATED"::equalsIgnoreCase).isPresent();
  }

  static Optional<Fact.CallOffered> offered(
      Optional<ChannelId> channel, Json.Obj value, Json.Obj call) {
    Optional<MetaCallId> id = id(call);
    Optional<SessionDescription> offer = session(call, "offer");
    Optional<Instant> time = time(call, "timestamp");
    if (channel.isEmpty()
        || id.isEmpty()
        || offer.isEmpty()
        || time.isEmpty()
        || !isInbound(call)) {
      return Optional.empty();
    }
    return Optional.of(
        new Fact.CallOffered(
            id.get(),
            channel.get(),
            CustomerElements.caller(value, call, CustomerElements.FROM),
            offer.get(),
            new Payloads(
                bounded(call.text("cta_payload"), MAX_PAYLOAD_LENGTH).orElse(null),
                bounded(call.text("deeplink_payload"), MAX_PAYLOAD_LENGTH).orElse(null)),
            time.get()));
  }

  /// Meta's answer to our offer (Meta reference 2.3).
  static Optional<Fact.SessionAnswered> answered(
      Optional<ChannelId> channel, Json.Obj value, Json.Obj call) {
    Optional<MetaCallId> id = id(call);
    Optional<SessionDescription> answer = session(call, "answer");
    Optional<Instant> time = time(call, "timestamp");
    if (channel.isEmpty() || id.isEmpty() || answer.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Fact.SessionAnswered(
            id.get(),
            channel.get(),
            CustomerElements.caller(value, call, CustomerElements.TO),
            answer.get(),
            bounded(call.text("biz_opaque_callback_data"), MAX_CALLBACK_LENGTH).orElse(null),
            time.get()));
  }

  /// A status of a call of the business's (Meta reference 2.4).
  static Optional<Fact.CallProgressed> progressed(Optional<ChannelId> channel, Json.Obj status) {
    Optional<MetaCallId> id = id(status);
    Optional<CallProgress> progress = progress(status.text("status").orElse(""));
    Optional<Instant> time = time(status, "timestamp");
    if (channel.isEmpty() || id.isEmpty() || progress.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Fact.CallProgressed(
            id.get(),
            channel.get(),
            progress.get(),
            bounded(status.text("biz_opaque_callback_data"), MAX_CALLBACK_LENGTH).orElse(null),
            time.get()));
  }

  private static Optional<CallProgress> progress(String word) {
    return Stream.of(CallProgress.values())
        .filter(progress -> progress.name().equalsIgnoreCase(word))
        .findFirst();
  }

  /// `shared` are the errors beside the elements: the same list may stand in both places.
  static Optional<Fact.CallTerminated> terminated(
      Optional<ChannelId> channel, Json.Obj call, List<MetaError> shared) {
    Optional<MetaCallId> id = id(call);
    Optional<Instant> time = time(call, "timestamp");
    if (channel.isEmpty() || id.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, MetaError> errors = new LinkedHashMap<>();
    errors(call).forEach(error -> errors.putIfAbsent(error.code(), error));
    shared.forEach(error -> errors.putIfAbsent(error.code(), error));
    return Optional.of(
        new Fact.CallTerminated(
            id.get(),
            channel.get(),
            status(call),
            times(call, time.get()).orElse(null),
            List.copyOf(errors.values()),
            bounded(call.text("biz_opaque_callback_data"), MAX_CALLBACK_LENGTH).orElse(null),
            time.get()));
  }

  /// The errors of a value or element, by code; at most 10.
  static List<MetaError> errors(Json.Obj holder) {
    return holder.objects("errors").stream()
        .flatMap(error -> error(error).stream())
        .limit(MAX_ERRORS)
        .toList();
  }

  private static Optional<MetaError> error(Json.Obj error) {
    return error
        .whole("code")
        .filter(code -> code <= Integer.MAX_VALUE)
        .map(code ->
            new MetaError(
                code.intValue(),
                null,
                error.text("title").or(() -> error.text("message")).orElse(null),
                error.object("error_data").flatMap(d -> d.text("details")).orElse(null),
                error.text("fbtrace_id").orElse(null)));
  }

  /// `session`, or the legacy `connection.webrtc.sdp` with its JSON text inside a string.
  private static Optional<SessionDescription> session(Json.Obj call, String type) {
    Optional<Json.Obj> session = call.object("session");
    if (session.isPresent()) {
      return sdp(session.get(), "sdp_type", type);
    }
    return call.object("connection")
        .flatMap(connection -> connection.object("webrtc"))
        .flatMap(webrtc -> webrtc.text("sdp"))
        .flatMap(text -> legacy(text, type));
  }

  private static Optional<SessionDescription> legacy(String text, String type) {
    return LEGACY.read(text) instanceof JsonResult.Parsed(Json.Obj session)
        ? sdp(session, "type", type)
        : Optional.empty();
  }

  private static Optional<SessionDescription> sdp(Json.Obj session, String typeField, String type) {
    return session
        .text("sdp")
        .filter(_ -> session.text(typeField).filter(type::equalsIgnoreCase).isPresent())
        .map(SessionDescription::new);
  }

  private static TerminateStatus status(Json.Obj call) {
    return switch (call.text("status").orElse("").toUpperCase(Locale.ROOT)) {
      case "COMPLETED" -> TerminateStatus.COMPLETED;
      case "FAILED" -> TerminateStatus.FAILED;
      default -> TerminateStatus.OTHER;
    };
  }

  /// Present only for a call that was picked up.
  private static Optional<TalkTimes> times(Json.Obj call, Instant endedAt) {
    Optional<Instant> start = time(call, "start_time");
    Optional<Instant> end = time(call, "end_time");
    Optional<Long> duration = call.whole("duration");
    if (start.isEmpty() && duration.isEmpty()) {
      return Optional.empty();
    }
    Instant until = end.orElse(endedAt);
    Instant from = start.orElseGet(() -> until.minusSeconds(duration.orElse(0L)));
    long seconds =
        duration.orElseGet(() -> Math.max(0, until.getEpochSecond() - from.getEpochSecond()));
    return Optional.of(new TalkTimes(from, end.orElse(null), seconds));
  }

  private static Optional<MetaCallId> id(Json.Obj call) {
    return bounded(call.text("id"), MAX_ID_LENGTH).map(MetaCallId::new);
  }

  /// Unix seconds, as string or number.
  static Optional<Instant> time(Json.Obj call, String name) {
    return call.whole(name).filter(s -> s <= MAX_EPOCH_SECONDS).map(Instant::ofEpochSecond);
  }

  /// The year 5138: more is not a time.
  private static final long MAX_EPOCH_SECONDS = 99_999_999_999L;

  static Optional<String> bounded(Optional<String> text, int maxLength) {
    return text.filter(t -> !t.isEmpty() && t.length() <= maxLength).map(Texts::storable);
  }
}
