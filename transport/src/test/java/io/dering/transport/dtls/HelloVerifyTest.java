package io.dering.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsAttempts;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRole;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A HelloVerifyRequest that somebody sends from the server's address: a client that believes it
/// counts its messages on, and a server that did not send it does not.
@Timeout(60)
final class HelloVerifyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BouncyCastleDtls ONE = dtls();
  private static final BouncyCastleDtls TWO = dtls();

  @Test
  void ourClientDoesNotBelieveItBeforeTheServersAnswer() {
    // Its patience is over when its clock says so: however slow the server's answer is.
    BouncyCastleDtls patient =
        new BouncyCastleDtls(
            DtlsSettings.defaults(), new DtlsSources(RANDOM, () -> 0, InstantSource.system()));
    End client = End.lossless();
    End server = End.lossless();
    client.deliver(HostileRecords.helloVerifyRequest());
    BouncyCastleDtlsTest.handshake(client, patient, server, TWO);
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
    assertThat(helloNumbers(client)).containsOnly(0);
  }

  @Test
  void ourClientBelievesItWhenNoAnswerComes() {
    End client = End.lossless();
    client.engine(ONE.open(DtlsRole.CLIENT, TWO.localFingerprint(), client));
    client.deliver(HostileRecords.helloVerifyRequest());
    while (!helloNumbers(client).contains(1)) {
      Thread.onSpinWait();
    }
    // And gives it up when none comes to the cookie either: a stranger asked.
    assertThat(client.awaitFailure()).isEqualTo(DtlsFailure.TIMED_OUT);
  }

  /// The control: a client that believes it, as the others do, and a server with one attempt.
  @Test
  void aBareClientAndABareServerMissEachOther() {
    CompletableFuture<BareDtlsClient> fooled = new CompletableFuture<>();
    try (BareDtlsServer server = new BareDtlsServer(answer -> fooled.join().deliver(answer));
        BareDtlsClient client = new BareDtlsClient(ONE.localFingerprint(), server::deliver)) {
      fooled.complete(client);
      client.deliver(HostileRecords.helloVerifyRequest());
      client.start();
      assertThat(client.outcome().join()).isFalse();
    }
  }

  /// The peer lives on with the hello that it has answered.
  @Test
  void aLaterAttemptOfAClientGoesOnWithThePeerThatAnsweredTheFirst() {
    AtomicBoolean answersArrive = new AtomicBoolean();
    DtlsAttempts attempts = ONE.towards(TWO.localFingerprint());
    End server = new End((_, _) -> answersArrive.get());
    server.engine(TWO.open(DtlsRole.SERVER, ONE.localFingerprint(), server));
    End first = End.lossless();
    first.connect(server);
    first.engine(attempts.open(DtlsRole.CLIENT, first));
    while (server.sent().isEmpty()) {
      Thread.onSpinWait();
    }
    first.close();
    answersArrive.set(true);
    End second = End.lossless();
    second.connect(server);
    second.engine(attempts.open(DtlsRole.CLIENT, second));

    assertThat(second.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
    byte[] one = first.sent().getFirst();
    byte[] two = second.sent().getFirst();
    assertThat(Arrays.copyOfRange(two, 13, two.length))
        .as("the hello but for its record's number")
        .isEqualTo(Arrays.copyOfRange(one, 13, one.length));
    assertThat(two[8]).as("its record's number is above").isGreaterThan(one[8]);
  }

  private static List<Integer> helloNumbers(End client) {
    return client.sent().stream()
        .filter(datagram -> DtlsPeek.isClientHello(datagram, 0, datagram.length))
        .map(datagram -> DtlsPeek.messageNumber(datagram, 0))
        .toList();
  }

  private static BouncyCastleDtls dtls() {
    return new BouncyCastleDtls(
        DtlsSettings.defaults(), new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
  }
}
