package io.dering.bench.store;

import io.dering.gateway.storage.CallStore;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.CallRecord.CallClosed;
import io.dering.signaling.activity.CallRecord.CallEvent;
import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Two years of a busy account: a call each minute, answered and ended, and at the end some that
/// are going on when the process dies.
record PastCalls(int ended, int open, Instant now) {
  private static final int PER_WRITE = 200;
  private static final int CUSTOMERS = 20_000;
  private static final int WRITES_AT_ONCE = 16;
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");

  /// Blocks until all are durable.
  void store(CallStore store) {
    List<CallRecord> records = new ArrayList<>();
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (int number = 0; number < ended + open; number++) {
      records.addAll(number < ended ? whole(number) : begun(number));
      if ((number + 1) % PER_WRITE == 0 || number + 1 == ended + open) {
        writes.add(store.append(records));
        records = new ArrayList<>();
      }
      if (writes.size() == WRITES_AT_ONCE) {
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
        writes.clear();
      }
    }
    CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
  }

  private List<CallRecord> begun(int number) {
    CallId call = call(number);
    Instant at = at(number);
    AgentId agent = agent(number);
    return List.of(
        new CallOpened(
            call,
            at,
            Lanes.ACCOUNT,
            new MetaCallId("wacid.past-" + number),
            CHANNEL,
            Direction.INBOUND,
            customer(number),
            Payloads.NONE,
            at),
        new CallEvent(call, at, 1, CallEventKind.OFFERED_TO_AGENT, agent, null),
        new CallEvent(call, at.plusSeconds(5), 2, CallEventKind.TAKEN, agent, null),
        new CallEvent(call, at.plusSeconds(6), 3, CallEventKind.CONNECTED, agent, null));
  }

  private List<CallRecord> whole(int number) {
    List<CallRecord> records = new ArrayList<>(begun(number));
    records.add(
        new CallClosed(
            call(number),
            at(number).plusSeconds(50),
            CallStatus.ANSWERED,
            EndReason.CUSTOMER_HUNG_UP,
            agent(number),
            5_000,
            44_000,
            0,
            null,
            null));
    return records;
  }

  private Instant at(int number) {
    return now.minus(Duration.ofMinutes(ended + open - number));
  }

  /// One in so many calls is of the same customer.
  private static Caller customer(int number) {
    int who = number % CUSTOMERS;
    return new Caller(new PhoneNumber("62812%07d".formatted(who)), "ID." + who, "Customer " + who);
  }

  /// The id of the call of that number.
  static CallId call(int number) {
    return new CallId("call_%022d".formatted(number));
  }

  /// Each open call has an agent of its own: no agent holds two.
  private AgentId agent(int number) {
    return new AgentId("agent-" + number % Math.max(1, open));
  }
}
