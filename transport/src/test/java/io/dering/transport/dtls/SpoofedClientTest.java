package io.dering.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsAttempts;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRole;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Datagrams that a stranger sends to our server in the client's name. The client hears nothing of
/// them: it has been answered, says its hello never again, and each attempt of the server must go
/// on from there.
@Timeout(60)
final class SpoofedClientTest {
  private static final int CERTIFICATE = 11;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BouncyCastleDtls ONE = dtls();
  private static final BouncyCastleDtls TWO = dtls();

  private final DtlsAttempts servers = TWO.towards(ONE.localFingerprint());

  /// Where the client's words go: the server's present attempt.
  private End present = End.lossless();

  @Test
  void aLaterAttemptOfAServerGoesOnWithTheClientThatTheFirstAnswered() {
    Client client = new Client();
    End first = attempt(client);
    first.deliver(client.hello());
    client.awaitAnswer(first);
    first.close();
    End second = attempt(client);
    present = second;

    assertThat(client.end.awaitKeys().keyingMaterial())
        .isEqualTo(second.awaitKeys().keyingMaterial());
    assertThat(answers(second).getFirst())
        .as("the answer but for its record's number")
        .isEqualTo(answers(first).getFirst());
  }

  /// The one that comes first is the stranger's, and ends the attempt.
  @Test
  void aCertificateOfAStrangersCostsOneAttempt() {
    Client client = new Client();
    End first = attempt(client);
    first.deliver(client.hello());
    first.deliver(strangersCertificate());
    present = first;
    assertThat(first.awaitFailure()).isNotNull();
    End second = attempt(client);
    present = second;

    assertThat(client.end.awaitKeys().keyingMaterial())
        .isEqualTo(second.awaitKeys().keyingMaterial());
  }

  /// Whatever order an attempt is told it in, the next one is told another.
  @Test
  void whatAStrangerSaidLastIsNotBelievedInEveryAttempt() {
    Heard heard = new Heard(RANDOM);
    Heard.Hello hello = Objects.requireNonNull(heard.hello(HostileRecords.nullHello()));
    byte[] one = HostileRecords.fragment(CERTIFICATE, 3, 1, 0, 3);
    byte[] two = HostileRecords.fragment(CERTIFICATE, 4, 1, 0, 4);
    byte[] keyed = HostileRecords.encrypted();
    heard.other(one);
    heard.other(keyed);
    heard.other(two);
    heard.other(one.clone());
    assertThat(heard.after(hello)).as("a repeat is not kept").containsExactly(one, two, keyed);
    assertThat(heard.after(hello)).containsExactly(two, one, keyed);
    assertThat(heard.after(hello)).containsExactly(one, two, keyed);
  }

  /// After a record far ahead the numbers of the client's look like repeats.
  @Test
  void theNumberOfAStrangersRecordDoesNotSilenceTheClient() {
    Client client = new Client();
    End server = attempt(client);
    server.deliver(client.hello());
    server.deliver(HostileRecords.farAhead(HostileRecords.fragment(CERTIFICATE, 3, 9, 0, 3)));
    present = server;
    assertThat(client.end.awaitKeys().keyingMaterial())
        .isEqualTo(server.awaitKeys().keyingMaterial());
    assertThat(server.hasFailed()).isFalse();
  }

  /// Half of a stranger's hello does not keep the client's out.
  @Test
  void halfAHelloBeginsNoAttempt() {
    Client client = new Client();
    End server = attempt(client);
    server.deliver(HostileRecords.halfHello());
    present = server;
    server.deliver(client.hello());
    assertThat(client.end.awaitKeys().keyingMaterial())
        .isEqualTo(server.awaitKeys().keyingMaterial());
    assertThat(server.hasFailed()).isFalse();
  }

