package io.dering.media.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsAdmission;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRecordFilter;
import io.dering.media.dtls.DtlsRole;
import java.util.Arrays;

/// A handshake's worth of datagrams: a byte with the role and after how many of them the handshake
/// is established, then each as its length (2 bytes) and itself. A stack behind the filter, which
/// believes every length that is stated, is counted by code of its own.
final class DtlsFilterTarget {
  private static final int MAX_ADMITTED = 64;
  private static final int MAX_LATE = 32;
  private static final int MAX_STATED = 64 * 1024 + DtlsRecordFilter.MAX_HELLO_VERIFY_LENGTH;

  private DtlsFilterTarget() {}

  static void run(byte[] input) {
    if (input.length == 0) {
      return;
    }
    DtlsRole role = (input[0] & 1) == 0 ? DtlsRole.CLIENT : DtlsRole.SERVER;
    int establishedAfter = (input[0] & 0xFF) >>> 1;
    DtlsRecordFilter filter = new DtlsRecordFilter(role);
    Believer stack = new Believer();
    boolean established = false;
    int admitted = 0;
    int late = 0;
    int number = 0;
    for (int at = 1; at + 2 <= input.length; number++) {
      if (number == establishedAfter) {
        filter.established();
        established = true;
      }
      int stated = (input[at] & 0xFF) << 8 | (input[at + 1] & 0xFF);
      byte[] datagram = Arrays.copyOfRange(input, at + 2, Math.min(at + 2 + stated, input.length));
      at += 2 + stated;
      boolean _ =
          DtlsPeek.isClientHello(datagram, 0, datagram.length)
              && DtlsPeek.isAnswerToHello(datagram, 0, datagram.length);
      byte[] before = datagram.clone();
      if (filter.admit(datagram, 0, datagram.length) == DtlsAdmission.ADMITTED) {
        boolean plain = stack.take(datagram);
        admitted += established ? 0 : 1;
        late += established && plain ? 1 : 0;
      }
      assertThat(datagram).isEqualTo(before);
    }
    assertThat(admitted).isLessThanOrEqualTo(MAX_ADMITTED);
    assertThat(late).isLessThanOrEqualTo(MAX_LATE);
    assertThat(stack.stated()).isLessThanOrEqualTo(MAX_STATED);
  }

  /// Walks records as a stack does, and believes.
  private static final class Believer {
    private final int[] lengths = new int[16];

    /// Whether there was plaintext in it.
    boolean take(byte[] b) {
      boolean plain = false;
      int at = 0;
      while (at < b.length) {
        int length = uint(b, at + 11, 2);
        assertThat(at + 13 + length)
            .as("records end with the datagram")
            .isLessThanOrEqualTo(b.length);
        if (uint(b, at + 3, 2) == 0) {
          plain = true;
          if (b[at] == 22) {
            messages(b, at + 13, at + 13 + length);
          } else {
            assertThat(b[at]).as("content type in the clear").isEqualTo((byte) 20);
          }
        }
        at += 13 + length;
      }
      return plain;
    }

    private void messages(byte[] b, int from, int end) {
      for (int at = from; at < end; ) {
        int stated = uint(b, at + 1, 3);
        int offset = uint(b, at + 6, 3);
        int length = uint(b, at + 9, 3);
        assertThat(offset + length).isLessThanOrEqualTo(stated);
        int number = uint(b, at + 4, 2);
        lengths[number] = Math.max(lengths[number], stated);
        at += 12 + length;
      }
    }

    int stated() {
      return Arrays.stream(lengths).sum();
    }

    private static int uint(byte[] b, int at, int bytes) {
      int v = 0;
      for (int i = 0; i < bytes; i++) {
        v = v << 8 | (b[at + i] & 0xFF);
      }
      return v;
    }
  }
}
