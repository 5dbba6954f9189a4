package io.dering.transport.udp;

import io.dering.media.dtls.DtlsAttempts;
import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.HandshakeRuling;
import io.dering.media.dtls.Standing;
import io.dering.media.ice.RemoteAddress;
import io.dering.media.leg.Leg;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegOutput;
import io.dering.media.leg.Negotiation;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpSender;
import io.dering.media.time.Deadline;
import io.dering.transport.linux.Endpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A leg in its place: its socket, its DTLS engine, its listener, the call it is in, what plays
/// into it.
final class LegSlot implements LegOutput {
  private static final long FRAME_NANOS = 20_000_000L;
  private static final int MAX_PAYLOAD_LENGTH = 200;

  /// When the leg became ready late, or the loop is behind by more than this, frames are not made
  /// up.
  private static final long MAX_CATCH_UP_NANOS = 200_000_000L;

  /// Remote addresses that are routed to one leg: all candidates of a long SDP and those it moved
  /// to. Beyond them the oldest that ICE no longer holds valid gives way.
  static final int MAX_CLAIMS = 24;

  final MediaLoop loop;
  final MediaSocket socket;
  final LoopLeg handle;
  private final LegListener listener;

  /// The same, if it listens to the sound as well.
  private final @Nullable MediaListener ear;

  private final Leg leg;
  private final DtlsAttempts handshakes;
  private final List<InetSocketAddress> claims = new ArrayList<>();

  /// Kept by [DeadlineQueue].
  long queuedNanos;

  int heapIndex = -1;

  @Nullable CallSlot call;

  /// What [#advance] does, made once: the loop runs it for each deadline.
  final LongConsumer advance = this::advanceIfDue;

  private boolean disposed;
  private boolean begun;
  private @Nullable DtlsEngine engine;
  private @Nullable InetSocketAddress routeRemote;
  private @Nullable Port routePort;
  private @Nullable InetSocketAddress endpointOf;
  private long endpoint = Endpoint.NONE;
  private @Nullable FrameSource source;
  private long nextFrameNanos = Deadline.NEVER;
  private byte @Nullable [] frame;

  LegSlot(
      MediaSocket socket,
      LoopLeg handle,
      LegListener listener,
      Negotiation.Agreed agreed,
      RandomGenerator random) {
    this.loop = handle.loop();
    this.socket = socket;
    socket.enter();
    this.handle = handle;
    this.listener = listener;
    this.ear = listener instanceof MediaListener hears ? hears : null;
    this.leg = new Leg(agreed.settings(), agreed.cname(), random, loop.srtpScratch());
    this.handshakes = loop.dtls().towards(agreed.remoteFingerprint());
  }

  Leg leg() {
    return leg;
  }

  void receive(byte[] b, int length, InetSocketAddress from, long nowNanos) {
    leg.receive(b, 0, length, from, nowNanos, this);
    Port at = socket.receiver();
    if (at != null
        && !(at.equals(routePort) && RemoteAddress.same(from, routeRemote))
        && leg.owns(from)) {
      routeRemote = from;
      routePort = at;
    }
  }

  /// Which of the socket's addresses this peer sends to, if it has sent.
  @Nullable Port route(InetSocketAddress to) {
    return RemoteAddress.same(to, routeRemote) ? routePort : null;
  }

  /// The address that this number stands for, if it is the one that is sent to: the very object
  /// that ICE compares with, without a look into a table; else null.
  @Nullable InetSocketAddress remote(long from) {
    return from == endpoint ? endpointOf : null;
  }

  /// Where to send to, as a number; worked out again when the peer has moved.
  long endpoint(InetSocketAddress to) {
    if (!RemoteAddress.same(to, endpointOf)) {
      endpointOf = to;
      endpoint = Endpoint.of(to);
    }
    return endpoint;
  }

  private void advanceIfDue(long nowNanos) {
    if (nextDeadlineNanos() - nowNanos > 0) {
      return;
    }
    leg.advance(nowNanos, this);
    if (call != null && call.customer() == this) {
      call.advance(nowNanos);
    }
    FrameSource playing = source;
    if (playing != null && leg.ready()) {
      play(playing, nowNanos);
    }
  }

  long nextDeadlineNanos() {
    long next = leg.nextDeadlineNanos();
    if (call != null && call.customer() == this) {
      next = Deadline.earlier(next, call.bridge().nextDeadlineNanos());
    }
    if (source != null && leg.ready()) {
      next = Deadline.earlier(next, nextFrameNanos);
    }
    return next;
  }

  void source(@Nullable FrameSource next, long nowNanos) {
    source = next;
    nextFrameNanos = nowNanos;
    if (next != null && frame == null) {
      frame = new byte[RtpHeader.MIN_LENGTH + MAX_PAYLOAD_LENGTH + SrtpSender.MAX_TRAILER_LENGTH];
    }
  }

  /// Stops that source; another one plays on.
  void stop(FrameSource playing) {
    if (playing.equals(source)) {
      source = null;
    }
  }

