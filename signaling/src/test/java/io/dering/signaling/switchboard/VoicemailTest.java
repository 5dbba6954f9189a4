package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.event.Event;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.room.Attachment;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MissedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// IN-10: whose voicemail a recording is.
class VoicemailTest {
  private static final Caller ADA = Stage.connect("1", Stage.START).caller();
  private static final Duration WINDOW = Policy.DEFAULT.voicemailWindow();

  private final Stage stage = new Stage().signIn(AYU);
  private int messages;

  /// Meta's own voicemail names the call by its id (Meta reference 4.5).
  @Test
  void aRecordingWithTheIdOfACallIsThatCallsVoicemail() {
    CallId call = declined("1");
    stage.passSeconds(3_000);
    RoomRecord.MessageKept kept = leave(wacid("1"), MessageKind.VOICEMAIL, true, stage.now());
    assertThat(kept.call()).isEqualTo(call);
    assertThat(kept.message().kind()).isEqualTo(MessageKind.VOICEMAIL);
    assertThat(Event.of(kept).orElseThrow().data()).contains(call.value());
  }

  /// The customer's app offers to record after an unanswered call, and names none.
  @Test
  void aVoiceNoteSoonAfterADeclinedCallIsItsVoicemail() {
    CallId call = declined("1");
    stage.passSeconds(40);
    RoomRecord.MessageKept kept = note();
    assertThat(kept.call()).isEqualTo(call);
    assertThat(kept.message().kind()).isEqualTo(MessageKind.VOICEMAIL);
  }

  @Test
  void aCallThatTimesOutHasAVoicemailToo() {
    CallId call = stage.ringingCall("1");
    stage.passSeconds(31);
    assertThat(note().call()).isEqualTo(call);
  }

  @Test
  void theSecondVoiceNoteIsConversation() {
    declined("1");
    note();
    RoomRecord.MessageKept second = note();
    assertThat(second.call()).isNull();
    assertThat(second.message().kind()).isEqualTo(MessageKind.AUDIO);
  }

  @Test
  void whatWasRecordedTooLateBelongsToNoCall() {
    declined("1");
    stage.pass(WINDOW.plusSeconds(10));
    assertThat(note().call()).isNull();
  }

  /// A webhook may come late: what counts is when the customer recorded.
  @Test
  void aWebhookThatComesLateIsJudgedByMetasClock() {
    CallId call = declined("1");
    Instant recorded = stage.now().plusSeconds(20);
    stage.pass(WINDOW.multipliedBy(3));
    assertThat(leave("wamid.late", MessageKind.AUDIO, true, recorded).call()).isEqualTo(call);
  }

  @Test
  void theLastCallCountsAndNoneAfterWhichTheyTalked() {
    declined("1");
    stage.passSeconds(10);
    CallId second = declined("2");
    assertThat(note().call()).isEqualTo(second);
    declined("3");
    CallId talked = stage.talkingCall("4", AYU);
    stage.handle(new Fact.AgentHungUp(AYU, Stage.tab(AYU), talked));
    assertThat(note().call()).isNull();
  }

  @Test
  void aFileThatIsSentOnAndATextAreNoVoicemail() {
    declined("1");
    assertThat(leave("wamid.a", MessageKind.AUDIO, false, stage.now()).call()).isNull();
    assertThat(leave("wamid.b", MessageKind.TEXT, true, stage.now()).call()).isNull();
  }

  @Test
  void anotherCustomersVoiceNoteIsNotForThisCall() {
    declined("1");
    Caller bima = new Caller(new PhoneNumber("447700900111"), null, "Bima");
    stage.handle(new Fact.CustomerWrote(CHANNEL, bima, voice("wamid.x"), stage.now()));
    assertThat(last().call()).isNull();
    // By the user id alone, for a username hides the number.
    Caller ada = new Caller(null, ADA.userId(), null);
    stage.handle(new Fact.CustomerWrote(CHANNEL, ada, voice("wamid.y"), stage.now()));
    assertThat(last().call()).isNotNull();
  }

  @Test
  void callsOfAnEarlierProcessHaveTheirVoicemail() {
    Stage later = new Stage();
    CallId call = new CallId("call_earlier");
    later
        .switchboard()
        .takeMissed(
            List.of(
                new MissedCall(
                    call, Stage.wacid("0"), CHANNEL, ADA, Stage.START.minusSeconds(30))));
    later.handle(new Fact.CustomerWrote(CHANNEL, ADA, voice("wamid.1"), Stage.START));
    assertThat(later.records(RoomRecord.MessageKept.class).toList().getLast().call())
        .isEqualTo(call);
  }

  private CallId declined(String name) {
    CallId call = stage.ringingCall(name);
    stage.decline(AYU, call);
    stage.handle(new Fact.GraphSucceeded(call, GraphAction.REJECT));
    return call;
  }

  private RoomRecord.MessageKept note() {
    return leave("wamid." + ++messages, MessageKind.AUDIO, true, stage.now());
  }

  private RoomRecord.MessageKept leave(String id, MessageKind kind, boolean voice, Instant at) {
    Message message =
        new Message(
            new MessageId(id), kind, null, new Attachment("8", "audio/ogg", null, voice), null);
    stage.handle(new Fact.CustomerWrote(CHANNEL, ADA, message, at));
    return last();
  }

  private RoomRecord.MessageKept last() {
    return stage.records(RoomRecord.MessageKept.class).toList().getLast();
  }

  private static Message voice(String id) {
    return new Message(
        new MessageId(id),
        MessageKind.AUDIO,
        null,
        new Attachment("8", "audio/ogg", null, true),
        null);
  }

  private static String wacid(String name) {
    return Stage.wacid(name).value();
  }
}