  @Test
  void aHelloInPiecesIsOneWhenAllOfThemCame() {
    Heard heard = new Heard(RANDOM);
    byte[] whole = HostileRecords.strangersHello((byte) 1);
    List<byte[]> pieces = pieces(whole, 40);
    assertThat(pieces).hasSizeGreaterThan(1);
    for (byte[] piece : pieces.subList(1, pieces.size())) {
      assertThat(heard.hello(piece)).isNull();
    }
    Heard.Hello hello = heard.hello(pieces.getFirst());
    assertThat(hello).isNotNull();
    assertThat(heard.hello(pieces.getLast())).as("a repeat is of the same").isSameAs(hello);
    assertThat(heard.hello(HostileRecords.strangersHello((byte) 2))).isNotSameAs(hello);
  }

  /// OpenSSL's client behind a buffer: its repetition and what it answers leave in one datagram.
  @Test
  void aHelloThatIsSaidAgainTogetherWithWhatFollowsIsTheSame() {
    BlockingQueue<byte[]> flights = new LinkedBlockingQueue<>();
    End client =
        new End((_, datagram) -> {
          flights.add(datagram);
          return true;
        });
    client.engine(ONE.open(DtlsRole.CLIENT, TWO.localFingerprint(), client));
    End server =
        new End((_, datagram) -> {
          client.deliver(datagram);
          return true;
        });
    server.engine(servers.open(DtlsRole.SERVER, server));
    byte[] hello = next(flights, true);
    server.deliver(hello);
    server.deliver(together(hello, next(flights, false)));

    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
    assertThat(server.hasFailed()).isFalse();
  }

