package io.dering.media.leg;

import io.dering.media.demux.PacketKind;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.ice.IceAgent;
import io.dering.media.ice.IceCounter;
import io.dering.media.ice.IceEvent;
import io.dering.media.ice.IceOutput;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpKeys;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import io.dering.media.srtp.SrtpRejection;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One peer: bytes and nanoseconds in, bytes and events out.
///
/// | state | on | to | because |
/// |---|---|---|---|
/// | CONNECTING | pair selected | SECURING | DTLS starts on the selected pair; a client starts by itself, a server waits for the hello |
/// | CONNECTING | ICE failed | CLOSED | no pair answered |
/// | SECURING | attempt established | READY | the exporter gave keys (RFC 5764 §4.2) |
/// | SECURING | attempt failed | SECURING | thrown away; after a pause a client begins again on the same validated pair, a server takes the next hello |
/// | SECURING | the peer's hello, where it left the roles open | SECURING | a client gives way and is the server (see [Handshake]) |
/// | SECURING | deadline | CLOSED | with the last refusal (wrong certificate, no profile), or timed out |
/// | READY | peer moved | READY | media follows the selected pair |
/// | any | consent lost, close_notify, close | CLOSED | |
/// | any | abandon | CLOSED | its owner met a defect of ours |
public final class Leg {
  private enum State {
    CONNECTING,
    SECURING,
    READY,
    CLOSED
  }

  /// What was agreed with the peer. Payload type -1: not agreed.
  ///
  /// @param givesWay whether a DTLS client becomes the server of a peer that says hello: where the
  ///   peer left the roles open
  public record Settings(
      IceAgent.Settings ice,
      DtlsRole dtlsRole,
      boolean givesWay,
      int opusPayloadType,
      int eventPayloadType,
      int ssrc) {}

  private final Settings settings;

  // Of the settings, here as well: each packet asks, and theirs is another cache line.
  private final int opusPayloadType;
  private final int eventPayloadType;

  private final SrtpScratch scratch;
  private final IceAgent ice;
  private final OutgoingStream outgoing;
  private final LegReports reports;
  private final LegStats stats = new LegStats();
  private final SignsOfLife signs = new SignsOfLife();
  private final Handshake handshake;
  private final IceSink iceSink = new IceSink();

  private State state = State.CONNECTING;
  private long startedNanos;
  private long datagrams;
  private boolean pathSelected;
  private boolean helloSeen;
  private boolean helloAnswered;
  private boolean wasReady;
  private @Nullable LegClosure closure;

  /// Where the engine's close_notify may still go after we closed; null once it went.
  private @Nullable InetSocketAddress goodbyeTo;

  private @Nullable SrtpSender sender;
  private @Nullable SrtpReceiver receiver;

  /// @param scratch of the thread that owns this leg, shared by all its legs
  public Leg(Settings settings, String cname, RandomGenerator random, SrtpScratch scratch) {
    this.settings = settings;
    this.opusPayloadType = settings.opusPayloadType();
    this.eventPayloadType = settings.eventPayloadType();
    this.scratch = scratch;
    this.ice = new IceAgent(settings.ice(), random);
    this.handshake = new Handshake(settings.dtlsRole(), settings.givesWay());
    this.outgoing =
        new OutgoingStream(
            settings.ssrc(),
            settings.opusPayloadType(),
            settings.eventPayloadType(),
            random.nextInt(1 << 15),
            random.nextInt());
    this.reports = new LegReports(settings.ssrc(), cname, random);
  }

  public void start(long nowNanos, LegOutput out) {
    startedNanos = nowNanos;
    ice.start(nowNanos, iceSink.with(nowNanos, out));
  }

  /// One datagram from the peer's side of the world; changed in place.
  public void receive(
      byte[] b, int offset, int length, InetSocketAddress from, long nowNanos, LegOutput out) {
    if (state == State.CLOSED) {
      return;
    }
    datagrams++;
    PacketKind kind = PacketKind.of(b, offset, length);
    switch (kind) {
      case STUN -> receiveStun(b, offset, length, from, nowNanos, out);
      case DTLS -> receiveDtls(b, offset, length, from, nowNanos, out);
      case RTP -> receiveRtp(b, offset, length, from, nowNanos, out);
      case RTCP -> receiveRtcp(b, offset, length, from, nowNanos, out);
      case OTHER -> stats.drop(LegDrop.NOT_OURS);
    }
  }

