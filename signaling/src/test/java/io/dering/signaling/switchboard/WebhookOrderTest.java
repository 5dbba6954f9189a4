package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.CallId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Meta promises neither order nor once-only (Meta reference 1.7).
class WebhookOrderTest {
  /// Every order of two connects and two terminates: one row, the same row, no ringing at the end.
  @Test
  void everyOrderWithDuplicatesGivesTheSameEnd() {
    Set<String> ends = new HashSet<>();
    int orders = 0;
    for (List<Integer> order : orders(4)) {
      Stage stage = new Stage().signIn(AYU);
      for (int which : order) {
        stage.handle(
            which < 2
                ? Stage.connect("a", Stage.START)
                : Stage.terminate("a", Stage.START.plusSeconds(1)));
      }
      List<CallRecord.CallOpened> opened = stage.records(CallRecord.CallOpened.class).toList();
      assertThat(opened).hasSize(1);
      CallRecord.CallClosed closed = stage.closed(opened.getFirst().call());
      ends.add(closed.status() + " " + closed.reason() + " " + closed.talkMs());
      assertThat(stage.asked()).as(order.toString()).isEmpty();
      assertThat(stage.switchboard().snapshot().ringing()).isZero();
      orders++;
    }
    assertThat(orders).isEqualTo(24);
    assertThat(ends).containsExactly("UNANSWERED CUSTOMER_HUNG_UP 0");
  }

  /// All orders of everything that happens to one answered call, cause before effect or not: it
  /// ends once, asks Meta for at most one end, and never for an accept after the end.
  @Test
  void everyOrderOfOneCallsFactsEndsItOnce() {
    List<Consumer<Stage>> facts =
        List.of(
            stage -> stage.handle(Stage.connect("a", Stage.START)),
            stage -> stage.handle(Stage.connect("a", Stage.START)),
            stage -> each(stage, call -> stage.handle(new Fact.OfferAnswered(call, Stage.ANSWER))),
            stage -> each(stage, call -> stage.accept(AYU, call)),
            stage ->
                each(
                    stage, call -> stage.handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT))),
            stage -> each(stage, call -> stage.handle(hangUp(call))),
            stage -> stage.handle(Stage.pickedUpTerminate("a", Stage.START.plusSeconds(1), 1)),
            stage -> stage.handle(Stage.pickedUpTerminate("a", Stage.START.plusSeconds(1), 1)));
    int orders = 0;
    for (List<Integer> order : orders(facts.size())) {
      if (order.indexOf(0) > order.indexOf(1) || order.indexOf(6) > order.indexOf(7)) {
        continue; // Twins are equal: their other order is the same run.
      }
      Stage stage = new Stage().signIn(AYU);
      order.forEach(which -> facts.get(which).accept(stage));
      List<CallRecord.CallOpened> opened = stage.records(CallRecord.CallOpened.class).toList();
      assertThat(opened).hasSize(1);
      stage.closed(opened.getFirst().call());
      List<GraphAction> asked = stage.asked();
      List<GraphAction> ends =
          asked.stream()
              .filter(a -> a == GraphAction.REJECT || a == GraphAction.TERMINATE)
              .toList();
      assertThat(ends).as(order.toString()).hasSizeLessThanOrEqualTo(1);
      if (!ends.isEmpty()) {
        assertThat(asked.getLast()).isEqualTo(ends.getFirst());
        assertThat(ends.getFirst())
            .isEqualTo(
                asked.contains(GraphAction.ACCEPT) ? GraphAction.TERMINATE : GraphAction.REJECT);
      }
      orders++;
    }
    assertThat(orders).isEqualTo(10_080);
  }

  @Test
  void aTerminateThatOvertookItsConnectLeavesARowAndNoRing() {
    Stage stage = new Stage().signIn(AYU).clear();
    stage.handle(Stage.terminate("a", Stage.START)).passSeconds(20);
    CallId call = stage.call("a");
    assertThat(stage.told(AYU)).isEmpty();
    assertThat(stage.commands()).isEmpty();
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.CUSTOMER_HUNG_UP);
  }

  @Test
  void aConnectOlderThanAMinuteIsMissedAndNotRung() {
    Stage stage = new Stage().signIn(AYU).passSeconds(61).clear();
    stage.handle(Stage.connect("a", Stage.START));
    CallId call = stage.records(CallRecord.CallOpened.class).toList().getFirst().call();
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.STALE);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(stage.told(AYU)).noneMatch(DeskMessage.CallIncoming.class::isInstance);
    Stage fresh = new Stage().signIn(AYU).passSeconds(60);
    fresh.handle(Stage.connect("a", Stage.START));
    assertThat(fresh.switchboard().snapshot().ringing()).isEqualTo(1);
  }

  private static Fact hangUp(CallId call) {
    return new Fact.AgentHungUp(AYU, Stage.tab(AYU), call);
  }

  private static void each(Stage stage, Consumer<CallId> action) {
    stage
        .records(CallRecord.CallOpened.class)
        .map(CallRecord.CallOpened::call)
        .toList()
        .forEach(action);
  }

  private static List<List<Integer>> orders(int count) {
    List<List<Integer>> orders = new ArrayList<>();
    extend(new ArrayList<>(), count, orders);
    return orders;
  }

  private static void extend(List<Integer> begun, int count, List<List<Integer>> orders) {
    if (begun.size() == count) {
      orders.add(List.copyOf(begun));
      return;
    }
    for (int next = 0; next < count; next++) {
      if (!begun.contains(next)) {
        begun.add(next);
        extend(begun, count, orders);
        begun.removeLast();
      }
    }
  }
}
