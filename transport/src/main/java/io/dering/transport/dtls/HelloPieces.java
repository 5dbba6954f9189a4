package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsPeek;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A ClientHello as far as it has come, in however many pieces. Two datagrams are of the same hello
/// if they say the same where both say something: a peer may cut its repetition elsewhere, and have
/// more to say in the same datagram.
///
/// ```
///  record   0      1..2     3..4    5..10     11..12
///           type   version  epoch   sequence  length
///  message  0      1..3     4..5    6..8      9..11          (RFC 6347 §4.2.2)
///           type   length   number  offset    fragment length
/// ```
final class HelloPieces {
  /// Bytes of a hello. One with a post-quantum key share has 1,500; what is stated beyond is not
  /// held for anybody.
  private static final int MAX_LENGTH = 6_000;

  private static final int RECORD_HEADER_LENGTH = 13;
  private static final int RECORD_LENGTH_OFFSET = 11;
  private static final int MESSAGE_HEADER_LENGTH = 12;
  private static final int LENGTH_OFFSET = 1;
  private static final int FRAGMENT_OFFSET = 6;
  private static final int FRAGMENT_LENGTH_OFFSET = 9;
  private static final int CLIENT_HELLO = 1;

  private final byte[] message;
  private final BitSet known = new BitSet();

  /// A piece in a datagram.
  ///
  /// @param of the whole message's length
  /// @param from where in the message it stands
  /// @param at where in the datagram it stands
  private record Piece(int of, int from, int at, int length) {}

  private HelloPieces(int length) {
    message = new byte[length];
  }

  /// The hello that this datagram begins with, or has pieces of. Empty where it has none that can
  /// be read.
  static HelloPieces of(byte[] datagram) {
    List<Piece> pieces = pieces(datagram);
    HelloPieces hello = new HelloPieces(pieces.isEmpty() ? 0 : pieces.getFirst().of);
    for (Piece piece : pieces) {
      if (piece.of == hello.message.length) {
        System.arraycopy(datagram, piece.at, hello.message, piece.from, piece.length);
        hello.known.set(piece.from, piece.from + piece.length);
      }
    }
    return hello;
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  boolean isWhole() {
    return !isEmpty() && known.cardinality() == message.length;
  }

  /// Whether both can be of one hello.
  boolean agreesWith(HelloPieces other) {
    if (message.length != other.message.length) {
      return false;
    }
    BitSet both = (BitSet) known.clone();
    both.and(other.known);
    return both.stream().allMatch(at -> message[at] == other.message[at]);
  }

  /// Takes over what another one, which agrees, has more.
  ///
  /// @return whether there was more
  boolean add(HelloPieces other) {
    int before = known.cardinality();
    other.known.stream().forEach(at -> message[at] = other.message[at]);
    known.or(other.known);
    return known.cardinality() > before;
  }

  /// How many bytes the records take, at a datagram's head, that a hello is in.
  static int headLength(byte[] datagram) {
    int head = 0;
    while (DtlsPeek.isClientHello(datagram, head, datagram.length - head)) {
      int end = recordEnd(datagram, head);
      if (end > datagram.length) {
        break;
      }
      head = end;
    }
    return head;
  }

  private static List<Piece> pieces(byte[] b) {
    List<Piece> pieces = new ArrayList<>();
    int head = headLength(b);
    for (int record = 0; record < head; record = recordEnd(b, record)) {
      int end = recordEnd(b, record);
      int at = record + RECORD_HEADER_LENGTH;
      while (at + MESSAGE_HEADER_LENGTH <= end && b[at] == CLIENT_HELLO) {
        int of = uint24(b, at + LENGTH_OFFSET);
        int from = uint24(b, at + FRAGMENT_OFFSET);
        int length = uint24(b, at + FRAGMENT_LENGTH_OFFSET);
        int body = at + MESSAGE_HEADER_LENGTH;
        if (of > MAX_LENGTH || from + length > of || body + length > end) {
          return List.of();
        }
        pieces.add(new Piece(of, from, body, length));
        at = body + length;
      }
    }
    return pieces;
  }

  private static int recordEnd(byte[] b, int record) {
    return record + RECORD_HEADER_LENGTH + uint16(b, record + RECORD_LENGTH_OFFSET);
  }

  private static int uint16(byte[] b, int off) {
    return (b[off] & 0xFF) << 8 | (b[off + 1] & 0xFF);
  }

  private static int uint24(byte[] b, int off) {
    return (b[off] & 0xFF) << 16 | uint16(b, off + 1);
  }
}
