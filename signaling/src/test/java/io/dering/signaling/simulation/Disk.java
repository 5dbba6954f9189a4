package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one account has on the disk: survives every kill. As the gateway's store, it takes one call
/// of Meta's for one row only, and keeps a webhook until its effect is stored.
final class Disk {
  private final Map<CallId, Row> open = new LinkedHashMap<>();
  private final Map<CallId, EndedCall> ended = new LinkedHashMap<>();
  private final Set<MetaCallId> metaCalls = new HashSet<>();
  private final Map<Long, Fact.FromMeta> inbox = new LinkedHashMap<>();
  private final Map<PushDeviceId, PushDevices.Owned> devices = new LinkedHashMap<>();
  private long nextTicket;

  private record Row(CallRecord.CallOpened opened, List<CallRecord.CallEvent> events) {
    Row at(MetaCallId known) {
      CallRecord.CallOpened as =
          new CallRecord.CallOpened(
              opened.call(),
              opened.at(),
              opened.account(),
              known,
              opened.channel(),
              opened.direction(),
              opened.customer(),
              opened.payloads(),
              opened.metaTime());
      return new Row(as, events);
    }
  }

  /// A webhook is kept; its ticket.
  long receive(Fact.FromMeta fact) {
    inbox.put(nextTicket, fact);
    return nextTicket++;
  }

  Map<Long, Fact.FromMeta> unprocessed() {
    return inbox;
  }

  void processed(List<Long> tickets) {
    tickets.forEach(inbox::remove);
  }

  boolean knows(MetaCallId metaCall) {
    return metaCalls.contains(metaCall);
  }

  void append(CallRecord written) {
    switch (written) {
      case CallRecord.CallOpened opened -> {
        Claim.that(metaCalls.add(opened.metaCall()), "one call of Meta's has two rows");
        open.put(opened.call(), new Row(opened, new ArrayList<>()));
      }
      case CallRecord.CallEvent event -> {
        Row row = open.get(event.call());
        Claim.that(row != null || ended.containsKey(event.call()), "an event of no call");
        if (row != null) {
          row.events().add(event);
        }
      }
      case CallRecord.CallPlaced placed -> {
        Claim.that(metaCalls.add(placed.metaCall()), "one call of Meta's has two rows");
        ended.computeIfPresent(
            placed.call(), (_, over) -> new EndedCall(placed.metaCall(), over.endedAt()));
        open.computeIfPresent(placed.call(), (_, row) -> row.at(placed.metaCall()));
      }
      case CallRecord.CallClosed closed -> {
        Row row = open.remove(closed.call());
        if (row == null) {
          throw new AssertionError("closed twice, or never opened");
        }
        ended.put(closed.call(), new EndedCall(row.opened().metaCall(), closed.at()));
      }
    }
  }

  void append(PushRecord written) {
    devices.remove(written.device());
    if (written instanceof PushRecord.DeviceAdded(var _, var _, var agent, var device)) {
      devices.put(device.id(), new PushDevices.Owned(agent, device));
    }
  }

  List<PushDevices.Owned> devices() {
    return List.copyOf(devices.values());
  }

  List<OpenCall> left() {
    return open.values().stream()
        .map(row -> OpenCall.of(row.opened(), row.events(), Instant.MIN))
        .toList();
  }

  List<EndedCall> endedSince(Instant since) {
    return ended.values().stream().filter(call -> !call.endedAt().isBefore(since)).toList();
  }
}
