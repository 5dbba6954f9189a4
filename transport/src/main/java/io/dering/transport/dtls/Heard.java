package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsPeek;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

  private final SecureRandom random;
  private final List<Hello> hellos = new ArrayList<>();
  private final List<byte[]> others = new ArrayList<>();

  Heard(SecureRandom random) {
    this.random = random;
  }

  /// One hello.
  static final class Hello {
    private final HelloPieces said;
    private final SecureRandom random;
    private final List<byte[]> pieces = new ArrayList<>();
    private int tries;
    private int tellings;
    private @Nullable Answer answer;

    private Hello(HelloPieces said, byte[] piece, SecureRandom random) {
      this.said = said;
      this.random = random;
      pieces.add(piece);
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

    private boolean isWhole() {
      return said.isWhole();
    }

    /// Takes a piece, if it lacks one and this may be of it. A whole hello is one by itself.
    private boolean take(HelloPieces piece, byte[] records) {
      if (piece.isWhole() || pieces.size() == MAX_PIECES || !said.agreesWith(piece)) {
        return false;
      }
      if (said.add(piece)) {
        pieces.add(records);
      }
      return true;
    }
  }

  /// Takes records of nothing but a hello, or a piece of one.
  ///
  /// @return the hello that it is of, once that is whole
  @Nullable Hello hello(byte[] records) {
    HelloPieces pieces = HelloPieces.of(records);
    if (pieces.isEmpty()) {
      return null;
    }
    Hello found = null;
    boolean taken = false;
    for (Hello one : hellos) {
      if (one.isWhole() ? one.said.agreesWith(pieces) : one.take(pieces, records)) {
        taken = true;
        found = found == null && one.isWhole() ? one : found;
      }
    }
    if (taken) {
      return found;
    }
    if (hellos.size() == MAX_HELLOS) {
      hellos.removeFirst();
    }
    Hello open = new Hello(pieces, records, random);
    hellos.add(open);
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
}