  /// Routes what comes from this address here. Another leg keeps it for as long as it is one of
  /// that leg's own: a check with the right password from a spoofed address must take nobody's
  /// audio.
  void claim(InetSocketAddress remote) {
    LegSlot holder = socket.at(remote);
    if (holder == this) {
      return;
    }
    if (holder != null) {
      if (holder.leg.owns(remote)) {
        return;
      }
      holder.unclaim(remote);
    }
    if (claims.size() == MAX_CLAIMS) {
      claims.stream().filter(claim -> !leg.owns(claim)).findFirst().ifPresent(this::unclaim);
    }
    if (claims.size() < MAX_CLAIMS) {
      socket.claim(remote, this);
      claims.add(remote);
    }
  }

  private void unclaim(InetSocketAddress remote) {
    socket.release(remote, this);
    claims.remove(remote);
  }

  void close(long nowNanos) {
    leg.close(nowNanos, this);
  }

  boolean disposed() {
    return disposed;
  }

  /// Lets go of everything outside the leg itself.
  void dispose() {
    disposed = true;
    for (InetSocketAddress remote : claims) {
      socket.release(remote, this);
    }
    claims.clear();
    closeEngine();
    source = null;
    socket.leave();
  }

  @Override
  public void transmit(byte[] buffer, int offset, int length, InetSocketAddress to) {
    socket.transmit(buffer, offset, length, to, this);
  }

  @Override
  public void startDtls(int attempt, DtlsRole role) {
    closeEngine();
    Standing standing = standing();
    AttemptSink sink = new AttemptSink(attempt, standing);
    if (loop.handshakes().rule(standing, loop.turnNanos()) != HandshakeRuling.BEGUN) {
      // After this verb, as from an engine.
      loop.run(this, now -> leg.dtlsFailed(attempt, DtlsFailure.OVERLOADED, now, this));
      return;
    }
    begun = true;
    // The engine is a tenant of the port too: its close_notify comes after the leg has left.
    socket.enter();
    loop.engineOpened();
    engine = handshakes.open(role, sink);
  }

  @Override
  public void receiveDtls(int attempt, byte[] buffer, int offset, int length) {
    if (engine != null) {
      engine.receive(buffer, offset, length);
    }
  }

  @Override
  public void media(byte[] buffer, int offset, int length) {
    long now = loop.turnNanos();
    loop.totals().packetsIn++;
    if (ear != null) {
      ear.media(buffer, offset, length, now);
    }
    if (call != null) {
      call.pass(this, buffer, offset, length, now);
    } else {
      leg.stats().drop(LegDrop.NOBODY_LISTENS);
    }
  }

  @Override
  public void legEvent(LegEvent event) {
    if (event instanceof LegEvent.Closed) {
      loop.closed(this);
    } else if (call != null) {
      // The bridge may have waited for keys: its first frame is due now.
      loop.touch(call.customer());
    }
    listener.legEvent(handle, event);
  }

  void closeEngine() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  private Standing standing() {
    if (!begun) {
      return Standing.FIRST;
    }
    boolean vouched = handle.side() == LegSide.AGENT || (call != null && call.answered());
    return vouched ? Standing.VOUCHED : Standing.UNVOUCHED;
  }

  private void play(FrameSource playing, long nowNanos) {
    byte[] room = frame;
    if (nowNanos - nextFrameNanos > MAX_CATCH_UP_NANOS) {
      nextFrameNanos = nowNanos;
    }
    while (room != null && Deadline.isDue(nextFrameNanos, nowNanos)) {
      int payloadLength = playing.next(room, RtpHeader.MIN_LENGTH, nextFrameNanos);
      if (payloadLength == FrameSource.ENDED) {
        source = null;
        return;
      }
      if (payloadLength > 0) {
        int length = leg.outgoing().frame(room, 0, payloadLength, nextFrameNanos);
        leg.send(room, 0, length, this);
      }
      nextFrameNanos += FRAME_NANOS;
    }
  }

  /// The engine's answers, hopping from its virtual thread to the loop.
  private final class AttemptSink implements DtlsSink {
    private final int attempt;
    private final Standing standing;

    /// Of the loop.
    private boolean counted = true;

    AttemptSink(int attempt, Standing standing) {
      this.attempt = attempt;
      this.standing = standing;
    }

    @Override
    public void transmit(byte[] datagram) {
      loop.run(LegSlot.this, now -> leg.transmitDtls(attempt, datagram, LegSlot.this));
    }

    @Override
    public void established(DtlsKeys keys) {
      loop.run(
          LegSlot.this,
          now -> {
            over();
            leg.dtlsEstablished(attempt, keys, now, LegSlot.this);
          });
    }

    @Override
    public void failed(DtlsFailure why) {
      loop.run(
          LegSlot.this,
          now -> {
            over();
            leg.dtlsFailed(attempt, why, now, LegSlot.this);
          });
    }

    @Override
    public void closed() {
      loop.run(LegSlot.this, now -> leg.dtlsClosed(attempt, now, LegSlot.this));
    }

    @Override
    public void ended() {
      loop.run(
          null,
          _ -> {
            over();
            socket.leave();
            loop.engineEnded();
          });
    }

    /// The handshake, whatever became of it.
    private void over() {
      if (counted) {
        counted = false;
        loop.handshakes().over(standing);
      }
    }
  }
}
