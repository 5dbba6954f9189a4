package io.dering.signaling.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.CallState.AcceptProgress;
import io.dering.signaling.call.CallState.Aftermath;
import io.dering.signaling.call.CallState.AnswerInHand;
import io.dering.signaling.call.CallState.Handling;
import io.dering.signaling.call.CallState.NoAnswer;
import io.dering.signaling.call.CallState.NotRinging;
import io.dering.signaling.call.CallState.Session;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every state × every input; what is not listed in `call-machine-table.txt` must change nothing.
class CallMachineTableTest {
  private static final Instant START = Instant.parse("2026-10-05T08:00:00Z");
  private static final Instant NOW = START.plusSeconds(10);
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final AgentId AYU = new AgentId("ayu");
  private static final AgentId BUDI = new AgentId("budi");
  private static final ConnectionId TAB = new ConnectionId("tab");
  private static final ConnectionId OTHER_TAB = new ConnectionId("other");
  private static final SessionDescription OFFER = new SessionDescription("offer");
  private static final SessionDescription ANSWER = new SessionDescription("answer");
  private static final SessionDescription OTHER_ANSWER = new SessionDescription("other answer");
  private static final CallMachine MACHINE =
      new CallMachine(
          new CallTimings(Duration.ofSeconds(20), Duration.ofSeconds(15), Duration.ofMinutes(10)));

  @Test
  void everyStateMeetsEveryInputAsTheTableSays() {
    Map<String, String> actual = new LinkedHashMap<>();
    STATES.forEach((stateName, state) ->
        INPUTS.forEach((inputName, input) -> {
          Decision decision = MACHINE.decide(state, input, NOW);
          if (!decision.equals(Decision.stay(state))) {
            actual.put(stateName + " + " + inputName, describe(decision));
          }
        }));
    assertThat(lines(actual)).isEqualTo(table());
  }

  @Test
  void noStateAndNoInputIsLeftOut() {
    assertThat(kinds(STATES.values())).isEqualTo(permitted(CallState.class));
    assertThat(kinds(INPUTS.values())).isEqualTo(permitted(CallInput.class));
  }

  @Test
  void acceptCarriesThePreAcceptedAnswerByteForByte() {
    Decision first =
        MACHINE.decide(ringing(NoAnswer.YET), new CallInput.MediaAnswered(ANSWER), NOW);
    Decision second = MACHINE.decide(first.next(), new CallInput.MediaAnswered(OTHER_ANSWER), NOW);
    Decision taken = MACHINE.decide(second.next(), new CallInput.Taken(AYU, TAB, true), NOW);
    assertThat(first.outputs()).contains(new CallOutput.PreAccept(ANSWER));
    assertThat(taken.outputs()).contains(new CallOutput.Accept(ANSWER));
  }

  /// IN-7: not a nanosecond early.
  @Test
  void theRingingWindowEndsAtItsDeadlineAndNotBefore() {
    CallState ringing = ringing(NoAnswer.YET);
    Instant end = START.plus(WINDOW);
    CallInput passed = new CallInput.TimePassed();
    assertThat(MACHINE.decide(ringing, passed, end.minusNanos(1)).outputs()).isEmpty();
    assertThat(describe(MACHINE.decide(ringing, passed, end)))
        .isEqualTo(
            "Ended: Reject CloseMetaLeg ENDED(TIMED_OUT) Close(UNANSWERED TIMED_OUT N/A 30000 0)");
  }

