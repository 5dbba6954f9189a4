package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import io.dering.signaling.switchboard.Stage;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// I4: seven events of one call in each of their 7! orders, each with each of the 2^7 sets of
/// events doubled: 645,120 lives of a call through the production switchboard, and one end. The
/// second copies come after the seventh event, in the order of the first: as late as they can.
///
/// Events come before their causes here, even those that cannot in a process: an answer of media
/// for a call that nobody has offered yet. They then change nothing.
class SevenEventsTest {
  private static final int EVENTS = 7;
  private static final int LIVES = 645_120;
  private static final long IDS = 7;
  private static final CallId CALL = CallId.at(Stage.START, new SplittableRandom(IDS));
  private static final MetaCallId META_CALL = Stage.wacid("a");

  private static final int CONNECT = 0;
  private static final int MEDIA_ANSWER = 1;
  private static final int LEG_UP = 3;
  private static final int TAKEN = 4;
  private static final int TERMINATE = 6;

  private static final AccountSettings SETTINGS = Stage.settings();

  private static final List<Fact> SIGN_IN =
      List.of(
          new Fact.AgentConnected(Stage.AYU, Stage.tab(Stage.AYU)),
          new Fact.AgentLegUp(Stage.AYU, Stage.tab(Stage.AYU)),
          new Fact.AgentConnected(Stage.BUDI, Stage.tab(Stage.BUDI)),
          new Fact.AgentConnected(Stage.CITRA, Stage.tab(Stage.CITRA)));

  /// One declines, one leaves, one might still answer when the customer gives up.
  private static final List<Fact> MISSED =
      List.of(
          Stage.connect("a", Stage.START),
          new Fact.OfferAnswered(CALL, Stage.ANSWER),
          new Fact.GraphSucceeded(CALL, GraphAction.PRE_ACCEPT),
          new Fact.MetaLegConnected(CALL),
          new Fact.AgentDeclined(Stage.AYU, Stage.tab(Stage.AYU), CALL),
          new Fact.AgentDisconnected(Stage.BUDI, Stage.tab(Stage.BUDI)),
          Stage.terminate("a", Stage.START));

  /// The same until an agent takes it, and Meta's word that both were connected.
  private static final List<Fact> ANSWERED =
      List.of(
          Stage.connect("a", Stage.START),
          new Fact.OfferAnswered(CALL, Stage.ANSWER),
          new Fact.GraphSucceeded(CALL, GraphAction.PRE_ACCEPT),
          new Fact.MetaLegConnected(CALL),
          new Fact.AgentAccepted(Stage.AYU, Stage.tab(Stage.AYU), CALL),
          new Fact.GraphSucceeded(CALL, GraphAction.ACCEPT),
          new Fact.CallTerminated(
              META_CALL,
              Stage.CHANNEL,
              TerminateStatus.COMPLETED,
              new TalkTimes(Stage.START, Stage.START, 0),
              List.of(),
              Stage.START));

  @Test
  void aCallThatNobodyTakesEndsTheSameInEveryOrderWithEveryRepetition() {
    assertThat(everyLife(MISSED, "a missed call", _ -> Story.NOBODY_TOOK_IT))
        .containsExactly(Map.entry(Story.NOBODY_TOOK_IT, LIVES));
  }

