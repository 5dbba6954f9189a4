package io.dering.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BouncyCastleDtlsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BouncyCastleDtls ONE =
      new BouncyCastleDtls(
          settings(), new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
  private static final BouncyCastleDtls TWO =
      new BouncyCastleDtls(
          settings(), new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void bothEndsExportTheSameKeys(SrtpProfile profile) {
    BouncyCastleDtls only =
        new BouncyCastleDtls(
            new DtlsSettings(10, Duration.ofSeconds(10), Duration.ofMillis(300), List.of(profile)),
            new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, only, server, TWO);

    DtlsKeys ofClient = client.awaitKeys();
    DtlsKeys ofServer = server.awaitKeys();
    assertThat(ofClient.profile()).isEqualTo(profile);
    assertThat(ofServer.profile()).isEqualTo(profile);
    assertThat(ofClient.client()).isTrue();
    assertThat(ofServer.client()).isFalse();
    assertThat(ofClient.keyingMaterial())
        .isEqualTo(ofServer.keyingMaterial())
        .hasSize(profile.keyingMaterialLength());
  }

  @Test
  void aServerPrefersCounterModeAndEveryHandshakeHasKeysOfItsOwn() {
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    End again = End.lossless();
    End otherServer = End.lossless();
    handshake(again, ONE, otherServer, TWO);
    assertThat(server.awaitKeys().profile()).isEqualTo(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
    assertThat(client.awaitKeys().keyingMaterial())
        .isNotEqualTo(again.awaitKeys().keyingMaterial());
  }

  @Test
  void aClientEndsWhenTheServersCertificateIsNotTheOneInTheSdp() {
    End client = End.lossless();
    End server = End.lossless();
    client.connect(server);
    server.engine(TWO.open(DtlsRole.SERVER, ONE.localFingerprint(), server));
    client.engine(ONE.open(DtlsRole.CLIENT, ONE.localFingerprint(), client));
    assertThat(client.awaitFailure()).isEqualTo(DtlsFailure.FINGERPRINT_MISMATCH);
    server.close();
  }

  @Test
  void aServerEndsWhenTheClientsCertificateIsNotTheOneInTheSdp() {
    End client = End.lossless();
    End server = End.lossless();
    client.connect(server);
    Fingerprint other =
        new BouncyCastleDtls(
                settings(), new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()))
            .localFingerprint();
    server.engine(TWO.open(DtlsRole.SERVER, other, server));
    client.engine(ONE.open(DtlsRole.CLIENT, TWO.localFingerprint(), client));
    assertThat(server.awaitFailure()).isEqualTo(DtlsFailure.FINGERPRINT_MISMATCH);
    client.close();
  }

  @Test
  void noProfileInCommonIsAFailureOfItsOwn() {
    BouncyCastleDtls old =
        new BouncyCastleDtls(
            new DtlsSettings(
                10,
                Duration.ofSeconds(10),
                Duration.ofMillis(300),
                List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80)),
            new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
    BouncyCastleDtls modern =
        new BouncyCastleDtls(
            new DtlsSettings(
                10,
                Duration.ofSeconds(10),
                Duration.ofMillis(300),
                List.of(SrtpProfile.AEAD_AES_128_GCM)),
            new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, old, server, modern);
    assertThat(server.awaitFailure()).isEqualTo(DtlsFailure.NO_SRTP_PROFILE);
    client.close();
  }

  /// A busy machine makes one of them later, and no machine makes one earlier: so one in time is
  /// enough.
  @Test
  void theLossOfTheFirstFlightCostsARetransmissionOfThreeHundredMilliseconds() {
    Duration least = Duration.ofMillis(900);
    for (int i = 0; i < 20 && least.toMillis() >= 900; i++) {
      least = firstRetransmission();
      assertThat(least).isGreaterThan(Duration.ofMillis(200));
    }
    assertThat(least).isLessThan(Duration.ofMillis(900));
  }

  /// The time between two hellos, the first of which is lost.
  private static Duration firstRetransmission() {
    List<Long> sentNanos = new ArrayList<>();
    End client =
        new End((index, datagram) -> {
          sentNanos.add(System.nanoTime());
          return index > 0;
        });
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    client.awaitKeys();
    server.awaitKeys();
    return Duration.ofNanos(sentNanos.get(1) - sentNanos.get(0));
  }

  /// Hello, and all the rest in one.
  @ParameterizedTest(name = "the client''s datagram {0}")
  @ValueSource(ints = {0, 1})
  void theLossOfAnyDatagramOfTheClientIsRepaired(int lost) {
    End client = new End((index, datagram) -> index != lost);
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
    assertThat(client.sent()).as("with the one that was lost").hasSizeGreaterThan(2);
  }

  @ParameterizedTest(name = "the server''s datagram {0}")
  @ValueSource(ints = {0, 1})
  void theLossOfAnyDatagramOfTheServerIsRepaired(int lost) {
    End client = End.lossless();
    End server = new End((index, datagram) -> index != lost);
    handshake(client, ONE, server, TWO);
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
    assertThat(server.sent()).as("with the one that was lost").hasSizeGreaterThan(2);
  }

  /// As Bouncy Castle sends them by itself.
  @ParameterizedTest(name = "the client''s record {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void theLossOfAnyRecordOfTheClientIsRepaired(int lost) {
    End client = End.recordByRecord((index, datagram) -> index != lost);
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
  }

  @ParameterizedTest(name = "the server''s record {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void theLossOfAnyRecordOfTheServerIsRepaired(int lost) {
    End client = End.lossless();
    End server = End.recordByRecord((index, datagram) -> index != lost);
    handshake(client, ONE, server, TWO);
    assertThat(client.awaitKeys().keyingMaterial()).isEqualTo(server.awaitKeys().keyingMaterial());
  }

  @Test
  void aFlightLeavesInOneDatagram() {
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    client.awaitKeys();
    server.awaitKeys();
    assertThat(client.sent().stream().map(BouncyCastleDtlsTest::records))
        .as("hello; certificate, key exchange, verify, ChangeCipherSpec, Finished")
        .contains(5)
        .containsOnly(1, 5);
    assertThat(server.sent().stream().map(BouncyCastleDtlsTest::records))
        .as("hello, certificate, key exchange, request, done; ChangeCipherSpec, Finished")
        .contains(5, 2)
        .containsOnly(5, 2);
  }

  private static int records(byte[] datagram) {
    int count = 0;
    for (int at = 0; at < datagram.length; count++) {
      at += 13 + (((datagram[at + 11] & 0xFF) << 8) | (datagram[at + 12] & 0xFF));
    }
    return count;
  }

  @Test
  void closeNotifyReachesThePeerAndOnlyThePeerIsTold() {
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    client.awaitKeys();
    server.awaitKeys();
    client.close();
    assertThat(server.awaitClosed()).isTrue();
    assertThat(client.isClosed()).isFalse();
    assertThat(client.hasFailed()).isFalse();
  }

  @Test
  void aSilentPeerTimesOut() {
    BouncyCastleDtls hasty =
        new BouncyCastleDtls(
            hasty(5, Duration.ofMillis(400)),
            new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
    End client = End.lossless();
    client.engine(hasty.open(DtlsRole.CLIENT, TWO.localFingerprint(), client));
    End server = End.lossless();
    server.engine(hasty.open(DtlsRole.SERVER, TWO.localFingerprint(), server));
    assertThat(client.awaitFailure()).isEqualTo(DtlsFailure.TIMED_OUT);
    assertThat(server.awaitFailure()).isEqualTo(DtlsFailure.TIMED_OUT);
    assertThat(server.sent()).isEmpty();
  }

  @Test
  void anAttemptAboveTheCapIsRefusedAndThePlaceComesBack() {
    BouncyCastleDtls small =
        new BouncyCastleDtls(
            hasty(1, Duration.ofSeconds(3)),
            new DtlsSources(RANDOM, System::nanoTime, InstantSource.system()));
    End first = End.lossless();
    first.engine(small.open(DtlsRole.CLIENT, TWO.localFingerprint(), first));
    End second = End.lossless();
    // Whichever of the two threads comes first takes the place.
    second.engine(small.open(DtlsRole.CLIENT, TWO.localFingerprint(), second));
    assertThat(Set.of(first.awaitFailure(), second.awaitFailure()))
        .containsExactlyInAnyOrder(DtlsFailure.OVERLOADED, DtlsFailure.TIMED_OUT);
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, small, server, TWO);
    assertThat(client.awaitKeys().client()).isTrue();
    server.awaitKeys();
    client.close();
    server.close();
  }

  @Test
  void datagramsFitEveryPath() {
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    client.awaitKeys();
    server.awaitKeys();
    assertThat(client.sent()).allMatch(datagram -> datagram.length <= 1200);
    assertThat(server.sent()).allMatch(datagram -> datagram.length <= 1200);
  }

  @Test
  void keysDoNotPrintThemselves() {
    End client = End.lossless();
    End server = End.lossless();
    handshake(client, ONE, server, TWO);
    DtlsKeys keys = client.awaitKeys();
    assertThat(keys.toString())
        .contains("redacted")
        .doesNotContain(HexFormat.of().formatHex(keys.keyingMaterial()).substring(0, 8));
  }

  @Test
  void closingTwiceOrBeforeTheStartIsHarmless() {
    End client = End.lossless();
    DtlsEngine engine = ONE.open(DtlsRole.CLIENT, TWO.localFingerprint(), client);
    engine.close();
    engine.close();
    engine.receive(new byte[100], 0, 100);
    assertThat(client.hasFailed()).isFalse();
  }

  static void handshake(
      End client, BouncyCastleDtls clients, End server, BouncyCastleDtls servers) {
    client.connect(server);
    server.engine(servers.open(DtlsRole.SERVER, clients.localFingerprint(), server));
    client.engine(clients.open(DtlsRole.CLIENT, servers.localFingerprint(), client));
  }

  private static DtlsSettings settings() {
    return DtlsSettings.defaults();
  }

  private static DtlsSettings hasty(int maxHandshakes, Duration timeout) {
    return new DtlsSettings(
        maxHandshakes, timeout, Duration.ofMillis(100), List.of(SrtpProfile.values()));
  }
}
