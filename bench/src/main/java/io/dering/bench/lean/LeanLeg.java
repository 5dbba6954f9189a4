package io.dering.bench.lean;

import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.leg.Leg;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegOutput;
import io.dering.media.leg.LegStats;
import io.dering.media.leg.LegTrace;
import io.dering.media.leg.Negotiation;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import io.dering.media.time.Deadline;
import io.dering.transport.udp.FrameSource;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A leg at its address on the loop, and what it says. Verbs of [MediaLeg] from any thread,
/// everything else on the loop.
final class LeanLeg implements MediaLeg, Station, LegOutput {
  private static final int MAX_PAYLOAD_LENGTH = 200;

  private final byte[] frame =
      new byte[RtpHeader.MIN_LENGTH + MAX_PAYLOAD_LENGTH + SrtpSender.MAX_TRAILER_LENGTH];
  private final FarLoop loop;
  private final DtlsEngines dtls;
  private final LeanEnds.Place place;
  private final @Nullable MediaListener ear;
  private final Fingerprint expected;
  private final Consumer<LeanLeg> whenGone;
  private @Nullable Leg leg;
  private @Nullable DtlsEngine engine;
  private @Nullable FrameSource source;
  private boolean gone;

  /// Where the last datagram came from and where the last one went, so that a packet needs no new
  /// object.
  private @Nullable Route from;

  private @Nullable InetSocketAddress fromAddress;
  private @Nullable Route to;
  private @Nullable InetSocketAddress toAddress;

  /// When the datagram in hand reached this host.
  private long stampNanos;

  /// @param whenGone called once, on the loop
  LeanLeg(
      FarLoop loop,
      DtlsEngines dtls,
      LeanEnds.Place place,
      Fingerprint expected,
      Consumer<LeanLeg> whenGone) {
    this.loop = loop;
    this.dtls = dtls;
    this.place = place;
    this.ear = place.listener() instanceof MediaListener hears ? hears : null;
    this.expected = expected;
    this.whenGone = whenGone;
  }

  void start(Negotiation.Agreed agreed, RandomGenerator random, SrtpScratch scratch, long now) {
    Leg made = new Leg(agreed.settings(), agreed.cname(), random, scratch);
    leg = made;
    loop.stand(place.index(), this);
    made.start(now, this);
  }

  LegStats.Snapshot counted() {
    return leg().stats().snapshot();
  }

  void closeNow(long nowNanos) {
    leg().close(nowNanos, this);
  }

  @Override
  public LegSide side() {
    return place.side();
  }

  @Override
  public void play(FrameSource next) {
    loop.run(_ -> source = next);
  }

  @Override
  public void stopPlaying() {
    loop.run(_ -> source = null);
  }

  @Override
  public void stopPlaying(FrameSource playing) {
    loop.run(_ -> {
      if (playing.equals(source)) {
        source = null;
      }
    });
  }

  @Override
  public void close() {
    loop.run(this::closeNow);
  }

  @Override
  public CompletionStage<LegStats.Snapshot> stats() {
    CompletableFuture<LegStats.Snapshot> answer = new CompletableFuture<>();
    loop.run(_ -> answer.complete(counted()));
    return answer;
  }

  @Override
  public CompletionStage<Optional<LegTrace>> trace() {
    CompletableFuture<Optional<LegTrace>> answer = new CompletableFuture<>();
    loop.run(now -> answer.complete(Optional.of(leg().trace(now))));
    return answer;
  }

  @Override
  public void arrived(Arrival datagram, long nowNanos) {
    stampNanos = datagram.stampNanos();
    leg().receive(datagram.bytes(), 0, datagram.length(), sender(datagram), nowNanos, this);
  }

  @Override
  public void due(long dueNanos, long nowNanos) {
    Leg here = leg();
    if (Deadline.isDue(here.nextDeadlineNanos(), nowNanos)) {
      here.advance(nowNanos, this);
    }
    FrameSource speaking = source;
    if (speaking == null || !here.ready()) {
      return;
    }
    int payloadLength = speaking.next(frame, RtpHeader.MIN_LENGTH, dueNanos);
    if (payloadLength == FrameSource.ENDED) {
      source = null;
    } else if (payloadLength > 0) {
      int length = here.outgoing().frame(frame, 0, payloadLength, dueNanos);
      here.send(frame, 0, length, this);
    }
  }

  @Override
  public void transmit(byte[] buffer, int offset, int length, InetSocketAddress remote) {
    Route route = to;
    if (route == null || !remote.equals(toAddress)) {
      route = loop.route(place.index(), remote);
      to = route;
      toAddress = remote;
    }
    loop.send(route, buffer, offset, length);
  }

  @Override
  public void startDtls(int attempt, DtlsRole role) {
    letGoOfEngine();
    engine = dtls.open(role, expected, new AttemptSink(attempt));
  }

  @Override
  public void receiveDtls(int attempt, byte[] buffer, int offset, int length) {
    if (engine != null) {
      engine.receive(buffer, offset, length);
    }
  }

  @Override
  public void media(byte[] buffer, int offset, int length) {
    if (ear != null) {
      ear.media(buffer, offset, length, stampNanos);
    }
  }

  @Override
  public void legEvent(LegEvent event) {
    if (event instanceof LegEvent.Closed && !gone) {
      gone = true;
      source = null;
      letGoOfEngine();
      loop.leave(place.index());
      whenGone.accept(this);
    }
    place.listener().legEvent(this, event);
  }

  private Leg leg() {
    Leg made = leg;
    if (made == null) {
      throw new IllegalStateException("not started");
    }
    return made;
  }

  private InetSocketAddress sender(Arrival datagram) {
    Route known = from;
    InetSocketAddress address = fromAddress;
    if (known == null || address == null || !datagram.cameBy(known)) {
      from = datagram.back();
      address = from.remoteAddress();
      fromAddress = address;
    }
    return address;
  }

  private void letGoOfEngine() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  /// The engine's answers, hopping from its virtual thread to the loop.
  private final class AttemptSink implements DtlsSink {
    private final int attempt;

    AttemptSink(int attempt) {
      this.attempt = attempt;
    }

    @Override
    public void transmit(byte[] datagram) {
      tell((here, _) -> here.transmitDtls(attempt, datagram, LeanLeg.this));
    }

    @Override
    public void established(DtlsKeys keys) {
      tell((here, now) -> here.dtlsEstablished(attempt, keys, now, LeanLeg.this));
    }

    @Override
    public void failed(DtlsFailure why) {
      tell((here, now) -> here.dtlsFailed(attempt, why, now, LeanLeg.this));
    }

    @Override
    public void closed() {
      tell((here, now) -> here.dtlsClosed(attempt, now, LeanLeg.this));
    }

    private void tell(ObjLongConsumer<Leg> what) {
      loop.run(now -> what.accept(leg(), now));
    }
  }
}