  /// The customer ends it in every order; who had it and whether both could talk by then is told by
  /// a rule of its own, [#story], that shares nothing with the switchboard.
  @Test
  void aCallThatIsTakenEndsTheSameInEveryOrderWithEveryRepetition() {
    Map<Story, Integer> ends = everyLife(ANSWERED, "an answered call", SevenEventsTest::story);
    assertThat(ends).containsOnlyKeys(Story.values());
    assertThat(ends.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(LIVES);
  }

  /// All that can still differ between two lives, since the terminate ends each of them.
  private enum Story {
    NOBODY_TOOK_IT(CallStatus.UNANSWERED, false),
    NOBODY_WAS_HEARD(CallStatus.UNANSWERED, true),
    BOTH_COULD_TALK(CallStatus.ANSWERED, true);

    private final CallStatus status;
    private final boolean taken;

    Story(CallStatus status, boolean taken) {
      this.status = status;
      this.taken = taken;
    }

    boolean isTold(CallRecord.CallClosed row) {
      return row.status() == status
          && row.reason() == EndReason.CUSTOMER_HUNG_UP
          && Objects.equals(row.agent(), taken ? Stage.AYU : null)
          && row.ringMs() == 0
          && row.talkMs() == 0
          && row.chargeMinor() == 0
          && row.metaErrorCode() == null;
    }
  }

  /// What the events are worth in that order. The terminate says that it was picked up, so that
  /// accept's 200 adds nothing.
  private static Story story(int[] order) {
    boolean offered = false;
    boolean over = false;
    boolean answer = false;
    boolean leg = false;
    boolean taken = false;
    for (int event : order) {
      offered |= event == CONNECT;
      over |= event == TERMINATE;
      if (offered && !over) {
        answer |= event == MEDIA_ANSWER;
        leg |= event == LEG_UP;
        taken |= event == TAKEN;
      }
    }
    Story whenTaken = answer && leg ? Story.BOTH_COULD_TALK : Story.NOBODY_WAS_HEARD;
    return taken ? whenTaken : Story.NOBODY_TOOK_IT;
  }

  /// Lives every life and counts the ends.
  private static Map<Story, Integer> everyLife(
      List<Fact> facts, String what, Function<int[], Story> expected) {
    long begunNanos = System.nanoTime();
    Map<Story, Integer> ends = new EnumMap<>(Story.class);
    int lives = 0;
    for (int[] order : orders()) {
      for (int doubled = 0; doubled < 1 << EVENTS; doubled++) {
        int[] life = withCopies(order, doubled);
        Story story = expected.apply(life);
        check(story.isTold(end(facts, life)), "another end than " + story, life);
        ends.merge(story, 1, Integer::sum);
        lives++;
      }
    }
    assertThat(lives).isEqualTo(LIVES);
    System.out.printf(
        "%,d orderings and duplications of %s: %.1f s, %s%n",
        lives, what, (System.nanoTime() - begunNanos) / 1e9, ends);
    return ends;
  }

  /// One life; the row that it leaves.
  private static CallRecord.CallClosed end(List<Fact> facts, int[] life) {
    Switchboard switchboard = new Switchboard(SETTINGS, new SplittableRandom(IDS));
    SIGN_IN.forEach(fact -> switchboard.handle(fact, Stage.START));
    Tally tally = new Tally();
    for (int event : life) {
      tally.count(switchboard.handle(facts.get(event), Stage.START));
    }
    Snapshot after = switchboard.snapshot();
    check(
        after.ringing() + after.connecting() + after.talking() == 0
            && after.remembered() == 1
            && after.agents().getOrDefault(Presence.ON_CALL, 0) == 0,
        "something goes on",
        life);
    CallRecord.CallClosed row = tally.row;
    if (row == null || !tally.holds) {
      throw failed("not one row with one end, or asked too much of Meta", life);
    }
    return row;
  }

  /// One row with one end, a log without holes, and nothing asked of Meta twice or after the end.
  private static final class Tally {
    private CallRecord.@Nullable CallClosed row;
    private boolean holds = true;
    private int opened;
    private int lastSequence;
    private int preAccepts;
    private int accepts;
    private int gates;

    void count(Step step) {
      for (ActivityRecord written : step.records()) {
        switch (written) {
          case CallRecord.CallOpened _ -> holds &= ++opened == 1;
          case CallRecord.CallEvent noted -> holds &= noted.sequence() == ++lastSequence;
          case CallRecord.CallClosed closed -> {
            holds &= row == null && opened == 1;
            row = closed;
          }
          default -> holds = false;
        }
      }
      for (Command command : step.commands()) {
        switch (command) {
          case Command.PreAccept _ -> holds &= ++preAccepts == 1 && accepts == 0 && row == null;
          case Command.Accept _ -> holds &= ++accepts == 1 && row == null;
          case Command.OpenGate _ -> holds &= ++gates == 1 && accepts == 1 && row == null;
          case Command.Reject _, Command.Terminate _, Command.Connect _ -> holds = false;
          case Command.ForPermission _, Command.ConfirmMinute _ -> holds = false;
          case Command.ForMedia _,
              Command.ForPush _,
              Command.Tell _,
              Command.Answer _,
              Command.ForSettings _ -> {}
        }
      }
    }
  }

  private static int[] withCopies(int[] order, int doubled) {
    int[] life = new int[EVENTS + Integer.bitCount(doubled)];
    System.arraycopy(order, 0, life, 0, EVENTS);
    int length = EVENTS;
    for (int event : order) {
      if ((doubled & 1 << event) != 0) {
        life[length++] = event;
      }
    }
    return life;
  }

  private static List<int[]> orders() {
    List<int[]> orders = new ArrayList<>();
    extend(new int[EVENTS], 0, 0, orders);
    return orders;
  }

  private static void extend(int[] begun, int length, int used, List<int[]> orders) {
    if (length == EVENTS) {
      orders.add(begun.clone());
      return;
    }
    for (int next = 0; next < EVENTS; next++) {
      if ((used & 1 << next) == 0) {
        begun[length] = next;
        extend(begun, length + 1, used | 1 << next, orders);
      }
    }
  }

  private static void check(boolean holds, String otherwise, int[] life) {
    if (!holds) {
      throw failed(otherwise, life);
    }
  }

  private static AssertionError failed(String otherwise, int[] life) {
    return new AssertionError(otherwise + " in " + Arrays.toString(life));
  }
}
