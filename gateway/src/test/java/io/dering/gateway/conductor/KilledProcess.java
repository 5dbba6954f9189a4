package io.dering.gateway.conductor;

import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The process that the crash test kills: writes calls and webhooks as fast as it can, and says on
/// standard output what has been acknowledged. Arguments: data folder, number of the first call.
///
/// Lines: `opened N`, `taken N`, `closed N`, `webhook ID`.
final class KilledProcess {
  private static final int AGENTS = 8;

  private KilledProcess() {}

  public static void main(String[] arguments) {
    // Unbuffered: a line that was printed has left the process when it dies.
    PrintStream acks =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    CallStore store =
        CallStore.open(
            Path.of(arguments[0]),
            Duration.ofDays(7),
            new Timeline(InstantSource.system(), System::nanoTime));
    int first = Integer.parseInt(arguments[1]);
    for (int agent = 0; agent < AGENTS; agent++) {
      int lane = agent;
      Thread.ofPlatform().start(() -> write(store, acks, first, lane));
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
