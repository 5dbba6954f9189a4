package io.dering.gateway.wiring;

import io.dering.gateway.agents.AgentLegs;
import io.dering.gateway.agents.LegOutcome;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.metrics.MediaMeters;
import io.dering.gateway.storage.QualityTable;
import io.dering.gateway.tones.Tones;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegClosure;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegPolicy;
import io.dering.media.quality.PagePoint;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.Tone;
import io.dering.signaling.desk.PageFigures;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaCall;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.RepeatedClip;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out the switchboards' media commands and keeps the agents' warm legs. Any thread;
/// nothing blocks. A call's commands are carried out in their order (see [CallMedia]).
final class MediaPlane implements AgentLegs {
  private static final Logger LOG = LoggerFactory.getLogger(MediaPlane.class);

  /// A peer that says goodbye in DTLS is about to say so in a webhook, which knows more: how long
  /// they talked, or that it failed. More waits longer on a peer that never sends it, less asks
  /// Meta to end calls that it has ended.
  static final long GOODBYE_GRACE_MS = 2_000;

  private static final String MEDIA_FAILED = "media_failed";
  private static final String NO_OFFER = "no_offer";

  private final MediaServer server;
  private final Policies policies;
  private final Tones tones;
  private final AgentLegEvents agentEvents;
  private final MediaMeters meters;
  private final Later later;
  private final QualityWatch quality;
  private final Examining doctor;
  private final Map<CallId, CallMedia> calls = new ConcurrentHashMap<>();
  private final Map<ConnectionId, MediaLeg> agents = new ConcurrentHashMap<>();

  /// Runs a task after a while.
  interface Later {
    void run(long delayMs, Runnable task);
  }

  /// How legs are made towards either side.
  record Policies(LegPolicy meta, LegPolicy agents) {
    private static final String CNAME = "dering";

    static Policies of(GatewayConfig.Media media) {
      InetAddressPolicy reachable = peers(media);
      DtlsManner manner = media.offerAsDtlsClient() ? DtlsManner.CLIENT : DtlsManner.USUAL;
      return new Policies(
          new LegPolicy(false, reachable, CNAME).with(manner),
          new LegPolicy(true, InetAddressPolicy.ALLOW_ALL, CNAME));
    }

    /// Where Meta's side can be.
    private static InetAddressPolicy peers(GatewayConfig.Media media) {
      return media.allowLoopbackPeers()
          ? InetAddressPolicy.ALLOW_ALL
          : InetAddressPolicy.PUBLIC_ONLY;
    }
  }

  /// What looks at calls from time to time.
  record Watching(Later later, QualityWatch quality, Examining doctor) {
    /// By the timers of that Vert.x, and into that table and those figures.
    static Watching of(
        Vertx vertx,
        QualityTable table,
        Executor aside,
        MediaMeters meters,
        GatewayConfig.Media media) {
      Later later = (delayMs, task) -> vertx.setTimer(delayMs, _ -> task.run());
      QualityWatch.Keeper keeper =
          (call, word, series) -> {
            // What cannot be kept is missing from the page of that call, and of nothing else.
            var _ = table.keep(call, word.name(), series);
          };
      Examining.Keeper causes =
          (call, cause) -> {
            meters.diagnosed(cause);
            var _ = table.diagnose(call, cause.name());
          };
      return new Watching(
          later,
          new QualityWatch(later, System::nanoTime, aside, keeper),
          new Examining(HostAddresses.advertised(media), Policies.peers(media), causes));
    }
  }

  /// Where the life of an agent's leg is told.
  interface AgentLegEvents {
    void up(ConnectionId connection);

    void down(ConnectionId connection, String reason);

    /// Nothing authentic has come over it for so long.
    void quiet(ConnectionId connection, Duration silence);

    /// Something has come over one that was quiet.
    void heard(ConnectionId connection);
  }

  MediaPlane(
      MediaServer server,
      Policies policies,
      Tones tones,
      AgentLegEvents agentEvents,
      MediaMeters meters,
      Watching watching) {
    this.server = server;
    this.policies = policies;
    this.tones = tones;
    this.agentEvents = agentEvents;
    this.meters = meters;
    this.later = watching.later();
    this.quality = watching.quality();
    this.doctor = watching.doctor();
  }

