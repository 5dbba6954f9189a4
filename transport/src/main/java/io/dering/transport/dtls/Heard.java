package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsPeek;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server's peer, or somebody in its name, has said in the clear, over all attempts: whole
/// hellos, each with what we answered, and what followed. The next attempt is told it again, in
/// another order, so that what came first and was a forger's is once not the first.
///
/// A hello in pieces is kept back until it is whole: half a hello would occupy an attempt that then
/// does not take the peer's. All of it is bounded; the oldest goes first.
///
/// Used by the owner's thread, but for a hello's answer.
final class Heard {
  /// Hellos, whole or not: the peer's, and a few that are not.
  private static final int MAX_HELLOS = 4;

  /// Datagrams of a hello. One with a post-quantum key share takes two.
  private static final int MAX_PIECES = 4;

  /// Datagrams that followed. A client's flight with each record by itself is five.
  private static final int MAX_OTHERS = 16;

  private static final int RECORD_HEADER_LENGTH = 13;
  private static final int RECORD_LENGTH_OFFSET = 11;
  private static final int MESSAGE_HEADER_LENGTH = 12;
  private static final int LENGTH_OFFSET = 1;
  private static final int FRAGMENT_OFFSET = 6;
  private static final int FRAGMENT_LENGTH_OFFSET = 9;

  private final SecureRandom random;
  private final List<Hello> hellos = new ArrayList<>();
  private final List<byte[]> others = new ArrayList<>();

  Heard(SecureRandom random) {
    this.random = random;
  }

  /// One hello.
  static final class Hello {
    private final int length;
    private final SecureRandom random;
    private final List<byte[]> pieces = new ArrayList<>();
    private int tries;
    private int tellings;
    private @Nullable Answer answer;

    private Hello(int length, SecureRandom random) {
      this.length = length;
      this.random = random;
    }

    /// Its datagrams.
    List<byte[]> pieces() {
      return List.copyOf(pieces);
    }

    /// What we say to it, always the same. From any thread.
    synchronized Answer answer(int randomLength) {
      Answer ours = answer;
      if (ours == null) {
        ours = new Answer(random, randomLength);
        answer = ours;
      }
      return ours;
    }

    /// An attempt begins with it.
    void tried() {
      tries++;
    }

    /// Whether an attempt may get further with it: one that was tried and got no answer is no hello
    /// that we answer.
    private synchronized boolean leadsOn() {
      return isWhole() && (tries == 0 || (answer != null && answer.isGiven()));
    }

    private boolean has(byte[] piece) {
      return pieces.stream().anyMatch(one -> sameWords(one, piece));
    }

    private boolean isWhole() {
      return Heard.isWhole(pieces, length);
    }
  }

  /// Takes a datagram that begins with a piece of a hello.
  ///
  /// @return the hello that it is of, once that is whole
  @Nullable Hello hello(byte[] datagram) {
    if (datagram.length < RECORD_HEADER_LENGTH + MESSAGE_HEADER_LENGTH) {
      return null;
    }
    int length = uint24(datagram, RECORD_HEADER_LENGTH + LENGTH_OFFSET);
    Hello open = null;
    for (Hello one : hellos) {
      if (one.length == length && one.has(datagram)) {
        return one.isWhole() ? one : null;
      }
      if (one.length == length && !one.isWhole() && one.pieces.size() < MAX_PIECES) {
        open = one;
      }
    }
    if (open == null || isWhole(List.of(datagram), length)) {
      open = new Hello(length, random);
      if (hellos.size() == MAX_HELLOS) {
        hellos.removeFirst();
      }
      hellos.add(open);
    }
    open.pieces.add(datagram);
    return open.isWhole() ? open : null;
  }

  /// Takes a datagram that begins with anything else.
  void other(byte[] datagram) {
    others.removeIf(one -> sameWords(one, datagram));
    if (others.size() == MAX_OTHERS) {
      others.removeFirst();
    }
    others.add(datagram);
  }

  /// The hello to go on from: the one that was tried least, of these the newest.
  @Nullable Hello next() {
    Hello next = null;
    for (Hello one : hellos) {
      if (one.leadsOn() && (next == null || one.tries <= next.tries)) {
        next = one;
      }
    }
    return next;
  }

  /// What followed, for an attempt that goes on from this hello: in another order each time.
  /// Messages in the clear first, each of them once at the head, and then what is under the keys.
  List<byte[]> after(Hello hello) {
    int turn = hello.tellings++;
    List<byte[]> all =
        new ArrayList<>(others.reversed().stream().filter(Heard::isHandshake).toList());
    Collections.rotate(all, -turn);
    others.stream().filter(one -> !isHandshake(one)).forEach(all::add);
    return all;
  }

  /// How many are remembered.
  int datagrams() {
    return others.size() + hellos.stream().mapToInt(one -> one.pieces.size()).sum();
  }

  private static boolean isHandshake(byte[] datagram) {
    return DtlsPeek.isHandshake(datagram, 0, datagram.length);
  }

  /// But for the first record's number.
  private static boolean sameWords(byte[] one, byte[] two) {
    return Arrays.equals(
        one, RECORD_HEADER_LENGTH, one.length, two, RECORD_HEADER_LENGTH, two.length);
  }

  /// Whether these datagrams hold all bytes of a first message of that length.
  private static boolean isWhole(List<byte[]> datagrams, int length) {
    List<Extent> extents =
        datagrams.stream()
            .flatMap(datagram -> extents(datagram).stream())
            .sorted(Comparator.comparingInt(Extent::from))
            .toList();
    int upTo = 0;
    for (Extent extent : extents) {
      if (extent.from() <= upTo) {
        upTo = Math.max(upTo, extent.to());
      }
    }
    return upTo == length;
  }

  private record Extent(int from, int to) {}

  /// What a datagram holds of a hello, in any of its records.
  private static List<Extent> extents(byte[] b) {
    List<Extent> extents = new ArrayList<>();
    int record = 0;
    while (DtlsPeek.isClientHello(b, record, b.length - record)) {
      int end = record + RECORD_HEADER_LENGTH + uint16(b, record + RECORD_LENGTH_OFFSET);
      int at = record + RECORD_HEADER_LENGTH;
      while (end <= b.length && at + MESSAGE_HEADER_LENGTH <= end) {
        int from = uint24(b, at + FRAGMENT_OFFSET);
        int length = uint24(b, at + FRAGMENT_LENGTH_OFFSET);
        at += MESSAGE_HEADER_LENGTH + length;
        if (at <= end) {
          extents.add(new Extent(from, from + length));
        }
      }
      record = end;
    }
    return extents;
  }

  private static int uint16(byte[] b, int off) {
    return (b[off] & 0xFF) << 8 | (b[off + 1] & 0xFF);
  }

  private static int uint24(byte[] b, int off) {
    return (b[off] & 0xFF) << 16 | (b[off + 1] & 0xFF) << 8 | (b[off + 2] & 0xFF);
  }
}
