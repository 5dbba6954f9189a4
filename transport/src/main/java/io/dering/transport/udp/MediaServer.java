package io.dering.transport.udp;

import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.HandshakeBudget;
import io.dering.media.dtls.HandshakeRuling;
import io.dering.media.ice.Candidate;
import io.dering.media.leg.LegPolicy;
import io.dering.media.leg.LegStats;
import io.dering.media.leg.Negotiation;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The media plane of a process: makes legs from SDP and bridges them. May be called from any
/// thread.
public final class MediaServer implements AutoCloseable {
  /// @param bind where the one UDP port is; port 0 lets the system choose
  /// @param advertised the addresses put into SDP, the first one as the default
  /// @param handshakesPerSecond DTLS handshakes that may begin in any second. More connects more
  ///   people at once after a restart, less leaves the packets that flow more of the processor
  /// @param realTime whether the media thread asks for real-time priority
  public record Settings(
      InetSocketAddress bind,
      List<InetAddress> advertised,
      int handshakesPerSecond,
      boolean realTime) {
    /// Half a core's worth.
    public static final int USUAL_HANDSHAKES_PER_S = 400;

    public Settings(InetSocketAddress bind, List<InetAddress> advertised) {
      this(bind, advertised, USUAL_HANDSHAKES_PER_S, false);
    }

    public Settings {
      advertised = List.copyOf(advertised);
      if (advertised.isEmpty()) {
        throw new IllegalArgumentException("at least one address must be advertised");
      }
    }
  }

  /// How long the port stays open for the close_notify of legs that end with the process. More lets
  /// slower processors say it, less ends the process sooner.
  private static final long GOODBYE_MS = 500;

  private final MediaThread thread;
  private final MediaLoop loop;
  private final MediaSockets sockets;
  private final DtlsEngines dtls;
  private final RandomGenerator random;

  private MediaServer(
      MediaThread thread,
      MediaLoop loop,
      MediaSockets sockets,
      DtlsEngines dtls,
      RandomGenerator random) {
    this.thread = thread;
    this.loop = loop;
    this.sockets = sockets;
    this.dtls = dtls;
    this.random = random;
  }