  @Test
  void connectingGivesUpAndTalkingWaitsForItsAgentExactlyAsLongAsAllowed() {
    CallInput passed = new CallInput.TimePassed();
    CallState waiting = connecting(SEATED, false, AcceptProgress.WAITING_FOR_ANSWER);
    CallState sent = connecting(SEATED, false, AcceptProgress.SENT);
    CallState vacant = talking(VACANT, true);
    Instant giveUp = START.plusSeconds(20);
    assertThat(MACHINE.decide(sent, passed, giveUp.minusNanos(1)).outputs()).isEmpty();
    assertThat(describe(MACHINE.decide(sent, passed, giveUp)))
        .startsWith("Ended: Terminate Unbridge")
        .contains("CONNECT_TIMED_OUT");
    assertThat(describe(MACHINE.decide(waiting, passed, giveUp))).startsWith("Ended: Reject");
    assertThat(describe(MACHINE.decide(vacant, passed, START.plusSeconds(30))))
        .isEqualTo(
            "Ended: Terminate CloseMetaLeg ENDED(ayu AGENT_LOST)"
                + " Close(ANSWERED AGENT_LOST ayu 4000 25000)");
    assertThat(MACHINE.decide(vacant, passed, START.plusSeconds(30).minusNanos(1)).outputs())
        .isEmpty();
  }

  /// REP-2: answered means that they could talk, so both legs were up at some time.
  @Test
  void aLostAgentCountsAsAnsweredOnlyIfBothLegsWereUp() {
    CallInput passed = new CallInput.TimePassed();
    Instant end = START.plusSeconds(30);
    assertThat(MACHINE.decide(talking(AWAITED, false), passed, end.minusNanos(1)).outputs())
        .isEmpty();
    assertThat(describe(MACHINE.decide(talking(AWAITED, false), passed, end)))
        .isEqualTo(
            "Ended: Terminate Unbridge CloseMetaLeg ENDED(ayu AGENT_LOST)"
                + " Close(UNANSWERED AGENT_LOST ayu 4000 0)");
    for (boolean meta : new boolean[] {false, true}) {
      for (boolean agent : new boolean[] {false, true}) {
        CallState vacant = talking(new Handling(VACANT, 4000, false, meta, agent));
        assertThat(describe(MACHINE.decide(vacant, passed, end)))
            .endsWith(
                meta && agent
                    ? "Close(ANSWERED AGENT_LOST ayu 4000 25000)"
                    : "Close(UNANSWERED AGENT_LOST ayu 4000 0)");
      }
    }
  }

  /// REP-2, whoever ended it: nobody heard anybody before both legs were up.
  @Test
  void aCallIsAnsweredOnlyIfBothLegsWereUp() {
    Instant end = START.plusSeconds(30);
    for (String ending : List.of("HungUp", "Terminated/times", "Terminated/failed", "LegClosed")) {
      for (boolean meta : new boolean[] {false, true}) {
        for (boolean agent : new boolean[] {false, true}) {
          CallState talking = talking(new Handling(SEATED, 4000, false, meta, agent));
          CallInput input = Objects.requireNonNull(INPUTS.get(ending));
          assertThat(describe(MACHINE.decide(talking, input, end)))
              .as("%s, Meta leg %s, agent leg %s", ending, meta, agent)
              .contains(meta && agent ? "Close(ANSWERED " : "Close(UNANSWERED ")
              .contains(meta && agent ? " ayu 4000 25000" : " ayu 4000 0");
        }
      }
    }
  }

  private static CallState ringing(CallState.AnswerProgress answer) {
    return new CallState.Ringing(START, START.plus(WINDOW), answer, false);
  }

  private static CallState connecting(Seat seat, boolean muted, AcceptProgress accept) {
    return new CallState.Connecting(
        new Handling(seat, 4000, muted, false, !seat.equals(AWAITED)),
        START.plusSeconds(20),
        accept);
  }

  private static CallState talking(Seat seat, boolean muted) {
    return talking(new Handling(seat, 4000, muted, true, !seat.equals(AWAITED)));
  }

  private static CallState calling(Seat seat, CallState.Reach reach, Session session) {
    return new CallState.Calling(
        new Handling(seat, 0, false, false, true), START.plusSeconds(60), reach, session);
  }

  private static CallState paid(Session session) {
    return new CallState.Talking(
        new Handling(SEATED, 4000, false, session == Session.ANSWERED, true),
        START.plusSeconds(5),
        START.plusSeconds(65),
        session);
  }

  private static CallState talking(Handling handling) {
    return new CallState.Talking(handling, START.plusSeconds(5));
  }

