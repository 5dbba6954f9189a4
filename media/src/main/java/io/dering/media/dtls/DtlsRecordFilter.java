package io.dering.media.dtls;

import java.util.Arrays;
import java.util.EnumMap;

/// Decides, before a DTLS stack sees it, whether a datagram may belong to this handshake attempt.
///
/// A DTLS stack allocates what the sender *states*, before anything is authenticated: one 205-byte
/// datagram makes Bouncy Castle 1.84 hold 256 MiB (CVE-2026-59646). So the filter bounds all that a
/// sender can state, in one walk over the records:
///
/// ```
///  record   0      1..2     3..4    5..10     11..12
///           type   version  epoch   sequence  length
///  message  0      1..3     4..5    6..8      9..11          (RFC 6347 §4.2.2, epoch 0 only)
///           type   length   number  offset    fragment length
/// ```
///
/// A datagram passes whole or not at all, and one that is refused leaves no trace but a count.
///
/// It also keeps order where Bouncy Castle's server needs it: a ChangeCipherSpec that overtakes the
/// CertificateVerify, by loss or reordering, makes that server deaf to the CertificateVerify for
/// ever. Refused, it comes again with the peer's next retransmission, and then in order.
///
/// And it keeps the two numberings apart that a HelloVerifyRequest makes of one handshake: a
/// server's attempt goes on with the hello that it began with, 0 or (with somebody's cookie) 1, and
/// a client is asked for a cookie before it is answered or not at all.
///
/// An instance serves one attempt and is used by one thread.
public final class DtlsRecordFilter {
  /// Stated length of one message, in bytes. A chain of three RSA certificates has 4 KiB.
  static final int MAX_MESSAGE_LENGTH = 16_384;

  /// Messages of one side; a full handshake with client certificate has at most 7.
  static final int MAX_MESSAGES = 16;

  /// Sum of the stated lengths of an attempt, in bytes: what the reassembler may hold.
  static final int MAX_HANDSHAKE_LENGTH = 65_536;

  /// Stated length of a HelloVerifyRequest: version, and a cookie of one byte of length. It may
  /// come on top of the sum above.
  public static final int MAX_HELLO_VERIFY_LENGTH = 2 + 1 + 255;

  /// Datagrams of one attempt. Five flights' worth of retransmissions, each message in a datagram
  /// of its own, stay below 40. More lets a spoofer burn more CPU, less breaks lossy networks.
  static final int MAX_DATAGRAMS = 64;

  /// Datagrams with plaintext in them after the handshake. A client that repeats its last flight
  /// five times, each message by itself, sends 20. Must stay below what the stack's queue holds, so
  /// that a spoofer who fills it cannot crowd out the peer's authentic goodbye.
  public static final int MAX_LATE_DATAGRAMS = 32;

  private static final int RECORD_HEADER_LENGTH = 13;
  private static final int MESSAGE_HEADER_LENGTH = 12;
  private static final int UNSEEN = -1;

  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int HELLO_VERIFY_REQUEST = 3;
  private static final int CERTIFICATE_VERIFY = 15;

  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int APPLICATION_DATA = 23;

  /// Handshake types that a server sends: ServerHello, HelloVerifyRequest, NewSessionTicket,
  /// Certificate, ServerKeyExchange, CertificateRequest, ServerHelloDone, CertificateStatus.
  private static final long FROM_SERVER = types(2, 3, 4, 11, 12, 13, 14, 22);

  /// Handshake types that a client sends: ClientHello, Certificate, CertificateVerify,
  /// ClientKeyExchange.
  private static final long FROM_CLIENT = types(1, 11, 15, 16);

  /// What a client repeats when our last flight was lost (RFC 6347 §4.2.4).
  private static final long LAST_FLIGHT_OF_CLIENT = types(11, 15, 16);

  private final DtlsRole role;
  private final EnumMap<DtlsAdmission, Long> counts = new EnumMap<>(DtlsAdmission.class);
  private final int[] statedLengths = new int[MAX_MESSAGES];
  private final int[] candidateLengths = new int[MAX_MESSAGES];

  /// Bytes of the CertificateVerify that came in without a gap, and how many there are.
  private int verifiedUpTo;

  private int verifyLength = UNSEEN;
  private int candidateVerifiedUpTo;
  private int candidateVerifyLength;
  private boolean answered;
  private boolean candidateAnswered;

  /// Where the datagram in hand begins and ends.
  private int datagramOffset;