  /// Everything that is due by now: checks, consent, reports, a new attempt, the deadline.
  public void advance(long nowNanos, LegOutput out) {
    if (state == State.CLOSED) {
      return;
    }
    ice.advance(nowNanos, iceSink.with(nowNanos, out));
    if (state == State.SECURING && handshake.isGivenUp(nowNanos)) {
      close(handshake.reason(), nowNanos, out);
      return;
    }
    if (state == State.SECURING) {
      handshake.advance(nowNanos, out);
    }
    if (state == State.READY && Deadline.isDue(reports.nextDeadlineNanos(), nowNanos)) {
      transmitRtcp(reports.write(outgoing, stats, nowNanos), out);
    }
    if (state == State.READY && signs.fallsQuiet(nowNanos)) {
      out.legEvent(new LegEvent.Quiet(signs.silenceNanos(nowNanos)));
    }
  }

  /// When [#advance] is next due; [Deadline#NEVER] when nothing is.
  public long nextDeadlineNanos() {
    if (state == State.CLOSED) {
      return Deadline.NEVER;
    }
    long next = ice.nextDeadlineNanos();
    if (state == State.SECURING) {
      next = Deadline.earlier(next, handshake.nextDeadlineNanos());
    } else if (state == State.READY) {
      next = Deadline.earlier(next, reports.nextDeadlineNanos());
      next = Deadline.earlier(next, signs.nextDeadlineNanos());
    }
    return next;
  }

  /// A flight of the engine, for the peer. Of a leg that we closed nothing leaves but the engine's
  /// close_notify (RFC 5246 §7.2.1), once, to where its media went.
  public void transmitDtls(int ofAttempt, byte[] datagram, LegOutput out) {
    if (ofAttempt != handshake.attempt()) {
      return;
    }
    InetSocketAddress to = ice.selected();
    if (state == State.CLOSED) {
      to = DtlsPeek.isAlert(datagram, 0, datagram.length) ? goodbyeTo : null;
      goodbyeTo = to == null ? goodbyeTo : null;
    }
    if (to != null) {
      out.transmit(datagram, 0, datagram.length, to);
    }
  }

  /// The engine's handshake succeeded and the peer's certificate is the one its SDP named.
  public void dtlsEstablished(int ofAttempt, DtlsKeys keys, long nowNanos, LegOutput out) {
    if (ofAttempt != handshake.attempt() || state != State.SECURING) {
      return;
    }
    SrtpProfile profile = keys.profile();
    SrtpKeys srtp = SrtpKeys.fromExporter(profile, keys.keyingMaterial(), keys.client());
    sender = srtp.sender(scratch);
    receiver = srtp.receiver(scratch);
    state = State.READY;
    wasReady = true;
    reports.start(nowNanos);
    signs.begin(nowNanos);
    out.legEvent(new LegEvent.MediaReady(profile));
  }

  public void dtlsFailed(int ofAttempt, DtlsFailure why, long nowNanos, LegOutput out) {
    if (ofAttempt != handshake.attempt() || state != State.SECURING) {
      return;
    }
    handshake.failed(why, nowNanos);
    stats.handshakeFailed();
  }

  /// The peer sent an authenticated close_notify.
  public void dtlsClosed(int ofAttempt, long nowNanos, LegOutput out) {
    if (ofAttempt == handshake.attempt() && state == State.READY) {
      close(LegClosure.CLOSED_BY_PEER, nowNanos, out);
    }
  }

  /// Protects an RTP packet that stands ready for this peer (see [OutgoingStream]) and sends it.
  /// Room needed behind it: [SrtpSender#MAX_TRAILER_LENGTH].
  public void send(byte[] b, int offset, int length, LegOutput out) {
    InetSocketAddress to = ice.selected();
    SrtpSender protect = sender;
    if (state != State.READY || protect == null || to == null) {
      return;
    }
    int protectedLength = protect.protectRtp(b, offset, length);
    if (protectedLength > 0) {
      stats.sent(protectedLength);
      out.transmit(b, offset, protectedLength, to);
    }
  }

