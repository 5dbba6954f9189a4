package io.dering.signaling.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.room.Attachment;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.switchboard.Fact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Webhooks `messages` (Meta reference part 5): what rooms are kept from (RM-1).
class MessageReaderTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "webhook-messages-text, TEXT, 'Selamat pagi, can you call me?', -",
        "webhook-messages-audio-voice-note, AUDIO, -, 800000000000303",
        "webhook-messages-audio-voicemail, VOICEMAIL, -, 800000000000304",
        "webhook-messages-image, IMAGE, The broken part, 800000000000305",
        "webhook-messages-interactive-button-reply, CHOICE, Call me back, -",
        "webhook-messages-interactive-list-reply, CHOICE, Billing, -",
        "webhook-messages-template-button, CHOICE, Call me back, -",
        "webhook-messages-unsupported, UNSUPPORTED, -, -",
        "webhook-permission-reply-permanent, PERMISSION_REPLY, accept, -",
        "webhook-permission-reply-automatic-callback, PERMISSION_CHANGE, accept, -"
      })
  void aMessageIsWhatTheCustomerWrote(
      String name, MessageKind kind, @Nullable String text, @Nullable String media) {
    Fact fact = only(Fixtures.bytes(name));
    Fact.CustomerWrote wrote =
        fact instanceof Fact.PermissionReplied replied
            ? replied.asMessage()
            : (Fact.CustomerWrote) fact;
    assertThat(wrote.channel()).isEqualTo(new ChannelId("900000000000202"));
    assertThat(wrote.customer().phone()).isEqualTo(new PhoneNumber("447700900456"));
    assertThat(wrote.customer().userId()).isEqualTo("GB.20000000000000000456");
    assertThat(wrote.customer().name()).isEqualTo("Ada Fictional");
    assertThat(wrote.message().kind()).isEqualTo(kind);
    assertThat(wrote.message().text()).isEqualTo(text);
    assertThat(wrote.message().mediaId()).isEqualTo(media);
    assertThat(wrote.metaTime()).isAfterOrEqualTo(Instant.ofEpochSecond(1791187200));
  }

  /// IN-10: what is recorded in the app is told from a file that is sent on.
  @Test
  void aVoiceNoteIsOneThatTheCustomerRecorded() {
    Fact.CustomerWrote wrote =
        (Fact.CustomerWrote) only(Fixtures.bytes("webhook-messages-audio-voice-note"));
    assertThat(wrote.message().isVoice()).isTrue();
    Attachment recording = Objects.requireNonNull(wrote.message().attachment());
    assertThat(recording.type()).isEqualTo("audio/ogg; codecs=opus");
    assertThat(recording.sha256()).endsWith("=");
  }

  @Test
  void aChoiceNamesTheMessageThatItAnswers() {
    Fact.CustomerWrote wrote =
        (Fact.CustomerWrote) only(Fixtures.bytes("webhook-messages-template-button"));
    assertThat(wrote.message().answers()).isNotNull();
  }

  @Test
  void aChangedNumberIsTheSameCustomerByAnotherName() {
    Fact.CustomerChanged changed =
        (Fact.CustomerChanged) only(Fixtures.bytes("webhook-messages-system-number-changed"));
    assertThat(changed.before().phone()).isEqualTo(new PhoneNumber("447700900456"));
    assertThat(changed.after().phone()).isEqualTo(new PhoneNumber("447700900789"));
    assertThat(changed.after().userId()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"sent, SENT", "delivered, DELIVERED", "read, READ", "failed, FAILED"})
  void aStatusSaysHowFarAMessageHasCome(String name, MessageStatus status) {
    Fact.MessageStatusReported reported =
        (Fact.MessageStatusReported) only(Fixtures.bytes("webhook-message-status-" + name));
    assertThat(reported.status()).isEqualTo(status);
    assertThat(reported.recipient().phone()).isEqualTo(new PhoneNumber("447700900456"));
    assertThat(reported.recipient().userId()).isEqualTo("GB.20000000000000000456");
  }

  @Test
  void aCustomerWithoutANumberWritesAsAnybodyElse() {
    Fact.CustomerWrote wrote =
        (Fact.CustomerWrote)
            only(
                body(
                    "'from_user_id':'GB.7','from_parent_user_id':'GB.ENT.8','id':'wamid.x',"
                        + "'timestamp':1791187200,'type':'text','text':{'body':'Hi'}"));
    assertThat(wrote.customer().phone()).isNull();
    assertThat(wrote.customer().userId()).isEqualTo("GB.7");
    assertThat(wrote.customer().parentUserId()).isEqualTo("GB.ENT.8");
  }

  /// A customer's name is the customer's: what would turn the words beside it around, or break a
  /// line of a log, is left out, and the rest stays.
  @Test
  void aCustomersNameTurnsNoTextAround() {
    assertThat(named("\\u202eevil \\u2066name\\u2069")).isEqualTo("evil name");
    assertThat(named("A\\nB\\u2028C\\u0085")).isEqualTo("A B C ");
    assertThat(named("Ada \\ud83d\\ude00\\ud800")).isEqualTo("Ada \uD83D\uDE00\uFFFD");
    assertThat(named("\u0645\u0647\u200C\u062F\u06CC")).isEqualTo("\u0645\u0647\u200C\u062F\u06CC");
    assertThat(named("\\u202e")).isNull();
  }

  /// @param name as it stands in JSON
  private static @Nullable String named(String name) {
    String parts =
        "'contacts':[{'wa_id':'447700900456','profile':{'name':'"
            + name
            + "'}}],'messages':[{'from':'447700900456','id':'wamid.x','timestamp':'1791187200',"
            + "'type':'text','text':{'body':'Hi'}}]";
    return ((Fact.CustomerWrote) only(value(parts))).customer().name();
  }

  /// The customer wrote all the same; operators read once that there is a new word.
  @Test
  void aTypeThatIsNewToUsIsAMessageOfUnknownKindAndIsKeptToo() {
    WebhookResult.Read read =
        read(
            body(
                "'from':'447700900456','id':'wamid.x','timestamp':'1791187200',"
                    + "'type':'hologram','hologram':{'id':'1'}"));
    assertThat(read.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.CustomerWrote.class,
            wrote -> assertThat(wrote.message().kind()).isEqualTo(MessageKind.UNKNOWN));
    assertThat(read.kept()).singleElement().matches(kept -> !kept.known());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id':'wamid.x','timestamp':'1791187200','type':'text','text':{'body':'Hi'}",
        "'from':'447700900456','timestamp':'1791187200','type':'text','text':{'body':'Hi'}",
        "'from':'447700900456','id':'wamid.x','timestamp':'soon','type':'text'",
        "'from':7,'id':[],'type':{}"
      })
  void whatNobodyCanBeFoundForIsKept(String fields) {
    WebhookResult.Read read = read(body(fields));
    assertThat(read.facts()).isEmpty();
    assertThat(read.kept()).hasSize(1);
  }

  @Test
  void aTextIsCutAndNeverInsideACharacter() {
    String text = "x".repeat(16_383) + "\uD83D\uDCDE" + "y".repeat(100);
    Fact.CustomerWrote wrote =
        (Fact.CustomerWrote)
            only(
                body(
                    "'from':'447700900456','id':'wamid.x','timestamp':'1791187200',"
                        + "'type':'text','text':{'body':'"
                        + text
                        + "'}"));
    assertThat(wrote.message().text()).isEqualTo("x".repeat(16_383));
  }

  private static byte[] body(String fields) {
    return value("'messages':[{" + fields + "}]");
  }

  private static byte[] value(String parts) {
    return ("{'entry':[{'id':'1','changes':[{'value':{'metadata':{'phone_number_id':"
            + "'900000000000202'},"
            + parts
            + "},'field':'messages'}]}]}")
        .replace('\'', '"')
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Fact only(byte[] body) {
    List<Fact.FromMeta> facts = read(body).facts();
    assertThat(facts).hasSize(1);
    return facts.getFirst();
  }

  private static WebhookResult.Read read(byte[] body) {
    return (WebhookResult.Read) WebhookReader.read(body);
  }
}
