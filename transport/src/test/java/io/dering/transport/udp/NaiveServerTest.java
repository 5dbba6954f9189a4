package io.dering.transport.udp;

import static io.dering.transport.udp.HostileTraffic.MARKER;
import static io.dering.transport.udp.HostileTraffic.check;
import static io.dering.transport.udp.HostileTraffic.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.transport.dtls.BareDtlsServer;
import io.dering.transport.dtls.HostileRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The positive controls of [HostileTrafficTest] and [GarbageTest]: what the gateway does not
/// notice breaks a server without the guard. An attack that cannot break a known-bad target proves
/// nothing.
final class NaiveServerTest {
  private final NaiveServer naive = new NaiveServer();
  private final Attacker attacker = new Attacker(naive.port());

  @AfterEach
  void close() {
    attacker.close();
    naive.close();
  }

  @Test
  void itAnswersAStrangersStun() {
    byte[] check = check("", "", 1);
    attacker.send(check);
    assertThat(returned().getFirst().length).isGreaterThan(check.length);
  }

  @Test
  void itsUsernameFragmentIsGuessedAndItsMediaMove() {
    int answered = 0;
    for (int guess = 0; guess < 10_000; guess++) {
      attacker.send(check("%04d:us".formatted(guess), "a-password-of-nobody", guess));
      // Never so many on their way that the kernel drops the right one.
      while (guess % 40 == 0 && answered <= guess) {
        answered += returned().size();
      }
    }
    assertThat(naive.next(NaiveServer.Moved.class)).isNotNull();
  }

  @Test
  void itsHandshakeEndsWithAStrangersHelloAndTheStrangerIsToldSo() {
    attacker.send(HostileRecords.nullHello());
    assertThat(naive.next(NaiveServer.Handshake.class).succeeded()).isFalse();
    assertThat(returned()).as("an alert").anyMatch(b -> b[0] == 21);
  }

  @Test
  void itsHandshakeEndsWithAnAlertInTheClear()
      throws ExecutionException, InterruptedException, TimeoutException {
    try (BareDtlsServer server = new BareDtlsServer(_ -> {})) {
      server.deliver(HostileRecords.alert());
      assertThat(server.outcome().get(30, TimeUnit.SECONDS)).as("connected").isFalse();
    }
  }

  @Test
  void itHoldsAHandshakeForEachSourceThatSaysHello() {
    List<Attacker> sources = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sources.add(new Attacker(naive.port()));
      sources.getLast().send(HostileRecords.halfHello());
      assertThat(naive.next(NaiveServer.Holds.class).handshakes()).isEqualTo(i + 1);
    }
    sources.forEach(Attacker::close);
  }

  @Test
  void itHearsGarbageAndSendsTheCallToWhoeverSentIt() {
    Garbage garbage = new Garbage(11);
    for (int i = 0; i < 20; i++) {
      attacker.send(garbage.next());
    }
    assertThat(naive.next(NaiveServer.Heard.class)).isNotNull();
    assertThat(returned()).as("audio of the call").anyMatch(b -> (b[0] & 0xC0) == 0x80);
  }

  @Test
  void itBleedsToWhoeverSpeaksAndHearsWhatIsInjectedAndReplayed() {
    byte[] injected = rtp(7, 1);
    attacker.send(injected);
    attacker.send(injected);
    assertThat(naive.next(NaiveServer.Heard.class).voice()).isEqualTo(MARKER);
    assertThat(naive.next(NaiveServer.Heard.class).voice()).as("the replay").isEqualTo(MARKER);
    assertThat(returned()).as("audio of the call").anyMatch(b -> (b[0] & 0xC0) == 0x80);
  }

  /// What has come back, once something has.
  private List<byte[]> returned() {
    List<byte[]> all = attacker.received();
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (all.isEmpty()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("the attack has not broken the naive server");
      }
      Thread.onSpinWait();
      all = attacker.received();
    }
    return all;
  }
}