  /// Ends the leg: RTCP BYE and close_notify to the peer when there are keys, then silence.
  public void close(long nowNanos, LegOutput out) {
    close(LegClosure.CLOSED_BY_US, nowNanos, out);
  }

  /// Gives the leg up after a defect: nothing more is sent, because nothing of its state is sure.
  public void abandon(LegOutput out) {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      closure = LegClosure.DEFECT;
      sender = null;
      receiver = null;
      out.legEvent(new LegEvent.Closed(LegClosure.DEFECT));
    }
  }

  public boolean ready() {
    return state == State.READY;
  }

  public boolean closed() {
    return state == State.CLOSED;
  }

  /// Whether this address is one that ICE has validated for this leg.
  public boolean owns(InetSocketAddress from) {
    return ice.isValid(from);
  }

  public OutgoingStream outgoing() {
    return outgoing;
  }

  public LegStats stats() {
    return stats;
  }

  /// How far it came.
  public LegTrace trace(long nowNanos) {
    InetSocketAddress mapped = ice.mapped();
    return new LegTrace(
        nowNanos - startedNanos,
        datagrams,
        pathSelected,
        mapped == null ? null : mapped.getAddress(),
        handshake.role(),
        helloSeen,
        helloAnswered,
        wasReady,
        closure);
  }

  /// The local username fragment by which a stranger's first check names this leg.
  public String localUfrag() {
    return settings.ice().local().ufrag();
  }

  /// Whether this packet, authentic and in the clear, is a telephone event (RFC 4733).
  public boolean isTelephoneEvent(byte[] b, int offset) {
    return RtpHeader.payloadType(b, offset) == eventPayloadType;
  }

  private void receiveStun(
      byte[] b, int offset, int length, InetSocketAddress from, long nowNanos, LegOutput out) {
    long before = ice.count(IceCounter.NOT_AUTHENTIC);
    long proofs = proofs();
    ice.receive(b, offset, length, from, nowNanos, iceSink.with(nowNanos, out));
    if (ice.count(IceCounter.NOT_AUTHENTIC) != before) {
      stats.drop(LegDrop.CHECK_NOT_AUTHENTIC);
    }
    if (proofs() != proofs) {
      heard(nowNanos, out);
    }
  }

  /// How often a check has proved that the peer is there.
  private long proofs() {
    return ice.count(IceCounter.REQUEST_ANSWERED) + ice.count(IceCounter.CONSENT_ANSWERED);
  }

  /// Authentic media or reports; the address is a valid one.
  private void heard(InetSocketAddress from, long nowNanos, LegOutput out) {
    ice.heard(from, nowNanos, iceSink.with(nowNanos, out));
    heard(nowNanos, out);
  }

  private void heard(long nowNanos, LegOutput out) {
    if (signs.heard(nowNanos) && state == State.READY) {
      out.legEvent(new LegEvent.HeardAgain());
    }
  }

  private void receiveDtls(
      byte[] b, int offset, int length, InetSocketAddress from, long nowNanos, LegOutput out) {
    if (!ice.isValid(from)) {
      stats.drop(LegDrop.NOT_VALIDATED);
      return;
    }
    if (state == State.CONNECTING && handshake.keep(b, offset, length, from)) {
      return;
    }
    if (state != State.READY) {
      helloSeen |= DtlsPeek.isClientHello(b, offset, length);
      helloAnswered |= DtlsPeek.isAnswerToHello(b, offset, length);
    }
    if (state == State.SECURING && handshake.awaitsHello()) {
      handshake.listen(out);
    } else if (state == State.SECURING
        && from.equals(ice.selected())
        && handshake.givesWayTo(b, offset, length)) {
      handshake.giveWay(nowNanos, out);
    }
    if (!handshake.isRunning()) {
      stats.drop(LegDrop.NO_HANDSHAKE);
      if (handshake.remembers()) {
        out.receiveDtls(handshake.attempt(), b, offset, length);
      }
      return;
    }
    handshake.passed(b, offset, length);
    out.receiveDtls(handshake.attempt(), b, offset, length);
  }

  private void receiveRtp(
      byte[] b, int offset, int length, InetSocketAddress from, long nowNanos, LegOutput out) {
    SrtpReceiver unprotect = receiver;
    if (!ice.isValid(from)) {
      stats.drop(LegDrop.NOT_VALIDATED);
    } else if (unprotect == null) {
      stats.drop(LegDrop.NO_KEYS);
    } else {
      int plainLength = unprotect.unprotectRtp(b, offset, length);
      if (plainLength < 0) {
        reject(plainLength);
        return;
      }
      int payloadType = RtpHeader.payloadType(b, offset);
      if (RtpHeader.length(b, offset, plainLength) < 0
          || (payloadType != opusPayloadType && payloadType != eventPayloadType)) {
        stats.drop(LegDrop.NOT_AGREED);
        return;
      }
      heard(from, nowNanos, out);
      stats.received(length);
      reports.received(b, offset, nowNanos);
      out.media(b, offset, plainLength);
    }
  }

  private void receiveRtcp(
      byte[] b, int offset, int length, InetSocketAddress from, long nowNanos, LegOutput out) {
    SrtpReceiver unprotect = receiver;
    if (!ice.isValid(from)) {
      stats.drop(LegDrop.NOT_VALIDATED);
    } else if (unprotect == null) {
      stats.drop(LegDrop.NO_KEYS);
    } else {
      int plainLength = unprotect.unprotectRtcp(b, offset, length);
      if (plainLength < 0) {
        reject(plainLength);
        return;
      }
      heard(from, nowNanos, out);
      if (!reports.receivedReport(b, offset, plainLength, stats, nowNanos)) {
        stats.drop(LegDrop.NOT_AGREED);
      }
    }
  }

  private void reject(int code) {
    stats.drop(
        switch (SrtpRejection.of(code)) {
          case REPLAYED, TOO_OLD -> LegDrop.REPLAYED;
          case TOO_SHORT, NOT_RTP, NOT_AUTHENTIC, TOO_MANY_SOURCES, KEY_EXHAUSTED ->
              LegDrop.NOT_AUTHENTIC;
        });
  }

  private void transmitRtcp(int length, LegOutput out) {
    SrtpSender protect = sender;
    InetSocketAddress to = ice.selected();
    if (protect == null || to == null) {
      return;
    }
    int protectedLength = protect.protectRtcp(reports.scratch(), 0, length);
    if (protectedLength > 0) {
      out.transmit(reports.scratch(), 0, protectedLength, to);
    }
  }

  private void close(LegClosure reason, long nowNanos, LegOutput out) {
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.READY) {
      transmitRtcp(reports.writeBye(outgoing, stats, nowNanos), out);
      // To a peer that closed, the engine has answered already.
      goodbyeTo = reason == LegClosure.CLOSED_BY_US ? ice.selected() : null;
    }
    state = State.CLOSED;
    closure = reason;
    sender = null;
    receiver = null;
    out.legEvent(new LegEvent.Closed(reason));
  }

  private void selected(InetSocketAddress remote, long nowNanos, LegOutput out) {
    pathSelected = true;
    if (state == State.CONNECTING) {
      state = State.SECURING;
      handshake.begin(nowNanos, out);
      Handshake.Early hello = handshake.takeEarly();
      if (hello != null) {
        receiveDtls(hello.datagram(), 0, hello.datagram().length, hello.from(), nowNanos, out);
      }
    }
    out.legEvent(new LegEvent.PathSelected(remote));
  }

  /// Turns the ICE agent's output into the leg's; one per leg, so that no packet allocates one.
  private final class IceSink implements IceOutput {
    private long nowNanos;
    private @Nullable LegOutput out;

    IceSink with(long now, LegOutput output) {
      nowNanos = now;
      out = output;
      return this;
    }

    @Override
    public void transmit(byte[] b, int offset, int length, InetSocketAddress to) {
      output().transmit(b, offset, length, to);
    }

    @Override
    public void iceEvent(IceEvent event) {
      switch (event) {
        case IceEvent.Selected(var remote) -> selected(remote, nowNanos, output());
        case IceEvent.Failed _ -> close(LegClosure.ICE_FAILED, nowNanos, output());
        case IceEvent.ConsentLost _ -> close(LegClosure.CONSENT_LOST, nowNanos, output());
      }
    }

    private LegOutput output() {
      if (out == null) {
        throw new IllegalStateException("the ICE agent spoke outside one of the leg's verbs");
      }
      return out;
    }
  }
}
