package io.dering.signaling.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeskProtocolTest {
  private static final CallId CALL = new CallId("call_x");
  private static final Instant TIME = Instant.parse("2026-10-05T08:00:00Z");
  private static final CustomerCard ADA = new CustomerCard("Ada", "447700900456");
  private static final ChannelCard FRONT =
      new ChannelCard(new ChannelId("9"), "Front", "442079460123");
  private static final DeskMessage.CallIncoming INCOMING =
      new DeskMessage.CallIncoming(CALL, ADA, FRONT, TIME, 30000, 29000);
  private static final String INCOMING_FIELDS =
      "'call':'call_x','customer':{'name':'Ada','number':'447700900456'},"
          + "'channel':{'id':'9','name':'Front','number':'442079460123'},"
          + "'deadline':'2026-10-05T08:00:00Z','window_ms':30000,'remaining_ms':29000";

  private static final String FIGURES =
      "'span_ms':5000,'concealed_ms':60,'buffer_ms':45,'agent_level':34,'agent_talk_ms':2250,"
          + "'customer_level':127,'customer_talk_ms':0,'microphone':'muted'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'span_ms':5000 | 'span_ms':60001 | span_ms",
        "'concealed_ms':60 | 'concealed_ms':-1 | concealed_ms",
        "'agent_level':34 | 'agent_level':128 | agent_level",
        "'customer_level':127 | 'customer_level':1.5 | customer_level",
        "'microphone':'muted' | 'microphone':'off' | microphone",
        "'buffer_ms':45 | 'b':1 | buffer_ms"
      })
  void figuresThatCannotBeAreRefused(String good, String bad, String field) {
    String figures = FIGURES.replace(good, bad);
    assertThat(figures).isNotEqualTo(FIGURES);
    DeskResult.Refused refused =
        refused("{'v':1,'type':'call.quality','call':'call_x'," + figures + "}");
    assertThat(refused.code()).isEqualTo(DeskError.MALFORMED);
    assertThat(refused.detail()).startsWith(field);
    assertThat(refused.close()).isFalse();
  }

  @Test
  void eachRequestOfAPageIsRead() {
    assertRead("'type':'hello','token':'t','page':'p'", new DeskRequest.Hello("t", null, "p"));
    assertRead("'type':'hello','agent':'ayu','page':'p'", new DeskRequest.Hello(null, "ayu", "p"));
    assertRead(
        "'type':'leg.offer','sdp':'v=0'", new DeskRequest.LegOffer(new SessionDescription("v=0")));
    assertRead("'type':'presence','state':'away'", new DeskRequest.SetPresence(Presence.AWAY));
    assertRead("'type':'call.accept','call':'call_x'", new DeskRequest.AcceptCall(CALL));
    assertRead("'type':'call.decline','call':'call_x'", new DeskRequest.DeclineCall(CALL));
    assertRead("'type':'call.hangup','call':'call_x'", new DeskRequest.HangUpCall(CALL));
    assertRead(
        "'type':'call.mute','call':'call_x','muted':true", new DeskRequest.MuteCall(CALL, true));
    assertRead(
        "'type':'call.quality','call':'call_x'," + FIGURES + ",'round_trip_ms':23",
        new DeskRequest.QualityReport(
            CALL,
            new PageFigures(5000, 60, 45, 23, 34, 2250, 127, 0, PageFigures.Microphone.MUTED)));
    assertRead(
        "'type':'call.quality','call':'call_x'," + FIGURES,
        new DeskRequest.QualityReport(
            CALL,
            new PageFigures(5000, 60, 45, -1, 34, 2250, 127, 0, PageFigures.Microphone.MUTED)));
    assertRead("'type':'ping','id':'a'", new DeskRequest.Ping(new PingId("a", false)));
    assertRead("'type':'ping','id':7", new DeskRequest.Ping(new PingId("7", true)));
  }

  @Test
  void fieldsOfANewerPageAreIgnored() {
    assertRead(
        "'type':'call.accept','call':'call_x','mood':{'a':[1]}", new DeskRequest.AcceptCall(CALL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'type':'ping','id':1}", "{'v':2,'type':'ping','id':1}", "{'v':'1'}"})
  void anotherVersionIsRefusedAndTheSocketClosed(String frame) {
    DeskResult.Refused refused = refused(frame);
    assertThat(refused.code()).isEqualTo(DeskError.UNSUPPORTED_VERSION);
    assertThat(refused.close()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "[]", "{", "{'v':1}}", "{'v':1,'type':'x','a':[[[[[1]]]]]}"})
  void whatIsNoMessageIsRefusedAndTheSocketClosed(String frame) {
    DeskResult.Refused refused = refused(frame);
    assertThat(refused.code()).isEqualTo(DeskError.MALFORMED);
    assertThat(refused.close()).isTrue();
  }

  @Test
  void aFrameThatIsTooLongIsRefusedAndTheSocketClosed() {
    String frame = "{'v':1,'type':'ping','id':'" + "a".repeat(DeskReader.MAX_FRAME_LENGTH) + "'}";
    assertThat(refused(frame).code()).isEqualTo(DeskError.MALFORMED);
    assertThat(refused(frame).close()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'dance' | UNKNOWN_TYPE",
        "'type':7 | MALFORMED",
        "'type':'call.accept' | MALFORMED",
        "'type':'call.accept','call':'wacid.x' | MALFORMED",
        "'type':'call.accept','call':7 | MALFORMED",
        "'type':'call.mute','call':'call_x' | MALFORMED",
        "'type':'call.mute','call':'call_x','muted':'yes' | MALFORMED",
        "'type':'presence','state':'on_call' | MALFORMED",
        "'type':'presence' | MALFORMED",
        "'type':'leg.offer','sdp':'' | MALFORMED",
        "'type':'hello','token':'t' | MALFORMED",
        "'type':'hello','token':7,'page':'p' | MALFORMED",
        "'type':'ping','id':{} | MALFORMED"
      })
  void aBadFieldIsRefusedAndTheSocketStays(String fields, DeskError code) {
    DeskResult.Refused refused = refused("{'v':1," + fields + "}");
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.close()).isFalse();
  }

  @Test
  void aLongSdpIsRefusedHere() {
    String sdp = "v".repeat(SessionDescription.MAX_LENGTH + 1);
    assertThat(refused("{'v':1,'type':'leg.offer','sdp':'" + sdp + "'}").re())
        .isEqualTo("leg.offer");
  }

  @Test
  void eachMessageToAPageIsWritten() {
    AgentCard ayu = new AgentCard(new AgentId("ayu"), "Ayu");
    assertWritten(INCOMING, "'type':'call.incoming'," + INCOMING_FIELDS);
    assertWritten(
        new DeskMessage.CallWaiting(CALL, new CustomerCard(null, null), FRONT),
        "'type':'call.waiting','call':'call_x','customer':{},"
            + "'channel':{'id':'9','name':'Front','number':'442079460123'}");
    assertWritten(
        new DeskMessage.CallTaken(CALL, ayu),
        "'type':'call.taken','call':'call_x','by':{'id':'ayu','name':'Ayu'}");
    assertWritten(
        new DeskMessage.CallCancelled(CALL, CancelReason.CUSTOMER_HUNG_UP),
        "'type':'call.cancelled','call':'call_x','reason':'customer_hung_up'");
    assertWritten(
        new DeskMessage.CallConnecting(CALL, new CustomerCard(null, null), FRONT),
        "'type':'call.connecting','call':'call_x','customer':{},"
            + "'channel':{'id':'9','name':'Front','number':'442079460123'}");
    assertWritten(
        new DeskMessage.CallConnected(CALL, TIME, 5, false),
        "'type':'call.connected','call':'call_x','since':'2026-10-05T08:00:00Z','talk_ms':5,"
            + "'muted':false");
    assertWritten(
        new DeskMessage.CallEnded(CALL, CallStatus.ANSWERED, EndReason.AGENT_HUNG_UP, 9),
        "'type':'call.ended','call':'call_x','status':'answered','reason':'agent_hung_up',"
            + "'talk_ms':9,'ended_by':'agent'");
    assertWritten(
        new DeskMessage.PresenceChanged(Presence.ON_CALL), "'type':'presence','state':'on_call'");
    assertWritten(
        new DeskMessage.Failed(DeskError.TOO_LATE, "Late.", "call.accept"),
        "'type':'error','code':'too_late','detail':'Late.','re':'call.accept'");
    assertWritten(new DeskMessage.Pong(new PingId("7", true)), "'type':'pong','id':7");
    assertWritten(new DeskMessage.Pong(new PingId("7", false)), "'type':'pong','id':'7'");
    assertWritten(new DeskMessage.Challenge(41), "'type':'challenge','id':41");
    assertWritten(new DeskMessage.Reachable(9_000), "'type':'reachable','silent_ms':9000");
    assertWritten(new DeskMessage.LegUp(), "'type':'leg.up'");
    assertWritten(new DeskMessage.LegDown("lost"), "'type':'leg.down','reason':'lost'");
    assertWritten(
        new DeskMessage.LegRefused("no_opus", "d"),
        "'type':'leg.refused','code':'no_opus','detail':'d'");
    assertWritten(
        new DeskMessage.LegAnswer(new SessionDescription("v=0\r\n")),
        "'type':'leg.answer','sdp':'v=0\\r\\n'");
  }

  @Test
  void aWelcomeHoldsAllThatAPageNeedsToDrawItself() {
    AgentCard ayu = new AgentCard(new AgentId("ayu"), "Ayu");
    AccountId demo = new AccountId("demo");
    assertWritten(
        new DeskMessage.Welcome(
            ayu, demo, Presence.ONLINE, List.of("Front desk", "Sales"), List.of(INCOMING), null),
        "'type':'welcome','agent':{'id':'ayu','name':'Ayu'},'account':'demo','presence':'online',"
            + "'ring_groups':['Front desk','Sales'],'calls':[{"
            + INCOMING_FIELDS
            + "}],'dials':[],'call':null,'features':{'sandbox':true}");
    assertWritten(
        new DeskMessage.Welcome(
            ayu,
            demo,
            Presence.ON_CALL,
            List.of(),
            List.of(),
            new CallCard(CALL, ADA, FRONT, TIME, true)),
        "'type':'welcome','agent':{'id':'ayu','name':'Ayu'},'account':'demo','presence':'on_call',"
            + "'ring_groups':[],'calls':[],'dials':[],'call':{'call':'call_x',"
            + "'customer':{'name':'Ada','number':'447700900456'},"
            + "'channel':{'id':'9','name':'Front','number':'442079460123'},"
            + "'state':'talking','since':'2026-10-05T08:00:00Z','muted':true},"
            + "'features':{'sandbox':true}");
  }

  @Test
  void noMutationOfAFrameThrows() {
    SplittableRandom random = new SplittableRandom(20261005);
    String frame = "{\"v\":1,\"type\":\"call.mute\",\"call\":\"call_x\",\"muted\":true}";
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder changed = new StringBuilder(frame);
      changed.setCharAt(random.nextInt(frame.length()), (char) random.nextInt(0x3000));
      changed.setLength(random.nextInt(5) == 0 ? random.nextInt(frame.length()) : frame.length());
      accepted += DeskReader.read(changed.toString()) instanceof DeskResult.Accepted ? 1 : 0;
    }
    assertThat(accepted).isBetween(100, 19_000);
  }

  private static void assertRead(String fields, DeskRequest expected) {
    assertThat(DeskReader.read(json("{'v':1," + fields + "}")))
        .isEqualTo(new DeskResult.Accepted(expected));
  }

  private static void assertWritten(DeskMessage message, String fields) {
    assertThat(new DeskWriter(true).write(message)).isEqualTo(json("{'v':1," + fields + "}"));
  }

  private static DeskResult.Refused refused(String frame) {
    return (DeskResult.Refused) DeskReader.read(json(frame));
  }

  private static String json(String single) {
    return single.replace('\'', '"');
  }
}