  private static final Seat SEATED = new Seat.Taken(AYU, TAB);
  private static final Seat AWAITED = new Seat.Awaited(AYU, TAB, START.plusSeconds(30));
  private static final Seat VACANT = new Seat.Vacant(AYU, START.plusSeconds(30));

  private static final Map<String, CallState> STATES = states();
  private static final Map<String, CallInput> INPUTS = inputs();

  private static Map<String, CallState> states() {
    Map<String, CallState> states = new LinkedHashMap<>();
    states.put("Offered", new CallState.Offered(OFFER));
    states.put("Ringing", ringing(NoAnswer.YET));
    states.put("Ringing/answer", ringing(new AnswerInHand(ANSWER)));
    states.put(
        "Ringing/leg",
        new CallState.Ringing(START, START.plus(WINDOW), new AnswerInHand(ANSWER), true));
    states.put("Connecting/waiting", connecting(SEATED, false, AcceptProgress.WAITING_FOR_ANSWER));
    states.put("Connecting/sent", connecting(SEATED, false, AcceptProgress.SENT));
    states.put(
        "Connecting/leg",
        new CallState.Connecting(
            new Handling(SEATED, 4000, false, true, true),
            START.plusSeconds(20),
            AcceptProgress.SENT));
    states.put("Connecting/awaited", connecting(AWAITED, false, AcceptProgress.SENT));
    states.put("Connecting/vacant", connecting(VACANT, false, AcceptProgress.SENT));
    states.put("Talking", talking(SEATED, false));
    states.put("Talking/awaited", talking(AWAITED, true));
    states.put("Talking/vacant", talking(VACANT, true));
    states.put("Talking/no leg", talking(new Handling(SEATED, 4000, false, false, true)));
    states.put("Calling/offering", calling(SEATED, NotRinging.OFFERING, Session.AWAITED));
    states.put("Calling/dialled", calling(SEATED, NotRinging.DIALLED, Session.AWAITED));
    states.put("Calling/placed", calling(SEATED, NotRinging.PLACED, Session.AWAITED));
    states.put("Calling/answer", calling(SEATED, NotRinging.PLACED, Session.ANSWERED));
    states.put(
        "Calling/rings",
        calling(SEATED, new CallState.Rings(START.plusSeconds(6)), Session.ANSWERED));
    states.put(
        "Calling/vacant",
        calling(VACANT, new CallState.Rings(START.plusSeconds(6)), Session.ANSWERED));
    states.put("Calling/gone", calling(SEATED, CallState.Gone.GONE, Session.ANSWERED));
    states.put(
        "Calling/gone, time",
        new CallState.Calling(
            new Handling(SEATED, 3_000, false, false, true),
            NOW,
            CallState.Gone.GONE,
            Session.AWAITED));
    states.put("Talking/paid", paid(Session.ANSWERED));
    states.put("Talking/no session", paid(Session.AWAITED));
    Instant forget = START.plusSeconds(600);
    states.put("Ended", new CallState.Ended(forget, Aftermath.NONE, false));
    states.put("Ended/reported", new CallState.Ended(forget, Aftermath.NONE, true));
    states.put(
        "Ended/refused", new CallState.Ended(forget, Aftermath.REJECT_IF_TERMINATE_REFUSED, false));
    states.put(
        "Ended/unplaced", new CallState.Ended(forget, Aftermath.TERMINATE_WHEN_PLACED, false));
    return states;
  }

