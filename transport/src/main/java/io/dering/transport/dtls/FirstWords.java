package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsPeek;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From which hello a server's attempt goes on, and what it is to make of each datagram until there
/// are keys. The owner's thread, but for [#answer].
final class FirstWords {
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;

  enum Meaning {
    /// Nothing for this attempt, or not yet.
    NOTHING,
    /// The attempt begins, with what [#hello] says.
    BEGIN,
    /// The attempt goes on with it.
    GO_ON,
    /// Another hello than the attempt's: one of the two is a stranger's.
    CONTRADICTION
  }

  private final Heard heard;
  private volatile Heard.@Nullable Hello hello;

  FirstWords(Heard heard) {
    this.heard = heard;
  }

  /// What is said to the hello that the attempt began with; to be asked for once it was read.
  Answer answer(int randomLength) {
    Heard.Hello read = hello;
    if (read == null) {
      throw new IllegalStateException("nobody has said hello");
    }
    return read.answer(randomLength);
  }

  /// Remembers a datagram for later attempts.
  ///
  /// @return the whole hello that it is of, if it is of one
  Heard.@Nullable Hello remember(byte[] datagram) {
    if (DtlsPeek.isClientHello(datagram, 0, datagram.length)) {
      // A peer that is in a hurry says its hello again and what follows in one datagram.
      int head = HelloPieces.headLength(datagram);
      if (head > 0 && head < datagram.length) {
        remember(Arrays.copyOfRange(datagram, head, datagram.length));
      }
      return heard.hello(Arrays.copyOf(datagram, head));
    }
    if (datagram[0] == CHANGE_CIPHER_SPEC || datagram[0] == HANDSHAKE) {
      heard.other(datagram);
    }
    return null;
  }

  /// Remembers a datagram and judges it for this attempt.
  Meaning of(byte[] datagram) {
    Heard.Hello whole = remember(datagram);
    if (!DtlsPeek.isClientHello(datagram, 0, datagram.length)) {
      // What the peer says to an attempt that is over would be taken for the answer to this one.
      return hello == null ? Meaning.NOTHING : Meaning.GO_ON;
    }
    if (whole == null) {
      return Meaning.NOTHING;
    }
    if (hello == null) {
      whole.tried();
      hello = whole;
      return Meaning.BEGIN;
    }
    return hello == whole ? Meaning.GO_ON : Meaning.CONTRADICTION;
  }

  /// Goes on from what earlier attempts have heard.
  ///
  /// @return whether they have heard a hello
  boolean resume() {
    Heard.Hello next = heard.next();
    if (next != null) {
      next.tried();
    }
    hello = next;
    return next != null;
  }

  /// The hello that the attempt begins with.
  List<byte[]> hello() {
    Heard.Hello said = hello;
    return said == null ? List.of() : said.pieces();
  }

  /// What followed the hello in earlier attempts.
  List<byte[]> after() {
    Heard.Hello said = hello;
    return said == null ? List.of() : heard.after(said);
  }
}