  /// Carries out a command; what becomes of it goes to `facts`.
  void release(Command.ForMedia command, Consumer<Fact.FromMedia> facts) {
    switch (command) {
      case Command.AnswerOffer(var call, _, var offer) -> answer(call, offer, facts);
      case Command.MakeOffer(var call, _) -> offer(call, facts);
      case Command.ApplyAnswer(var call, var answer) -> applyAnswer(call, answer, facts);
      case Command.Play(var call, var tone) -> with(call, media -> play(tone, media));
      case Command.OpenGate(var call) ->
          with(
              call,
              media -> {
                media.openGate();
                quality.begin(call, media::legs);
              });
      case Command.Bridge(var call, var connection) ->
          with(call, media -> media.attach(connection));
      case Command.Unbridge(var call) ->
          with(
              call,
              media -> {
                quality.look(call);
                media.detach();
              });
      case Command.Mute(var call, var muted) -> with(call, media -> media.mute(muted));
      case Command.CloseMetaLeg(var call) -> {
        with(
            call,
            media -> {
              doctor.examine(call, media.trace(), media.agentLost(), quality.end(call));
              media.close();
            });
        calls.remove(call);
      }
    }
  }

  @Override
  public CompletionStage<LegOutcome> open(ConnectionId connection, AgentId agent, String sdp) {
    return server
        .answer(sdp, LegSide.AGENT, policies.agents(), new AgentListener(connection))
        .thenApply(opened ->
            switch (opened) {
              case Opened.Refused(var code, var detail) -> new LegOutcome.Refused(code, detail);
              case Opened.Answered(var leg, var answer) -> {
                MediaLeg before = agents.put(connection, leg);
                if (before != null) {
                  before.close();
                }
                for (CallMedia media : calls.values()) {
                  media.legMade(connection);
                }
                yield new LegOutcome.Answered(answer);
              }
            });
  }

  @Override
  public void close(ConnectionId connection) {
    MediaLeg leg = agents.remove(connection);
    if (leg != null) {
      agentLost(connection, true);
      leg.close();
    }
  }

  @Override
  public void figures(ConnectionId connection, CallId call, PageFigures figures) {
    CallMedia media = calls.get(call);
    if (media != null && media.isOn(connection)) {
      quality.page(call, point(figures));
    }
  }

  private void agentLost(ConnectionId connection, boolean lost) {
    for (CallMedia media : calls.values()) {
      media.agentLost(connection, lost);
    }
  }

  private static PagePoint point(PageFigures told) {
    return new PagePoint(
        told.spanMs(),
        told.concealedMs(),
        told.bufferMs(),
        told.roundTripMs(),
        told.agentLevel(),
        told.agentTalkMs(),
        told.customerLevel(),
        told.customerTalkMs(),
        switch (told.microphone()) {
          case LIVE -> PagePoint.Microphone.LIVE;
          case MUTED -> PagePoint.Microphone.MUTED;
          case NONE -> PagePoint.Microphone.NONE;
        });
  }

  private void answer(CallId call, SessionDescription offer, Consumer<Fact.FromMedia> facts) {
    CallMedia media = new CallMedia(agents);
    calls.put(call, media);
    media.await(() ->
        server
            .answer(offer.text(), LegSide.CUSTOMER, policies.meta(), new MetaListener(call, facts))
            .thenAccept(opened -> {
              switch (opened) {
                case Opened.Refused(var code, _) -> facts.accept(new Fact.OfferRefused(call, code));
                case Opened.Answered(var leg, var answer) -> {
                  media.made(leg, this::bridged);
                  facts.accept(new Fact.OfferAnswered(call, new SessionDescription(answer)));
                }
              }
            })
            .exceptionally(failure -> {
              LOG.error("No leg could be made for an offer", failure);
              facts.accept(new Fact.OfferRefused(call, MEDIA_FAILED));
              return null;
            }));
  }

  private void offer(CallId call, Consumer<Fact.FromMedia> facts) {
    CallMedia media = new CallMedia(agents);
    calls.put(call, media);
    media.await(() ->
        server
            .offer(LegSide.CUSTOMER, policies.meta(), new MetaListener(call, facts))
            .thenAccept(pending -> {
              media.offered(pending);
              facts.accept(new Fact.OfferMade(call, new SessionDescription(pending.offer())));
            })
            .exceptionally(failure -> {
              LOG.error("No offer could be made", failure);
              facts.accept(new Fact.OfferNotMade(call, MEDIA_FAILED));
              return null;
            }));
  }

