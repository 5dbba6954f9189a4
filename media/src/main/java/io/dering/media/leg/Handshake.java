package io.dering.media.leg;

import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A leg's way to its keys: which attempt runs, in which role, and when all of them are given up.
///
/// A client begins by itself, a server with the peer's hello. Where the peer left open who is who
/// (`setup:actpass` in an answer, which RFC 5763 §5 forbids and Meta is said to do), this end is
/// the client **and gives way**: a hello over the selected pair, before anybody has answered ours,
/// makes it the server. A peer that meant to be the server never says hello, and one that meant to
/// be the client does not answer ours, so either gets its handshake. The hello is plaintext and may
/// be a forger's: giving way is tried a few times, each for a while.
final class Handshake {
  /// From the first attempt to the last: more lets slow paths connect, less frees a dead leg.
  static final long DEADLINE_NANOS = 10_000_000_000L;

  /// Pause after a failed attempt, so that a hostile peer cannot make us spin. More costs set-up
  /// time after an accident, less lets forged flights buy more handshakes.
  static final long PAUSE_NANOS = 50_000_000L;

  /// How long a hello that we gave way to may take to become a handshake. More serves slow paths,
  /// less is sooner back to our own hello when the peer's was a forger's, or gave way as well.
  static final long GIVING_WAY_NANOS = 4_000_000_000L;

  /// How often we give way: with the time of each, the deadline leaves our own hello a last chance.
  static final int MAX_GIVEN_WAY = 2;

  private final DtlsRole usual;
  private final boolean givesWay;

  private int attempt;
  private boolean running;
  private DtlsRole role;
  private boolean answered;
  private boolean goesOn;
  private int givenWay;

  /// What the deadline will say: the last refusal, if there was one.
  private LegClosure reason = LegClosure.DTLS_TIMED_OUT;

  private long deadlineNanos = Deadline.NEVER;
  private long nextAttemptNanos = Deadline.NEVER;

  /// A hello that came before there was a pair; the last one.
  private @Nullable Early early;

  /// What [#keep] has kept. Compared by no one.
  @SuppressWarnings("ArrayRecordComponent")
  record Early(byte[] datagram, InetSocketAddress from) {}

  /// @param usual our role in every attempt that gives way to nobody
  /// @param givesWay whether a client becomes the server of a peer that says hello
  Handshake(DtlsRole usual, boolean givesWay) {
    this.usual = usual;
    this.givesWay = givesWay && usual == DtlsRole.CLIENT;
    this.role = usual;
  }

  /// There is a pair: a client's first attempt begins now.
  void begin(long nowNanos, LegOutput out) {
    deadlineNanos = Deadline.after(nowNanos, DEADLINE_NANOS);
    if (usual == DtlsRole.CLIENT) {
      start(DtlsRole.CLIENT, out);
    }
  }

  /// The present attempt's number; 0 before the first.
  int attempt() {
    return attempt;
  }

  /// Ours in the present attempt.
  DtlsRole role() {
    return role;
  }

  /// Whether the present attempt has an engine that takes datagrams.
  boolean isRunning() {
    return running;
  }

  /// Whether what comes between two attempts is for the engine of the last one all the same: a
  /// server's next attempt goes on from what it has heard.
  boolean remembers() {
    return attempt > 0 && role == DtlsRole.SERVER;
  }

  /// Whether a server would begin with the next hello.
  boolean awaitsHello() {
    return usual == DtlsRole.SERVER && !running && nextAttemptNanos == Deadline.NEVER;
  }

  /// Whether this datagram, from a proved address, is a hello that a server will want as soon as
  /// there is a pair: a peer that does not wait for the nomination says it too soon, and would say
  /// it again only after its retransmission timer.
  boolean keep(byte[] b, int offset, int length, InetSocketAddress from) {
    if (usual != DtlsRole.SERVER || !DtlsPeek.isClientHello(b, offset, length)) {
      return false;
    }
    early = new Early(Arrays.copyOfRange(b, offset, offset + length), from);
    return true;
  }

  @Nullable Early takeEarly() {
    Early kept = early;
    early = null;
    return kept;
  }

  /// Begins the attempt that a hello asks for.
  void listen(LegOutput out) {
    start(DtlsRole.SERVER, out);
  }

  /// Whether this datagram of the selected pair is a hello to give way to.
  boolean givesWayTo(byte[] b, int offset, int length) {
    return givesWay
        && running
        && role == DtlsRole.CLIENT
        && !answered
        && givenWay < MAX_GIVEN_WAY
        && DtlsPeek.isClientHello(b, offset, length);
  }

  /// Takes our own hello back and becomes the server, for a while.
  void giveWay(long nowNanos, LegOutput out) {
    givenWay++;
    start(DtlsRole.SERVER, out);
    nextAttemptNanos = Deadline.after(nowNanos, GIVING_WAY_NANOS);
  }

  /// A datagram goes to the present attempt's engine. A HelloVerifyRequest is no answer here: it
  /// proves nothing, and a peer that is asked for one by a stranger would never be given way to.
  void passed(byte[] b, int offset, int length) {
    answered |= givesWay && !answered && DtlsPeek.isServerHello(b, offset, length);
  }

  /// Whatever was shown, it was in plaintext and may be a forger's. The attempt is thrown away and
  /// begun again, and the reason is believed when the deadline comes.
  void failed(DtlsFailure why, long nowNanos) {
    running = false;
    switch (why) {
      case FINGERPRINT_MISMATCH -> reason = LegClosure.FINGERPRINT_MISMATCH;
      case NO_SRTP_PROFILE -> reason = LegClosure.NO_SRTP_PROFILE;
      case HANDSHAKE, TIMED_OUT, OVERLOADED -> {}
    }
    goesOn = why != DtlsFailure.OVERLOADED;
    nextAttemptNanos = Deadline.after(nowNanos, PAUSE_NANOS);
  }

  /// Begins what is due. A server's next attempt goes on from what the last one heard, without
  /// another word of the peer's: it has heard ours, and says its hello only once. For want of a
  /// place it waits for a word, so as not to ask for one again and again.
  void advance(long nowNanos, LegOutput out) {
    if (Deadline.isDue(nextAttemptNanos, nowNanos)) {
      nextAttemptNanos = Deadline.NEVER;
      if (usual == DtlsRole.CLIENT || goesOn) {
        start(usual, out);
      }
    }
  }

  boolean isGivenUp(long nowNanos) {
    return Deadline.isDue(deadlineNanos, nowNanos);
  }

  /// Why it was given up.
  LegClosure reason() {
    return reason;
  }

  /// Of an attempt or of the last of them; to be asked for until there are keys.
  long nextDeadlineNanos() {
    return Deadline.earlier(deadlineNanos, nextAttemptNanos);
  }

  private void start(DtlsRole as, LegOutput out) {
    attempt++;
    running = true;
    role = as;
    answered = false;
    out.startDtls(attempt, as);
  }
}
