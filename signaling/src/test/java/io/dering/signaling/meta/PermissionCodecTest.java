package io.dering.signaling.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.json.Json;
import io.dering.signaling.permission.AskMessage;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.permission.PermissionReply.Response;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.switchboard.Fact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Meta's words about call permission, as the fixtures of the reference have them.
class PermissionCodecTest {
  private static final Caller ADA = new Caller(new PhoneNumber("447700900456"), null, null);
  private static final MessageId ASKED =
      new MessageId("wamid.HBgMNDQ3NzAwOTAwNDU2FQIAEhgUMDcxMTkyNzIwM0VDQUUxQUE2N0IA");

  @Test
  void requestsAreAsTheReferenceHasThem() {
    assertThat(body(new AskMessage.FreeForm("May we call you about your order?")))
        .isEqualTo(fields("request-permission-free-form"));
    assertThat(
            body(new AskMessage.Template("call_permission_order", "en", List.of("Ada", "A-1001"))))
        .isEqualTo(fields("request-permission-template-send"));
  }

  /// What goes out but for the name, which every message may bring along (Meta reference 5.2).
  private static Map<String, Json> body(AskMessage message) {
    var body =
        new LinkedHashMap<>(
            Fixtures.object(PermissionRequests.body(message, ADA, new AskId("ask_1"))).fields());
    assertThat(body.remove("biz_opaque_callback_data")).isEqualTo(new Json.Text("ask_1"));
    return body;
  }

  private static Map<String, Json> fields(String fixture) {
    return Fixtures.object(fixture).fields();
  }

  /// What a message brought along comes back in the reports about it.
  @Test
  void aReportNamesTheRequest() {
    assertThat(AskId.in("ask_1")).contains(new AskId("ask_1"));
    assertThat(AskId.in("order 7")).isEmpty();
    assertThat(AskId.in("ask_" + "x".repeat(61))).isEmpty();
  }

  /// PM-3, PM-8, OUT-4: each shape of an answer.
  @Test
  void repliesAreReadInEveryShape() {
    assertThat(reply("webhook-permission-reply-permanent").reply())
        .isEqualTo(new PermissionReply(Response.ACCEPT, true, null, false));
    Fact.PermissionReplied temporary = reply("webhook-permission-reply-temporary");
    assertThat(temporary.reply())
        .isEqualTo(
            new PermissionReply(
                Response.ACCEPT, false, Instant.ofEpochSecond(1_791_792_000), false));
    assertThat(temporary.message().answers()).isEqualTo(ASKED);
    assertThat(temporary.message().kind()).isEqualTo(MessageKind.PERMISSION_REPLY);
    assertThat(temporary.customer().phone()).isEqualTo(new PhoneNumber("447700900456"));
    assertThat(reply("webhook-permission-reply-reject").reply())
        .isEqualTo(new PermissionReply(Response.REJECT, false, null, false));
    Fact.PermissionReplied profile = reply("webhook-permission-reply-profile-grant");
    assertThat(profile.reply().response()).isEqualTo(Response.ACCEPT);
    assertThat(profile.message().answers()).isNull();
    Fact.PermissionReplied callback = reply("webhook-permission-reply-automatic-callback");
    assertThat(callback.reply())
        .isEqualTo(
            new PermissionReply(
                Response.ACCEPT, false, Instant.ofEpochSecond(1_791_792_060), true));
    assertThat(callback.message().kind()).isEqualTo(MessageKind.PERMISSION_CHANGE);
    assertThat(reply("webhook-permission-reply-automatic-revoke").reply())
        .isEqualTo(new PermissionReply(Response.REJECT, false, null, true));
  }

  /// The object may come empty (reference 3.3), and its time as a number.
  @Test
  void anEmptyReplyIsUnreadableAndNumbersAreTimes() {
    String temporary =
        new String(Fixtures.bytes("webhook-permission-reply-temporary"), StandardCharsets.UTF_8);
    String empty =
        temporary.replaceAll(
            "\"call_permission_reply\": \\{[^}]*\\}", "\"call_permission_reply\": {}");
    assertThat(reply(empty.getBytes(StandardCharsets.UTF_8)).reply().response())
        .isEqualTo(Response.UNREADABLE);
    String number = temporary.replace("\"1791792000\"", "1791792000");
    assertThat(reply(number.getBytes(StandardCharsets.UTF_8)).reply().until())
        .isEqualTo(Instant.ofEpochSecond(1_791_792_000));
  }

  @Test
  void metasStateIsRead() {
    MetaPermission none = state("response-call-permissions-none");
    assertThat(none.status()).isEqualTo(MetaPermission.Status.NONE);
    assertThat(none.call().allowed()).isFalse();
    assertThat(none.ask().allowed()).isTrue();
    MetaPermission permanent = state("response-call-permissions-permanent");
    assertThat(permanent.until()).isEmpty();
    assertThat(permanent.call().most(Duration.ofDays(1))).contains(100);
    MetaPermission temporary = state("response-call-permissions-temporary");
    assertThat(temporary.until()).contains(Instant.ofEpochSecond(1_791_619_200));
    assertThat(temporary.ask().freeAt()).contains(Instant.ofEpochSecond(1_791_227_200));
    assertThat(temporary.call().freeAt()).isEmpty();
  }

  /// The table of Meta's page has another name for the time than its sample (reference 3.4).
  @Test
  void bothSpellingsOfTheExpiryAreRead() {
    assertThat(
            read("{\"permission\":{\"status\":\"temporary\",\"expiration\":\"1791619200\"}}")
                .until())
        .contains(Instant.ofEpochSecond(1_791_619_200));
  }

  @Test
  void whatIsNoAnswerIsNone() {
    assertThat(answer(400, Fixtures.bytes("response-error-138006")))
        .isInstanceOf(PermissionAnswer.Refused.class);
    assertThat(answer(200, "<html>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PermissionAnswer.Unreadable.class);
    assertThat(
            answer(200, "{\"permission\":{\"status\":\"new\"}}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PermissionAnswer.Unreadable.class);
    assertThat(
            read("{\"permission\":{\"status\":\"permanent\"},\"actions\":[{\"action_name\":"
                    + "\"start_call\",\"limits\":[{\"time_period\":\"a day\",\"max_allowed\":1},"
                    + "{\"time_period\":\"PT24H\"}]}]}")
                .call())
        .isEqualTo(new MetaPermission.Action(true, List.of()));
  }

  /// A request counts as sent only after `sent`, and its failure says why (131047).
  @Test
  void aFailedMessageSaysWhy() {
    Fact.MessageStatusReported failed =
        (Fact.MessageStatusReported)
            facts(Fixtures.bytes("webhook-message-status-failed")).getFirst();
    assertThat(Optional.ofNullable(failed.error())).isPresent();
  }

  private static MetaPermission state(String fixture) {
    return ((PermissionAnswer.Read) answer(200, Fixtures.bytes(fixture))).permission();
  }

  private static MetaPermission read(String json) {
    return ((PermissionAnswer.Read) answer(200, json.getBytes(StandardCharsets.UTF_8)))
        .permission();
  }

  private static PermissionAnswer answer(int status, byte[] body) {
    return PermissionAnswer.read(status, body);
  }

  private static Fact.PermissionReplied reply(String fixture) {
    return reply(Fixtures.bytes(fixture));
  }

  private static Fact.PermissionReplied reply(byte[] body) {
    return (Fact.PermissionReplied) facts(body).getFirst();
  }

  private static List<Fact.FromMeta> facts(byte[] body) {
    return ((WebhookResult.Read) WebhookReader.read(body)).facts();
  }
}