  private static byte[] next(BlockingQueue<byte[]> flights, boolean hello) {
    try {
      byte[] flight;
      do {
        flight = flights.take();
      } while (DtlsPeek.isClientHello(flight, 0, flight.length) != hello);
      return flight;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHelloThatIsCutElsewhereTheNextTimeIsTheSame() {
    Heard heard = new Heard(RANDOM);
    byte[] whole = HostileRecords.strangersHello((byte) 1);
    Heard.Hello hello = heard.hello(whole);
    assertThat(hello).isNotNull();
    for (byte[] piece : pieces(whole, 30)) {
      assertThat(heard.hello(piece)).isSameAs(hello);
    }
    assertThat(heard.datagrams()).isEqualTo(1);
  }

  /// A stranger's half that fits to the client's makes a hello that nobody said; the client's is
  /// there when it has said it again.
  @Test
  void aStrangersHalfOfAHelloDoesNotKeepTheClientsHalfForItself() {
    Heard heard = new Heard(RANDOM);
    List<byte[]> clients = pieces(HostileRecords.strangersHello((byte) 1), 50);
    assertThat(clients).hasSize(2);
    byte[] strangers = clients.getLast().clone();
    strangers[strangers.length - 1]++;
    Heard.Hello _ = heard.hello(strangers);
    Heard.Hello nobodys = heard.hello(clients.getFirst());
    assertThat(nobodys).isNotNull();
    Heard.Hello _ = heard.hello(clients.getLast());
    Heard.Hello _ = heard.hello(clients.getFirst());
    Heard.Hello next = heard.next();
    assertThat(next).isNotNull().isNotSameAs(nobodys);
    assertThat(Objects.requireNonNull(next).pieces()).containsExactlyInAnyOrderElementsOf(clients);
  }

  @Test
  void nothingThatAStrangerSaysMakesAServerRememberMoreThanAFewDatagrams() {
    Heard heard = new Heard(RANDOM);
    for (int i = 1; i <= 100; i++) {
      Heard.Hello _ = heard.hello(HostileRecords.strangersHello((byte) i));
      for (byte[] piece : pieces(HostileRecords.strangersHello((byte) i), i)) {
        Heard.Hello _ = heard.hello(piece);
      }
      heard.other(HostileRecords.fragment(CERTIFICATE, i, 1, 0, i));
    }
    assertThat(heard.datagrams()).isLessThanOrEqualTo(4 * 4 + 16);
  }

  /// The guard: before a hello an attempt takes nothing. Without it the stranger's certificate
  /// would lie there first, and the client's would not be taken.
  @Test
  void aServersAttemptWaitsForAHello() {
    Client client = new Client();
    End server = attempt(client);
    server.deliver(strangersCertificate());
    present = server;
    server.deliver(client.hello());
    assertThat(client.end.awaitKeys().keyingMaterial())
        .isEqualTo(server.awaitKeys().keyingMaterial());
    assertThat(server.hasFailed()).isFalse();
  }

  /// The control: a server with one attempt and without guards does not survive it.
  @Test
  void aBareServerDiesOfAStrangersCertificate() {
    CompletableFuture<BareDtlsServer> made = new CompletableFuture<>();
    End client = new End((_, datagram) -> deliver(made.join(), datagram));
    try (BareDtlsServer server = new BareDtlsServer(client::deliver)) {
      made.complete(server);
      client.engine(ONE.open(DtlsRole.CLIENT, TWO.localFingerprint(), client));
      assertThat(server.outcome().join()).isFalse();
    }
  }

  private static boolean deliver(BareDtlsServer server, byte[] datagram) {
    server.deliver(datagram);
    if (DtlsPeek.isClientHello(datagram, 0, datagram.length)) {
      server.deliver(strangersCertificate());
    }
    return false;
  }

  @Test
  void noTwoWordsAreSignedWithTheSameNumberAndTheSameWordsAreSignedOnce() throws Exception {
    Answer answer = new Answer(RANDOM, 32);
    List<byte[]> asked = new ArrayList<>();
    var signer = answer.signing(new CountingSigner(asked));
    byte[] first = signer.generateRawSignature(new byte[] {1});
    assertThat(signer.generateRawSignature(new byte[] {1})).isEqualTo(first);
    assertThat(asked).hasSize(1);
    assertThat(signer.generateRawSignature(new byte[] {2})).isNotEqualTo(first);
    assertThat(asked).hasSize(2);
    byte[] key = new byte[64];
    byte[] again = new byte[64];
    answer.keys().nextBytes(key);
    answer.keys().nextBytes(again);
    assertThat(again).isEqualTo(key);
    new Answer(RANDOM, 32).keys().nextBytes(again);
    assertThat(again).isNotEqualTo(key);
  }

  private static byte[] together(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  private static byte[] strangersCertificate() {
    return HostileRecords.farAhead(HostileRecords.fragment(CERTIFICATE, 3, 1, 0, 3));
  }

  private End attempt(Client client) {
    End end =
        new End((_, datagram) -> {
          client.end.deliver(datagram);
          return true;
        });
    end.engine(servers.open(DtlsRole.SERVER, end));
    return end;
  }

  /// A client whose words go to whichever attempt is the present one, but for its hello.
  private final class Client {
    private final CompletableFuture<byte[]> hello = new CompletableFuture<>();
    private final End end =
        new End((_, datagram) -> {
          if (DtlsPeek.isClientHello(datagram, 0, datagram.length)) {
            hello.complete(datagram);
          } else {
            present.deliver(datagram);
          }
          return true;
        });

    Client() {
      end.engine(ONE.open(DtlsRole.CLIENT, TWO.localFingerprint(), end));
    }

    byte[] hello() {
      return hello.join();
    }

    void awaitAnswer(End server) {
      while (answers(server).isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  /// The server's first datagrams, but for their records' numbers.
  private static List<byte[]> answers(End server) {
    return server.sent().stream()
        .filter(b -> DtlsPeek.isServerHello(b, 0, b.length))
        .map(b -> Arrays.copyOfRange(b, 13, 13 + 12 + 2 + 32))
        .toList();
  }

  /// The same hello in records of a few bytes each.
  private static List<byte[]> pieces(byte[] hello, int size) {
    List<byte[]> pieces = new ArrayList<>();
    int length = hello.length - 25;
    for (int at = 0; at < length; at += size) {
      int here = Math.min(size, length - at);
      byte[] piece = HostileRecords.fragment(1, length, 0, at, here);
      System.arraycopy(hello, 25 + at, piece, 25, here);
      pieces.add(piece);
    }
    return pieces;
  }

  private static BouncyCastleDtls dtls() {
    return new BouncyCastleDtls(
        DtlsSettings.defaults(), new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
  }
}