  private static Map<String, CallInput> inputs() {
    Map<String, CallInput> inputs = new LinkedHashMap<>();
    inputs.put("Rung", new CallInput.Rung(WINDOW));
    inputs.put("GivenUp", new CallInput.GivenUp(EndReason.DECLINED));
    inputs.put("OfferRepeated", new CallInput.OfferRepeated());
    inputs.put("MediaAnswered", new CallInput.MediaAnswered(ANSWER));
    inputs.put("MediaRefused", new CallInput.MediaRefused("no_opus"));
    inputs.put("LegConnected", new CallInput.LegConnected());
    inputs.put("LegClosed", new CallInput.LegClosed(LegCloseReason.ICE_FAILED));
    inputs.put("LegClosed/goodbye", new CallInput.LegClosed(LegCloseReason.PEER_CLOSED));
    inputs.put("Taken", new CallInput.Taken(AYU, TAB, true));
    inputs.put("Taken/no leg", new CallInput.Taken(AYU, TAB, false));
    inputs.put("Taken/other", new CallInput.Taken(BUDI, OTHER_TAB, true));
    inputs.put("HungUp", new CallInput.HungUp(AYU));
    inputs.put("HungUp/other", new CallInput.HungUp(BUDI));
    inputs.put("MuteChosen", new CallInput.MuteChosen(AYU, true));
    inputs.put("MuteChosen/off", new CallInput.MuteChosen(AYU, false));
    inputs.put("MuteChosen/other", new CallInput.MuteChosen(BUDI, true));
    inputs.put("TabLost", new CallInput.TabLost(TAB));
    inputs.put("TabLost/other", new CallInput.TabLost(OTHER_TAB));
    inputs.put("TabReady", new CallInput.TabReady(AYU, TAB));
    inputs.put("TabReady/new", new CallInput.TabReady(AYU, OTHER_TAB));
    inputs.put("TabReady/other", new CallInput.TabReady(BUDI, OTHER_TAB));
    for (GraphAction action : GraphAction.values()) {
      inputs.put("Succeeded " + action, new CallInput.RequestSucceeded(action));
      inputs.put("Refused " + action, new CallInput.RequestRefused(action, MetaError.of(138004)));
      inputs.put("Unknown " + action, new CallInput.RequestUnknown(action));
    }
    inputs.put(
        "Refused fatally PRE_ACCEPT",
        new CallInput.RequestRefused(GraphAction.PRE_ACCEPT, MetaError.of(100)));
    inputs.put("Terminated", terminated(TerminateStatus.COMPLETED, false, List.of()));
    inputs.put("Terminated/times", terminated(TerminateStatus.COMPLETED, true, List.of()));
    inputs.put(
        "Terminated/failed",
        terminated(TerminateStatus.FAILED, true, List.of(MetaError.of(138021))));
    inputs.put("Terminated/odd", terminated(TerminateStatus.OTHER, false, List.of()));
    inputs.put("OfferMade", new CallInput.OfferMade(OFFER, Duration.ofSeconds(60)));
    inputs.put("OfferNotMade", new CallInput.OfferNotMade("media_failed"));
    inputs.put("Placed", new CallInput.Placed());
    inputs.put("SessionAnswered", new CallInput.SessionAnswered(ANSWER));
    inputs.put("AnswerRefused", new CallInput.AnswerRefused("no_opus"));
    inputs.put("CustomerRings", new CallInput.CustomerRings());
    inputs.put("CustomerAnswered", new CallInput.CustomerAnswered(NOW.plusSeconds(60)));
    inputs.put("CustomerDeclined", new CallInput.CustomerDeclined());
    inputs.put("PaidUntil", new CallInput.PaidUntil(START.plusSeconds(120)));
    inputs.put("PaidUntil/less", new CallInput.PaidUntil(START.plusSeconds(30)));
    inputs.put(
        "Refused busy CONNECT",
        new CallInput.RequestRefused(GraphAction.CONNECT, MetaError.of(138003)));
    inputs.put("Broken", new CallInput.Broken());
    inputs.put("TimePassed", new CallInput.TimePassed());
    return inputs;
  }

  private static CallInput terminated(
      TerminateStatus status, boolean pickedUp, List<MetaError> errors) {
    TalkTimes times = pickedUp ? new TalkTimes(START, START.plusSeconds(7), 7) : null;
    return new CallInput.MetaTerminated(status, times, errors);
  }

  private static String describe(Decision decision) {
    return name(decision.next())
        + ": "
        + decision.outputs().stream()
            .map(CallMachineTableTest::describe)
            .collect(Collectors.joining(" "));
  }