  /// A leg that stands is not touched by a second answer.
  private void applyAnswer(CallId call, SessionDescription answer, Consumer<Fact.FromMedia> facts) {
    CallMedia media = calls.get(call);
    if (media == null) {
      facts.accept(new Fact.AnswerRefused(call, NO_OFFER));
      return;
    }
    media.await(() ->
        media.isMade()
            ? CompletableFuture.completedFuture(null)
            : media
                .answered(answer.text())
                .thenAccept(opened -> {
                  switch (opened) {
                    case Opened.Refused(var code, _) ->
                        facts.accept(new Fact.AnswerRefused(call, code));
                    case Opened.Answered(var leg, _) -> media.made(leg, this::bridged);
                  }
                })
                .exceptionally(failure -> {
                  LOG.error("No leg could be made for an answer", failure);
                  facts.accept(new Fact.AnswerRefused(call, MEDIA_FAILED));
                  return null;
                }));
  }

  private MediaCall bridged(MediaLeg customer) {
    MediaCall call = server.call(customer);
    call.comfort(tones.comfort());
    return call;
  }

  private void play(Tone tone, CallMedia media) {
    switch (tone) {
      case RINGBACK -> media.ring(() -> new RepeatedClip(tones.ringback()));
      case LOW_BALANCE -> media.bridge(bridge -> bridge.play(tones.lowBalance()));
    }
  }

  private void ended(MediaLeg leg) {
    var _ = leg.stats().thenAccept(figures -> meters.legEnded(leg.side(), figures));
  }

  private void with(CallId call, Consumer<CallMedia> verb) {
    CallMedia media = calls.get(call);
    if (media != null) {
      media.then(verb);
    }
  }

  private final class AgentListener implements LegListener {
    private final ConnectionId connection;

    AgentListener(ConnectionId connection) {
      this.connection = connection;
    }

    @Override
    public void legEvent(MediaLeg leg, LegEvent event) {
      switch (event) {
        case LegEvent.PathSelected _ -> {}
        case LegEvent.MediaReady _ -> agentEvents.up(connection);
        case LegEvent.Quiet(var silenceNanos) -> {
          agentLost(connection, true);
          agentEvents.quiet(connection, Duration.ofNanos(silenceNanos));
        }
        case LegEvent.HeardAgain _ -> {
          agentLost(connection, false);
          agentEvents.heard(connection);
        }
        case LegEvent.Closed(var reason) -> {
          ended(leg);
          // A leg that was replaced by a newer one of the same tab is no loss.
          if (agents.remove(connection, leg)) {
            agentLost(connection, true);
            agentEvents.down(connection, reason.name().toLowerCase(Locale.ROOT));
          }
        }
      }
    }
  }

  private final class MetaListener implements LegListener {
    private final CallId call;
    private final Consumer<Fact.FromMedia> facts;

    MetaListener(CallId call, Consumer<Fact.FromMedia> facts) {
      this.call = call;
      this.facts = facts;
    }

    @Override
    public void legEvent(MediaLeg leg, LegEvent event) {
      switch (event) {
        case LegEvent.PathSelected _, LegEvent.Quiet _, LegEvent.HeardAgain _ -> {}
        case LegEvent.MediaReady _ -> facts.accept(new Fact.MetaLegConnected(call));
        case LegEvent.Closed(var reason) -> {
          ended(leg);
          Fact.MetaLegClosed closed = new Fact.MetaLegClosed(call, inOurWords(reason));
          if (reason == LegClosure.CLOSED_BY_PEER) {
            later.run(GOODBYE_GRACE_MS, () -> facts.accept(closed));
          } else if (reason != LegClosure.CLOSED_BY_US) {
            facts.accept(closed);
          }
        }
      }
    }

    private static LegCloseReason inOurWords(LegClosure reason) {
      return switch (reason) {
        case ICE_FAILED -> LegCloseReason.ICE_FAILED;
        case CONSENT_LOST -> LegCloseReason.CONSENT_LOST;
        case DTLS_TIMED_OUT, NO_SRTP_PROFILE -> LegCloseReason.DTLS_FAILED;
        case FINGERPRINT_MISMATCH -> LegCloseReason.FINGERPRINT_MISMATCH;
        case CLOSED_BY_PEER -> LegCloseReason.PEER_CLOSED;
        case CLOSED_BY_US -> LegCloseReason.CLOSED_BY_US;
        case DEFECT -> LegCloseReason.DEFECT;
      };
    }
  }
}