  /// Binds the port and starts the loop.
  ///
  /// @throws java.io.UncheckedIOException when the port cannot be bound
  public static MediaServer start(
      Settings settings, DtlsEngines dtls, RandomGenerator random, LongSupplier nanoClock) {
    MediaThread thread = new MediaThread();
    MediaLoop loop =
        new MediaLoop(
            thread.next(),
            dtls,
            new HandshakeBudget(settings.handshakesPerSecond()),
            RealTimePriority.ofTheSystem(nanoClock, settings.realTime()),
            nanoClock);
    MediaSockets sockets = new MediaSockets(loop, settings);
    try {
      sockets.bindFirst();
    } catch (RuntimeException e) {
      var _ = thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
    return new MediaServer(thread, loop, sockets, dtls, random);
  }

  /// The port that was bound.
  public int port() {
    return sockets.first().port();
  }

  /// Whether the port is still there.
  public boolean open() {
    return sockets.first().open();
  }

  /// Answers a peer's offer with a leg of ours.
  public CompletionStage<Opened> answer(
      String offerSdp, LegSide side, LegPolicy policy, LegListener listener) {
    return switch (SdpReader.read(offerSdp)) {
      case SdpResult.Refused refused -> refused(refused);
      case SdpResult.Accepted(AudioSession offer) ->
          onLoop(now -> answer(offer, side, policy, listener, now));
    };
  }

  /// Makes an offer of ours, from the media port. The leg is made when the answer comes.
  ///
  /// A full agent's leg may come to stand on another port than the offer named: when the answer
  /// names an address that a living leg of the media port has already (docs/decisions/0003). Its
  /// checks tell the lite peer where it is (RFC 8445 §7.3.1.3).
  public CompletionStage<PendingOffer> offer(LegSide side, LegPolicy policy, LegListener listener) {
    return onLoop(_ -> pending(new Place(sockets.first(), side, listener), policy));
  }

  /// Makes an offer from a UDP port of its own, as every browser does: for stand-ins of many
  /// browsers, which their peer tells apart by address. The port goes with the leg.
  public CompletionStage<PendingOffer> offerFromOwnPort(
      LegSide side, LegPolicy policy, LegListener listener) {
    return onLoop(_ -> pending(new Place(sockets.another(), side, listener), policy));
  }

  /// Bridges a customer's leg; the agent's comes later.
  public MediaCall call(MediaLeg customer) {
    return new MediaCall(LoopLeg.of(customer));
  }

  /// What was counted since the start. Looks at every leg, and forwards no packet meanwhile.
  public CompletionStage<MediaTotals> totals() {
    return onLoop(_ -> sum());
  }

  /// For one: the next to ask is told what came after. Costs the packet path nothing to speak of,
  /// however many legs there are.
  public CompletionStage<MediaLoad> load() {
    return onLoop(_ -> new MediaLoad(loop.totals().packetsIn, loop.takeWorstLateNanos()));
  }

  private MediaTotals sum() {
    MediaLoop.Totals totals = loop.totals();
    LegStats customers = new LegStats();
    customers.add(totals.of(LegSide.CUSTOMER));
    LegStats agents = new LegStats();
    agents.add(totals.of(LegSide.AGENT));
    for (LegSlot slot : loop.slots()) {
      LegStats into = slot.handle.side() == LegSide.CUSTOMER ? customers : agents;
      into.add(slot.leg().stats());
    }
    return new MediaTotals(
        customers.snapshot(),
        agents.snapshot(),
        new MediaTotals.Held(loop.legs(), sockets.ports()),
        handshakes(),
        totals.strangers,
        totals.sendFailures,
        totals.defects,
        loop.priority());
  }

  /// Closes every leg, the port and the loop; returns when the loop has stopped, within 2 s.
  @Override
  public void close() {
    CountDownLatch said = new CountDownLatch(1);
    loop.run(
        null,
        now -> {
          for (LegSlot slot : loop.slots()) {
            slot.close(now);
          }
          loop.whenNoEngineIsLeft(said::countDown);
        });
    try {
      boolean _ = said.await(GOODBYE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.run(null, _ -> sockets.close());
    thread.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  private MediaTotals.Handshakes handshakes() {
    Map<HandshakeRuling, Long> ruled = new EnumMap<>(HandshakeRuling.class);
    for (HandshakeRuling ruling : HandshakeRuling.values()) {
      ruled.put(ruling, loop.handshakes().count(ruling));
    }
    return new MediaTotals.Handshakes(loop.handshakes().underWay(), ruled);
  }

  private PendingOffer pending(Place place, LegPolicy policy) {
    Negotiation negotiation =
        Negotiation.offering(policy, candidates(place.socket()), dtls.localFingerprint(), random);
    place.socket().enter();
    return new Offered(negotiation, place, policy.iceLite());
  }

  /// Where the leg of an answered offer stands. A lite end is where its offer says, because its
  /// peer checks it there; so is one that was given a port of its own.
  private MediaSocket standing(Offered offered, AudioSession answer) {
    MediaSocket socket = offered.place.socket();
    boolean fixed = offered.lite || socket != sockets.first();
    return fixed ? socket : sockets.freeFor(answer.candidates());
  }

  private Opened answer(
      AudioSession offer, LegSide side, LegPolicy policy, LegListener listener, long nowNanos) {
    MediaSocket socket = sockets.freeFor(offer.candidates());
    socket.enter();
    try {
      Negotiation.Outcome outcome =
          Negotiation.answering(offer, policy, candidates(socket), dtls.localFingerprint(), random);
      return open(outcome, new Place(socket, side, listener), nowNanos);
    } finally {
      // By now the leg, if there is one, uses the port itself.
      socket.leave();
    }
  }

  private Opened open(Negotiation.Outcome outcome, Place place, long nowNanos) {
    return switch (outcome) {
      case Negotiation.Refused(String code, String detail) -> new Opened.Refused(code, detail);
      case Negotiation.Agreed agreed -> {
        LoopLeg handle = new LoopLeg(loop, place.side());
        LegSlot slot = new LegSlot(place.socket(), handle, place.listener(), agreed, random);
        handle.slot(slot);
        loop.open(slot, agreed.expectedSources(), nowNanos);
        yield new Opened.Answered(handle, agreed.sdp());
      }
    };
  }

  private List<Candidate> candidates(MediaSocket socket) {
    return sockets.candidates(socket);
  }

  private <T> CompletionStage<T> onLoop(java.util.function.LongFunction<T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.run(
        null,
        now -> {
          try {
            answer.complete(task.apply(now));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private static CompletionStage<Opened> refused(SdpResult.Refused refused) {
    return CompletableFuture.completedFuture(
        new Opened.Refused(refused.reason().code(), refused.reason().sentence()));
  }

  private record Place(MediaSocket socket, LegSide side, LegListener listener) {}

  /// Its fields are the loop's.
  private final class Offered implements PendingOffer {
    private final Negotiation negotiation;
    private final Place place;
    private final boolean lite;
    private boolean pending = true;

    Offered(Negotiation negotiation, Place place, boolean lite) {
      this.negotiation = negotiation;
      this.place = place;
      this.lite = lite;
    }

    @Override
    public String offer() {
      return negotiation.sdp();
    }

    @Override
    public CompletionStage<Opened> answered(String answerSdp) {
      return switch (SdpReader.readAnswer(answerSdp)) {
        case SdpResult.Refused refused -> refused(refused);
        case SdpResult.Accepted(AudioSession answer) -> onLoop(now -> answered(answer, now));
      };
    }

    @Override
    public void withdraw() {
      loop.run(null, _ -> leave());
    }

    private Opened answered(AudioSession answer, long nowNanos) {
      if (!pending) {
        return new Opened.Refused("offer_withdrawn", "The offer has been used or withdrawn.");
      }
      MediaSocket socket = standing(this, answer);
      socket.enter();
      try {
        Place there = new Place(socket, place.side(), place.listener());
        Opened opened = open(negotiation.answered(answer), there, nowNanos);
        if (opened instanceof Opened.Answered) {
          leave();
        }
        return opened;
      } finally {
        socket.leave();
      }
    }

    private void leave() {
      if (pending) {
        pending = false;
        place.socket().leave();
      }
    }
  }
}
