package io.dering.gateway.conductor;

import io.dering.gateway.events.Delivery;
import io.dering.gateway.events.StoredEvent;
import io.dering.gateway.events.WebhookEndpoint;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.Place;
import io.dering.gateway.storage.SampleCall;
import io.dering.gateway.storage.WebhookTable;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The process that the crash test kills: writes calls, webhooks and rooms and carries events to a
/// backend as fast as it can, and says on standard output what has been acknowledged. Arguments:
/// URL of PostgreSQL or nothing, data folder, number of the first call.
///
/// It first opens and closes a store of no consequence, so that all classes are loaded, and then
/// waits for a byte on standard input: the test keeps the next process ready while one lives.
///
/// Lines: `opened N`, `taken N`, `closed N`, `webhook ID`, `wrote N` and `assigned N` of a room,
/// `delivered SEQ` of an event.
final class KilledProcess {
  static final String ENDPOINT = "whe_kill";
  private static final int AGENTS = 8;
  private static final int PAGE = 100;

  private KilledProcess() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    warmUp(Files.createTempDirectory(folder.getParent(), "warm"), clock);
    if (System.in.read() < 0) {
      return; // The test is over.
    }
    // Unbuffered: a line that was printed has left the process when it dies.
    PrintStream acks =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    CallStore store = CallStore.open(Place.of(arguments[0], folder), Duration.ofDays(7), clock);
    int first = Integer.parseInt(arguments[2]);
    for (int agent = 0; agent < AGENTS; agent++) {
      int lane = agent;
      Thread.ofPlatform().start(() -> write(store, acks, first, lane));
    }
    Thread.ofPlatform().start(() -> chat(store, acks, first));
    Thread.ofPlatform().start(() -> deliver(store, acks));
  }

  /// A customer after the other writes, and is given an agent.
  private static void chat(CallStore store, PrintStream acks, int first) {
    for (int number = first; ; number++) {
      KilledRooms room = new KilledRooms(number);
      say(acks, store.append(room.written()), "wrote " + number);
      say(acks, store.append(room.moved()), "assigned " + number);
    }
  }

  /// As a courier does it, with a receiver that takes everything: plans, sends, notes.
  private static void deliver(CallStore store, PrintStream acks) {
    WebhookTable outbox = store.webhooks();
    if (outbox.endpoint(ENDPOINT).isEmpty()) {
      outbox.add(endpoint(), 1).join();
    }
    while (true) {
      long planned = outbox.endpoint(ENDPOINT).orElseThrow().plannedTo();
      List<StoredEvent> events = store.events().after(SampleCall.ACCOUNT, planned, PAGE);
      if (!events.isEmpty()) {
        outbox.plan(ENDPOINT, events, events.getLast().seq(), SampleCall.START).join();
      }
      for (Delivery delivery : outbox.due(ENDPOINT, SampleCall.START, PAGE)) {
        Delivery.Outcome taken =
            new Delivery.Outcome(
                Delivery.State.DELIVERED, SampleCall.START, SampleCall.START, 200, null);
        outbox.attempted(delivery, taken).join();
        say(acks, "delivered " + delivery.event().seq());
      }
    }
  }

  private static WebhookEndpoint endpoint() {
    return new WebhookEndpoint(
        ENDPOINT,
        SampleCall.ACCOUNT,
        "https://backend.example/hook",
        "whsec_dGVzdA==",
        Set.of(),
        true,
        SampleCall.START,
        0);
  }

  private static void warmUp(Path scratch, Timeline clock) {
    try (CallStore store = CallStore.open(scratch, Duration.ofDays(7), clock)) {
      append(store, new SampleCall(1).opened(), new SampleCall(1).closed(null)).join();
    }
  }

  private static void write(CallStore store, PrintStream acks, int first, int lane) {
    String agent = "agent-" + lane;
    for (int number = first + lane; ; number += AGENTS) {
      SampleCall call = new SampleCall(number);
      say(acks, "webhook " + store.receive(new byte[200]).join());
      say(acks, store.append(List.of(call.opened())), "opened " + number);
      say(
          acks,
          append(
              store,
              call.event(1, CallEventKind.OFFERED_TO_AGENT, agent),
              call.event(2, CallEventKind.TAKEN, agent)),
          "taken " + number);
      if (number % 3 != 0 || number < first + AGENTS) {
        say(
            acks,
            append(store, call.event(3, CallEventKind.CONNECTED, agent), call.closed(agent)),
            "closed " + number);
      } else {
        say(acks, append(store, call.closed(null)), "closed " + number);
      }
    }
  }

  private static CompletableFuture<Void> append(CallStore store, CallRecord... records) {
    return store.append(List.of(records));
  }

  private static void say(PrintStream acks, CompletableFuture<Void> done, String line) {
    done.join();
    say(acks, line);
  }

  private static void say(PrintStream acks, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (acks) {
      acks.write(bytes, 0, bytes.length);
      acks.flush();
    }
  }
}
