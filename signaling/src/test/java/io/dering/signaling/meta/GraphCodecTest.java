package io.dering.signaling.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.Caller;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.json.Json;
import io.dering.signaling.room.CallButton;
import io.dering.signaling.switchboard.Command;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphCodecTest {
  private static final CallId CALL = new CallId("call_x");
  private static final ChannelId CHANNEL = new ChannelId("900000000000202");

  @Test
  void preAcceptIsItsSampleFieldForField() {
    Json.Obj sample = Fixtures.object("request-call-pre-accept");
    Command.ForGraph command =
        new Command.PreAccept(CALL, metaCall(sample), CHANNEL, answer(sample));
    assertThat(Fixtures.object(GraphRequests.body(command))).isEqualTo(sample);
  }

  @Test
  void acceptIsItsSampleFieldForField() {
    Json.Obj sample = Fixtures.object("request-call-accept");
    String data = sample.text("biz_opaque_callback_data").orElseThrow();
    Command.ForGraph command =
        new Command.Accept(CALL, metaCall(sample), CHANNEL, answer(sample), data);
    assertThat(Fixtures.object(GraphRequests.body(command))).isEqualTo(sample);
  }

  /// By number, or by the user id of a customer with a username.
  @Test
  void connectIsItsSampleFieldForField() {
    for (String name : List.of("request-call-connect", "request-call-connect-bsuid")) {
      Json.Obj sample = Fixtures.object(name);
      Caller customer =
          new Caller(
              sample.text("to").map(PhoneNumber::new).orElse(null),
              sample.text("recipient").orElse(null),
              null);
      SessionDescription offer =
          new SessionDescription(
              sample.object("session").flatMap(session -> session.text("sdp")).orElseThrow());
      String data = sample.text("biz_opaque_callback_data").orElseThrow();
      Command.ForGraph command = new Command.Connect(CALL, CHANNEL, customer, offer, data);
      assertThat(Fixtures.object(GraphRequests.body(command))).as(name).isEqualTo(sample);
    }
  }

  @Test
  void theAnswerToConnectIsTheCallsIdAtMeta() {
    assertThat(GraphResponses.read(200, Fixtures.bytes("response-call-connect")))
        .isInstanceOfSatisfying(
            GraphResult.Placed.class,
            placed -> assertThat(placed.call().value()).startsWith("wacid."));
    assertThat(GraphResponses.read(200, utf8("{\"calls\":[{}],\"success\":true}")))
        .isEqualTo(new GraphResult.Succeeded());
  }

  @Test
  void rejectAndTerminateAreTheirSamplesFieldForField() {
    Json.Obj reject = Fixtures.object("request-call-reject");
    Json.Obj terminate = Fixtures.object("request-call-terminate");
    assertThat(
            Fixtures.object(
                GraphRequests.body(new Command.Reject(CALL, metaCall(reject), CHANNEL))))
        .isEqualTo(reject);
    assertThat(
            Fixtures.object(
                GraphRequests.body(new Command.Terminate(CALL, metaCall(terminate), CHANNEL))))
        .isEqualTo(terminate);
  }

  /// IN-14; by the user id alone for a customer with a username.
  @Test
  void aCallButtonIsItsSampleFieldForField() {
    CallButton button = new CallButton("Tap to talk to us now.", "Call us", 1440, "order-4471");
    Caller ada = new Caller(new PhoneNumber("447700900456"), "GB.1", "Ada");
    assertThat(Fixtures.object(MessageRequests.callButton(button, ada)))
        .isEqualTo(Fixtures.object("request-message-voice-call-button"));
    Json.Obj bare =
        Fixtures.object(
            MessageRequests.callButton(
                new CallButton("Call", null, 1, null), new Caller(null, "GB.1", null)));
    assertThat(bare.text("recipient")).contains("GB.1");
    assertThat(bare.has("to")).isFalse();
  }

  @Test
  void metasAnswerToAMessageIsItsIdOrItsRefusal() {
    assertThat(MessageAnswer.read(200, Fixtures.bytes("response-message-send")))
        .isInstanceOfSatisfying(
            MessageAnswer.Sent.class,
            sent -> assertThat(sent.message().value()).startsWith("wamid."));
    assertThat(MessageAnswer.read(400, Fixtures.bytes("response-error-131047")))
        .isInstanceOfSatisfying(
            MessageAnswer.Refused.class,
            refused -> {
              assertThat(refused.error().code()).isEqualTo(131_047);
              assertThat(refused.error().details()).contains("24 hours");
            });
    assertThat(MessageAnswer.read(200, "{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new MessageAnswer.Unknown());
    assertThat(MessageAnswer.read(500, error(131_000))).isEqualTo(new MessageAnswer.Unknown());
    assertThat(MessageAnswer.read(503, error(2))).isEqualTo(new MessageAnswer.Unknown());
    assertThat(MessageAnswer.read(502, error(190))).isEqualTo(new MessageAnswer.Unknown());
    assertThat(MessageAnswer.read(500, error(138_009))).isInstanceOf(MessageAnswer.Refused.class);
    assertThat(MessageAnswer.read(401, error(190))).isInstanceOf(MessageAnswer.Refused.class);
  }

  private static byte[] error(int code) {
    return "{\"error\": {\"code\": %d}}".formatted(code).getBytes(StandardCharsets.UTF_8);
  }

  /// The fields that later work sends stand beside ours in the samples: the ids agree.
  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestSampleIsReadable(String name) {
    Json.Obj sample = Fixtures.object(name);
    assertThat(sample.fields()).isNotEmpty();
    if (name.startsWith("request-call-accept")) {
      assertThat(answer(sample)).isEqualTo(answer(Fixtures.object("request-call-pre-accept")));
    }
  }

  @Test
  void successIsRead() {
    assertThat(GraphResponses.read(200, Fixtures.bytes("response-call-action-success")))
        .isEqualTo(new GraphResult.Succeeded());
    assertThat(GraphResponses.read(200, utf8("{\"success\":true}")))
        .isEqualTo(new GraphResult.Succeeded());
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyErrorSampleGivesItsCodeAndDetails(String name) {
    Json.Obj error = Fixtures.object(name).object("error").orElseThrow();
    GraphResult result = GraphResponses.read(400, Fixtures.bytes(name));
    assertThat(result).isInstanceOf(GraphResult.Refused.class);
    MetaError read = ((GraphResult.Refused) result).error();
    assertThat((long) read.code()).isEqualTo(error.whole("code").orElseThrow());
    assertThat(name).contains(String.valueOf(read.code()));
    assertThat(read.details())
        .isEqualTo(error.object("error_data").flatMap(d -> d.text("details")).orElse(null));
    assertThat(read.traceId()).isEqualTo(error.text("fbtrace_id").orElseThrow());
    assertThat(Optional.ofNullable(read.subcode()).map(Integer::longValue))
        .isEqualTo(error.whole("error_subcode"));
  }

  @Test
  void anErrorIsKeptAsFiguresWithoutItsTexts() {
    GraphResult read = GraphResponses.read(400, Fixtures.bytes("response-error-100-sdp"));
    assertThat(((GraphResult.Refused) read).error().figures())
        .isEqualTo("100 subcode 2494010 trace AexampleTraceId000000000");
    assertThat(MetaError.of(138004).figures()).isEqualTo("138004");
    assertThat(new MetaError(1, null, null, null, "call me on +44 7700 900456").figures())
        .isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("responses")
  void everyOtherResponseSampleIsNeitherAnErrorNorAThrow(String name) {
    assertThat(GraphResponses.read(200, Fixtures.bytes(name)))
        .isNotInstanceOf(GraphResult.Refused.class);
  }

  /// The session samples are media's; here they are carried byte for byte.
  @ParameterizedTest
  @MethodSource("sessions")
  void everySessionSampleSurvivesTheWriter(String name) {
    String sdp = Fixtures.object(name).text("sdp").orElseThrow();
    Command.ForGraph command =
        new Command.PreAccept(
            CALL, new MetaCallId("wacid.x"), CHANNEL, new SessionDescription(sdp));
    assertThat(answer(Fixtures.object(GraphRequests.body(command))).text()).isEqualTo(sdp);
  }

  @Test
  void whatIsNotMetasAnswerIsUnreadable() {
    for (String body : List.of("", "<html>", "[]", "{}", "{\"success\":false}", "{\"error\":{}}")) {
      assertThat(GraphResponses.read(502, utf8(body)))
          .as(body)
          .isEqualTo(new GraphResult.Unreadable(502));
    }
    assertThat(GraphResponses.read(500, utf8("{\"success\":true}")))
        .isEqualTo(new GraphResult.Unreadable(500));
    assertThat(GraphResponses.read(200, new byte[GraphResponses.MAX_BODY_LENGTH + 1]))
        .isEqualTo(new GraphResult.Unreadable(200));
  }

  @Test
  void rateLimitsMayBeRetriedAndBadSdpMayNot() {
    assertThat(new GraphResult.Refused(MetaError.of(130429)).retryable()).isTrue();
    assertThat(new GraphResult.Refused(MetaError.of(138004)).retryable()).isTrue();
    assertThat(new GraphResult.Refused(MetaError.of(100)).retryable()).isFalse();
    assertThat(MetaError.of(100).fatal()).isTrue();
    assertThat(MetaError.of(200).fatal()).isTrue();
    assertThat(MetaError.of(424242).fatal()).isFalse();
  }

  static List<String> requests() {
    return Fixtures.names("request-");
  }

  static List<String> errors() {
    return Fixtures.names("response-error-");
  }

  static List<String> responses() {
    return Fixtures.names("response-").stream()
        .filter(name -> !name.startsWith("response-error-"))
        .toList();
  }

  static List<String> sessions() {
    return Fixtures.names("session-");
  }

  private static MetaCallId metaCall(Json.Obj sample) {
    return new MetaCallId(sample.text("call_id").orElseThrow());
  }

  private static SessionDescription answer(Json.Obj sample) {
    Json.Obj session = sample.object("session").orElseThrow();
    assertThat(session.text("sdp_type")).contains("answer");
    return new SessionDescription(session.text("sdp").orElseThrow());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