  private int datagramEnd;
  private int datagrams;
  private int lateDatagrams;
  private boolean established;

  /// @param role the role of this end
  public DtlsRecordFilter(DtlsRole role) {
    this.role = role;
    Arrays.fill(statedLengths, UNSEEN);
  }

  /// The handshake is complete: from now on plaintext changes nothing. A server still lets through
  /// what makes it repeat a lost last flight; the stack repeats only when the Finished beside it
  /// authenticates.
  public void established() {
    established = true;
  }

  /// Judges one datagram and counts the outcome.
  public DtlsAdmission admit(byte[] b, int off, int len) {
    System.arraycopy(statedLengths, 0, candidateLengths, 0, MAX_MESSAGES);
    candidateVerifiedUpTo = verifiedUpTo;
    candidateVerifyLength = verifyLength;
    candidateAnswered = answered;
    datagramOffset = off;
    datagramEnd = off + len;
    DtlsAdmission admission = walk(b, off, off + len);
    if (admission == DtlsAdmission.ADMITTED) {
      verifiedUpTo = candidateVerifiedUpTo;
      verifyLength = candidateVerifyLength;
      answered = candidateAnswered;
      System.arraycopy(candidateLengths, 0, statedLengths, 0, MAX_MESSAGES);
    }
    counts.merge(admission, 1L, Long::sum);
    return admission;
  }

  /// Datagrams that had this outcome.
  public long count(DtlsAdmission admission) {
    return counts.getOrDefault(admission, 0L);
  }

  private DtlsAdmission walk(byte[] b, int off, int end) {
    boolean plaintext = false;
    int at = off;
    do {
      if (end - at <= RECORD_HEADER_LENGTH) {
        return DtlsAdmission.MALFORMED_RECORD;
      }
      int bodyLength = uint16(b, at + 11);
      int bodyOffset = at + RECORD_HEADER_LENGTH;
      DtlsAdmission admission = record(b, at, bodyLength, end - bodyOffset);
      if (admission != DtlsAdmission.ADMITTED) {
        return admission;
      }
      plaintext |= uint16(b, at + 3) == 0;
      at = bodyOffset + bodyLength;
    } while (at < end);
    return withinBudget(plaintext);
  }

  private DtlsAdmission withinBudget(boolean plaintext) {
    if (!established) {
      if (datagrams == MAX_DATAGRAMS) {
        return DtlsAdmission.TOO_MANY_DATAGRAMS;
      }
      datagrams++;
    } else if (plaintext) {
      if (lateDatagrams == MAX_LATE_DATAGRAMS) {
        return DtlsAdmission.TOO_MANY_DATAGRAMS;
      }
      lateDatagrams++;
    }
    return DtlsAdmission.ADMITTED;
  }

  private DtlsAdmission record(byte[] b, int at, int bodyLength, int available) {
    int type = b[at] & 0xFF;
    int minor = b[at + 2] & 0xFF;
    boolean known = type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA;
    boolean dtls = (b[at + 1] & 0xFF) == 0xFE && (minor == 0xFF || minor == 0xFD);
    if (!known || !dtls || bodyLength == 0 || bodyLength > available) {
      return DtlsAdmission.MALFORMED_RECORD;
    }
    int epoch = uint16(b, at + 3);
    if (epoch == 1) {
      return DtlsAdmission.ADMITTED;
    }
    return epoch == 0
        ? plaintext(b, at + RECORD_HEADER_LENGTH, bodyLength, type)
        : DtlsAdmission.WRONG_EPOCH;
  }

  private DtlsAdmission plaintext(byte[] b, int off, int len, int type) {
    if (type == ALERT) {
      return DtlsAdmission.PLAIN_ALERT;
    }
    if (type == APPLICATION_DATA) {
      return DtlsAdmission.PLAIN_APPLICATION_DATA;
    }
    if (established && role == DtlsRole.CLIENT) {
      return DtlsAdmission.LATE_PLAINTEXT;
    }
    if (type == CHANGE_CIPHER_SPEC) {
      return changeCipherSpec(len);
    }
    return fragments(b, off, off + len);
  }

  private DtlsAdmission changeCipherSpec(int len) {
    if (len != 1) {
      return DtlsAdmission.MALFORMED_RECORD;
    }
    return role == DtlsRole.CLIENT || established || candidateVerifiedUpTo == candidateVerifyLength
        ? DtlsAdmission.ADMITTED
        : DtlsAdmission.EARLY_CHANGE_CIPHER_SPEC;
  }

