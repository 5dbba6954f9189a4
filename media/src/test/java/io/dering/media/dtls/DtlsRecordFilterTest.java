package io.dering.media.dtls;

import static io.dering.media.dtls.HostileDatagrams.HANDSHAKE;
import static io.dering.media.dtls.HostileDatagrams.bomb;
import static io.dering.media.dtls.HostileDatagrams.concat;
import static io.dering.media.dtls.HostileDatagrams.fragment;
import static io.dering.media.dtls.HostileDatagrams.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DtlsRecordFilterTest {
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int HELLO_VERIFY_REQUEST = 3;
  private static final int CERTIFICATE = 11;
  private static final int CERTIFICATE_VERIFY = 15;
  private static final int CLIENT_KEY_EXCHANGE = 16;

  private final DtlsRecordFilter server = new DtlsRecordFilter(DtlsRole.SERVER);
  private final DtlsRecordFilter client = new DtlsRecordFilter(DtlsRole.CLIENT);

  @Test
  void aClientHelloReachesTheServerAndIsCounted() {
    assertThat(admit(server, hello(200, 0))).isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(server.count(DtlsAdmission.ADMITTED)).isEqualTo(1);
  }

  @Test
  void theReassemblyBombIsRefusedWhateverItsSize() {
    assertThat(bomb(16, 0xFFFFFF)).hasSize(205);
    for (int messages = 1; messages <= 16; messages++) {
      assertThat(admit(server, bomb(messages, 0xFFFFFF))).isEqualTo(DtlsAdmission.MESSAGE_TOO_LONG);
      assertThat(admit(server, bomb(messages, 16_384))).isEqualTo(DtlsAdmission.MALFORMED_FRAGMENT);
    }
  }

  @Test
  void aHelloVerifyRequestComesAloneAndBeforeTheAnswer() {
    byte[] asks = fragment(HELLO_VERIFY_REQUEST, 11, 0, 0, 11);
    byte[] answer = fragment(SERVER_HELLO, 80, 0, 0, 80);
    assertThat(admit(client, handshake(asks))).isEqualTo(DtlsAdmission.ADMITTED);
    for (byte[] elsewhere :
        new byte[][] {
          concat(asks, answer),
          concat(answer, asks),
          fragment(HELLO_VERIFY_REQUEST, 11, 0, 0, 10),
          fragment(HELLO_VERIFY_REQUEST, 11, 1, 0, 11),
          fragment(HELLO_VERIFY_REQUEST, 259, 0, 0, 259)
        }) {
      assertThat(admit(client, handshake(elsewhere)))
          .isEqualTo(DtlsAdmission.MISPLACED_HELLO_VERIFY);
    }
    assertThat(admit(client, handshake(answer)))
        .as("of another length")
        .isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(client, handshake(asks))).isEqualTo(DtlsAdmission.MISPLACED_HELLO_VERIFY);
    assertThat(admit(server, handshake(asks))).isEqualTo(DtlsAdmission.WRONG_ROLE);
  }

  @Test
  void aServerThatAskedForNoCookieTakesNone() {
    assertThat(admit(server, handshake(fragment(CLIENT_HELLO, 100, 1, 0, 100))))
        .isEqualTo(DtlsAdmission.HELLO_WITH_COOKIE);
    assertThat(admit(server, hello(100, 0))).isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void aMessageMayStateSixteenKibibytesAndNoMore() {
    assertThat(admit(server, handshake(fragment(CLIENT_HELLO, 16_384, 0, 0, 100))))
        .isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(server, handshake(fragment(CLIENT_HELLO, 16_385, 1, 0, 100))))
        .isEqualTo(DtlsAdmission.MESSAGE_TOO_LONG);
  }

  @Test
  void theMessagesOfAnAttemptTogetherMayStateSixtyFourKibibytes() {
    for (int number = 0; number < 4; number++) {
      assertThat(admit(server, handshake(fragment(CERTIFICATE, 16_384, number, 0, 100))))
          .isEqualTo(DtlsAdmission.ADMITTED);
    }
    assertThat(admit(server, handshake(fragment(CERTIFICATE, 1, 4, 0, 1))))
        .isEqualTo(DtlsAdmission.HANDSHAKE_TOO_LONG);
  }

  @Test
  void retransmissionsOfAMessageAreNotAddedUp() {
    for (int i = 0; i < 10; i++) {
      assertThat(admit(server, handshake(fragment(CERTIFICATE, 16_000, 1, 0, 100))))
          .isEqualTo(DtlsAdmission.ADMITTED);
    }
  }

  @Test
  void aRefusedDatagramLeavesNoTraceInTheSum() {
    byte[] longMessage = fragment(CERTIFICATE, 16_384, 3, 0, 10);
    byte[] broken = handshake(concat(longMessage, fragment(CERTIFICATE, 5, 20, 0, 5)));
    assertThat(admit(server, broken)).isEqualTo(DtlsAdmission.TOO_MANY_MESSAGES);
    assertThat(admit(server, handshake(fragment(CERTIFICATE, 50, 3, 0, 50))))
        .isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void aMessageKeepsTheLengthThatItStatedFirst() {
    assertThat(admit(server, hello(300, 0))).isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(server, hello(301, 0))).isEqualTo(DtlsAdmission.INCONSISTENT_LENGTH);
  }

  @Test
  void fragmentsMustLieInsideTheirMessage() {
    assertThat(admit(server, handshake(fragment(CLIENT_HELLO, 100, 0, 50, 51))))
        .isEqualTo(DtlsAdmission.MALFORMED_FRAGMENT);
    assertThat(admit(server, handshake(fragment(CLIENT_HELLO, 100, 0, 0, 0))))
        .isEqualTo(DtlsAdmission.MALFORMED_FRAGMENT);
    assertThat(admit(server, handshake(fragment(CLIENT_HELLO, 100, 0, 0xFFFFFF, 1))))
        .isEqualTo(DtlsAdmission.MALFORMED_FRAGMENT);
    assertThat(admit(server, handshake(fragment(CLIENT_HELLO, 100, 0, 50, 50))))
        .isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void anEmptyMessageIsAWholeMessage() {
    assertThat(admit(client, handshake(fragment(14, 0, 4, 0, 0))))
        .isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void fragmentsMustFillTheirRecord() {
    byte[] fragment = fragment(CLIENT_HELLO, 40, 0, 0, 40);
    byte[] cut = Arrays.copyOf(fragment, fragment.length - 1);
    assertThat(admit(server, handshake(cut))).isEqualTo(DtlsAdmission.MALFORMED_FRAGMENT);
    assertThat(admit(server, handshake(concat(fragment, new byte[11]))))
        .isEqualTo(DtlsAdmission.MALFORMED_FRAGMENT);
  }

  @Test
  void severalRecordsInADatagramPassTogetherOrNotAtAll() {
    byte[] certificate = handshake(fragment(CERTIFICATE, 300, 1, 0, 300));
    byte[] verify = handshake(fragment(CERTIFICATE_VERIFY, 80, 3, 0, 80));
    byte[] changeCipherSpec = record(20, 0, new byte[] {1});
    byte[] finished = record(HANDSHAKE, 1, new byte[40]);
    assertThat(admit(server, concat(certificate, verify, changeCipherSpec, finished)))
        .isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(server, concat(certificate, record(HANDSHAKE, 2, new byte[40]))))
        .isEqualTo(DtlsAdmission.WRONG_EPOCH);
  }

  @Test
  void aChangeCipherSpecThatOvertakesTheCertificateVerifyWaitsForItsRetransmission() {
    byte[] changeCipherSpec = record(20, 0, new byte[] {1});
    assertThat(admit(server, changeCipherSpec)).isEqualTo(DtlsAdmission.EARLY_CHANGE_CIPHER_SPEC);
    assertThat(admit(server, handshake(fragment(CERTIFICATE_VERIFY, 80, 3, 50, 30))))
        .isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(server, changeCipherSpec)).isEqualTo(DtlsAdmission.EARLY_CHANGE_CIPHER_SPEC);
    assertThat(admit(server, handshake(fragment(CERTIFICATE_VERIFY, 80, 3, 0, 50))))
        .isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(server, handshake(fragment(CERTIFICATE_VERIFY, 80, 3, 50, 30))))
        .isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(server, changeCipherSpec)).isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(client, changeCipherSpec)).isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void recordLengthsMustEqualTheBytesPresent() {
    byte[] whole = hello(60, 0);
    for (int length = 0; length < whole.length; length++) {
      assertThat(admit(server, Arrays.copyOf(whole, length)))
          .isEqualTo(DtlsAdmission.MALFORMED_RECORD);
    }
    assertThat(admit(server, Arrays.copyOf(whole, whole.length + 1)))
        .isEqualTo(DtlsAdmission.MALFORMED_RECORD);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19, 24, 25, 26, 255})
  void unknownContentTypesAreRefused(int type) {
    assertThat(admit(server, record(type, 1, new byte[20])))
        .isEqualTo(DtlsAdmission.MALFORMED_RECORD);
  }

  @Test
  void unknownVersionsAreRefused() {
    byte[] datagram = hello(60, 0);
    datagram[2] = (byte) 0xFC;
    assertThat(admit(server, datagram)).isEqualTo(DtlsAdmission.MALFORMED_RECORD);
  }

  @Test
  void anAttemptTakesSixtyFourDatagrams() {
    for (int i = 0; i < DtlsRecordFilter.MAX_DATAGRAMS; i++) {
      assertThat(admit(server, hello(60, 0))).isEqualTo(DtlsAdmission.ADMITTED);
    }
    assertThat(admit(server, hello(60, 0))).isEqualTo(DtlsAdmission.TOO_MANY_DATAGRAMS);
  }

  @Test
  void refusedDatagramsDoNotUseUpTheAttempt() {
    for (int i = 0; i < 1000; i++) {
      admit(server, bomb(16, 0xFFFFFF));
    }
    assertThat(admit(server, hello(60, 0))).isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void eachRoleTakesOnlyWhatTheOtherSends() {
    assertThat(admit(client, hello(60, 0))).isEqualTo(DtlsAdmission.WRONG_ROLE);
    assertThat(admit(server, handshake(fragment(SERVER_HELLO, 60, 0, 0, 60))))
        .isEqualTo(DtlsAdmission.WRONG_ROLE);
    assertThat(admit(server, handshake(fragment(3, 20, 0, 0, 20))))
        .isEqualTo(DtlsAdmission.WRONG_ROLE);
    assertThat(admit(client, handshake(fragment(3, 20, 0, 0, 20))))
        .isEqualTo(DtlsAdmission.ADMITTED);
    assertThat(admit(client, handshake(fragment(200, 20, 0, 0, 20))))
        .isEqualTo(DtlsAdmission.WRONG_ROLE);
  }

  @ParameterizedTest
  @EnumSource(DtlsRole.class)
  void plaintextAlertsAndApplicationDataNeverPass(DtlsRole role) {
    DtlsRecordFilter filter = new DtlsRecordFilter(role);
    byte[] alert = record(21, 0, new byte[] {2, 40});
    byte[] data = record(23, 0, new byte[] {1, 2, 3});
    assertThat(admit(filter, alert)).isEqualTo(DtlsAdmission.PLAIN_ALERT);
    assertThat(admit(filter, data)).isEqualTo(DtlsAdmission.PLAIN_APPLICATION_DATA);
    filter.established();
    assertThat(admit(filter, alert)).isEqualTo(DtlsAdmission.PLAIN_ALERT);
    assertThat(admit(filter, data)).isEqualTo(DtlsAdmission.PLAIN_APPLICATION_DATA);
  }

  @Test
  void anEstablishedClientTakesNoPlaintextAtAll() {
    client.established();
    assertThat(admit(client, handshake(fragment(SERVER_HELLO, 60, 0, 0, 60))))
        .isEqualTo(DtlsAdmission.LATE_PLAINTEXT);
    assertThat(admit(client, record(20, 0, new byte[] {1})))
        .isEqualTo(DtlsAdmission.LATE_PLAINTEXT);
    assertThat(admit(client, record(21, 1, new byte[26]))).isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void anEstablishedServerTakesOnlyTheRepeatedLastFlight() {
    server.established();
    assertThat(admit(server, hello(60, 0))).isEqualTo(DtlsAdmission.LATE_PLAINTEXT);
    byte[] keyExchange = handshake(fragment(CLIENT_KEY_EXCHANGE, 66, 2, 0, 66));
    for (int i = 0; i < DtlsRecordFilter.MAX_LATE_DATAGRAMS; i++) {
      assertThat(admit(server, keyExchange)).isEqualTo(DtlsAdmission.ADMITTED);
    }
    assertThat(admit(server, keyExchange)).isEqualTo(DtlsAdmission.TOO_MANY_DATAGRAMS);
    assertThat(admit(server, record(23, 1, new byte[40]))).isEqualTo(DtlsAdmission.ADMITTED);
  }

  @Test
  void noMutationEscapesTheBounds() {
    SplittableRandom random = new SplittableRandom(6347);
    byte[] flight =
        concat(
            handshake(fragment(CERTIFICATE, 300, 1, 0, 300)),
            handshake(fragment(CLIENT_KEY_EXCHANGE, 66, 2, 0, 66)),
            handshake(fragment(CERTIFICATE_VERIFY, 80, 3, 0, 80)),
            record(20, 0, new byte[] {1}),
            record(HANDSHAKE, 1, new byte[40]));
    for (int i = 0; i < 100_000; i++) {
      DtlsRecordFilter filter = new DtlsRecordFilter(DtlsRole.SERVER);
      byte[] b = Arrays.copyOf(flight, random.nextInt(flight.length + 1));
      for (int flips = random.nextInt(1, 6); flips > 0 && b.length > 0; flips--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt();
      }
      DtlsAdmission admission = admit(filter, b);
      if (admission == DtlsAdmission.ADMITTED && statedByNaiveReading(b) > 65_536) {
        throw new AssertionError("more than 64 KiB stated by " + Arrays.toString(b));
      }
    }
  }

  /// Adds up what the plaintext handshake messages of an admitted datagram state, fragment by
  /// fragment.
  private static int statedByNaiveReading(byte[] b) {
    int stated = 0;
    int at = 0;
    while (at < b.length) {
      int end = at + 13 + ((b[at + 11] & 0xFF) << 8 | (b[at + 12] & 0xFF));
      boolean plainHandshake = b[at] == HANDSHAKE && b[at + 3] == 0 && b[at + 4] == 0;
      for (int m = at + 13; plainHandshake && m < end; ) {
        stated += (b[m + 1] & 0xFF) << 16 | (b[m + 2] & 0xFF) << 8 | (b[m + 3] & 0xFF);
        m += 12 + ((b[m + 9] & 0xFF) << 16 | (b[m + 10] & 0xFF) << 8 | (b[m + 11] & 0xFF));
      }
      at = end;
    }
    return stated;
  }

  private static byte[] hello(int length, int number) {
    return handshake(fragment(CLIENT_HELLO, length, number, 0, length));
  }

  private static byte[] handshake(byte[] body) {
    return record(HANDSHAKE, 0, body);
  }

  /// At an offset, so that reading from the array's start would show.
  private static DtlsAdmission admit(DtlsRecordFilter filter, byte[] datagram) {
    byte[] b = concat(new byte[7], datagram, new byte[3]);
    return filter.admit(b, 7, datagram.length);
  }
}