  private static String name(CallState state) {
    Function<Handling, String> seat =
        handling ->
            handling.seat().tab().map(tab -> "@" + tab).orElse("@vacant")
                + (handling.seat() instanceof Seat.Awaited ? "/awaited" : "")
                + (handling.agentLegWasUp() ? "" : "/unheard")
                + (handling.metaLegWasUp() ? "/leg" : "")
                + (handling.muted() ? "/muted" : "");
    return switch (state) {
      case CallState.Offered _ -> "Offered";
      case CallState.Ringing ringing ->
          "Ringing"
              + (ringing.answer() instanceof AnswerInHand ? "/answer" : "")
              + (ringing.metaLegWasUp() ? "/leg" : "");
      case CallState.Connecting c -> "Connecting/" + c.accept() + seat.apply(c.handling());
      case CallState.Calling calling ->
          "Calling/"
              + switch (calling.reach()) {
                case NotRinging not -> not;
                case CallState.Rings _ -> "RINGS";
                case CallState.Gone gone -> gone;
              }
              + (calling.session() == Session.ANSWERED ? "/answer" : "")
              + seat.apply(calling.handling());
      case CallState.Talking talking ->
          "Talking"
              + seat.apply(talking.handling())
              + (talking.session() == Session.ANSWERED ? "" : "/no session")
              + (talking.paidUntil().equals(Instant.MAX)
                  ? ""
                  : "/paid " + Duration.between(NOW, talking.paidUntil()).toSeconds());
      case CallState.Ended ended ->
          "Ended"
              + (ended.reportedByMeta() ? "/reported" : "")
              + switch (ended.aftermath()) {
                case NONE -> "";
                case REJECT_IF_TERMINATE_REFUSED -> "/refused";
                case TERMINATE_WHEN_PLACED -> "/unplaced";
              };
    };
  }

  private static String describe(CallOutput output) {
    return switch (output) {
      case CallOutput.Note note ->
          note.kind()
              + (note.agent() == null && note.detail() == null
                  ? ""
                  : "("
                      + (note.agent() == null ? "" : note.agent())
                      + (note.agent() == null || note.detail() == null ? "" : " ")
                      + (note.detail() == null ? "" : note.detail())
                      + ")");
      case CallOutput.Close close ->
          "Close(%s %s %s %d %d%s)"
              .formatted(
                  close.status(),
                  close.reason(),
                  close.agent() == null ? "N/A" : close.agent(),
                  close.spans().ringMs(),
                  close.spans().talkMs(),
                  close.error() == null ? "" : " " + close.error().figures());
      case CallOutput.Bridge bridge -> "Bridge(" + bridge.connection() + ")";
      case CallOutput.Mute mute -> "Mute(" + mute.muted() + ")";
      case CallOutput.Play play -> "Play(" + play.tone() + ")";
      case CallOutput.MakeOffer _,
          CallOutput.Connect _,
          CallOutput.ApplyAnswer _,
          CallOutput.AnswerOffer _,
          CallOutput.PreAccept _,
          CallOutput.Accept _,
          CallOutput.Reject _,
          CallOutput.Terminate _,
          CallOutput.OpenGate _,
          CallOutput.Unbridge _,
          CallOutput.CloseMetaLeg _ ->
          output.getClass().getSimpleName();
    };
  }

  private static String lines(Map<String, String> table) {
    return table.entrySet().stream()
        .map(row -> row.getKey() + " -> " + row.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String table() {
    try (InputStream in =
        Objects.requireNonNull(
            CallMachineTableTest.class.getResourceAsStream("/call-machine-table.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> kinds(Iterable<?> values) {
    Set<String> kinds = new TreeSet<>();
    values.forEach(value -> kinds.add(value.getClass().getSimpleName()));
    return kinds;
  }

  private static Set<String> permitted(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(kind ->
            kind.isSealed() ? Arrays.stream(kind.getPermittedSubclasses()) : Stream.of(kind))
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