  private DtlsAdmission fragments(byte[] b, int off, int end) {
    int at = off;
    while (at < end) {
      if (end - at < MESSAGE_HEADER_LENGTH) {
        return DtlsAdmission.MALFORMED_FRAGMENT;
      }
      int fragmentLength = uint24(b, at + 9);
      if (fragmentLength > end - at - MESSAGE_HEADER_LENGTH) {
        return DtlsAdmission.MALFORMED_FRAGMENT;
      }
      DtlsAdmission admission = fragment(b, at, fragmentLength);
      if (admission != DtlsAdmission.ADMITTED) {
        return admission;
      }
      at += MESSAGE_HEADER_LENGTH + fragmentLength;
    }
    return DtlsAdmission.ADMITTED;
  }

  private DtlsAdmission fragment(byte[] b, int at, int fragmentLength) {
    int messageLength = uint24(b, at + 1);
    int messageNumber = uint16(b, at + 4);
    int fragmentOffset = uint24(b, at + 6);
    if (messageLength > MAX_MESSAGE_LENGTH) {
      return DtlsAdmission.MESSAGE_TOO_LONG;
    }
    if (fragmentOffset + fragmentLength > messageLength
        || (fragmentLength == 0 && messageLength != 0)) {
      return DtlsAdmission.MALFORMED_FRAGMENT;
    }
    if (messageNumber >= MAX_MESSAGES) {
      return DtlsAdmission.TOO_MANY_MESSAGES;
    }
    if (!fits(b[at] & 0xFF)) {
      return established ? DtlsAdmission.LATE_PLAINTEXT : DtlsAdmission.WRONG_ROLE;
    }
    switch (b[at] & 0xFF) {
      case CLIENT_HELLO -> {
        if (messageNumber != 0) {
          return DtlsAdmission.HELLO_WITH_COOKIE;
        }
      }
      case HELLO_VERIFY_REQUEST -> {
        // Not among the stated lengths: the server's answer may have the same number.
        return messageNumber == 0
                && !candidateAnswered
                && isAlone(at, fragmentLength, messageLength)
            ? DtlsAdmission.ADMITTED
            : DtlsAdmission.MISPLACED_HELLO_VERIFY;
      }
      case SERVER_HELLO -> candidateAnswered = true;
      case CERTIFICATE_VERIFY -> {
        candidateVerifyLength = messageLength;
        if (fragmentOffset <= candidateVerifiedUpTo) {
          candidateVerifiedUpTo = Math.max(candidateVerifiedUpTo, fragmentOffset + fragmentLength);
        }
      }
      default -> {}
    }
    return state(messageNumber, messageLength);
  }

  private boolean isAlone(int at, int fragmentLength, int messageLength) {
    return fragmentLength == messageLength
        && messageLength <= MAX_HELLO_VERIFY_LENGTH
        && at == datagramOffset + RECORD_HEADER_LENGTH
        && at + MESSAGE_HEADER_LENGTH + fragmentLength == datagramEnd;
  }

  private DtlsAdmission state(int messageNumber, int messageLength) {
    int stated = candidateLengths[messageNumber];
    if (stated == messageLength) {
      return DtlsAdmission.ADMITTED;
    }
    if (stated != UNSEEN) {
      return DtlsAdmission.INCONSISTENT_LENGTH;
    }
    candidateLengths[messageNumber] = messageLength;
    int total = 0;
    for (int length : candidateLengths) {
      total += Math.max(length, 0);
    }
    return total > MAX_HANDSHAKE_LENGTH ? DtlsAdmission.HANDSHAKE_TOO_LONG : DtlsAdmission.ADMITTED;
  }

  private boolean fits(int type) {
    long allowed =
        switch (role) {
          case CLIENT -> FROM_SERVER;
          case SERVER -> established ? LAST_FLIGHT_OF_CLIENT : FROM_CLIENT;
        };
    return type < Long.SIZE && (allowed >>> type & 1) == 1;
  }

  private static long types(int... numbers) {
    long set = 0;
    for (int number : numbers) {
      set |= 1L << number;
    }
    return set;
  }

  private static int uint16(byte[] b, int off) {
    return (b[off] & 0xFF) << 8 | (b[off + 1] & 0xFF);
  }

  private static int uint24(byte[] b, int off) {
    return (b[off] & 0xFF) << 16 | uint16(b, off + 1);
  }
}
