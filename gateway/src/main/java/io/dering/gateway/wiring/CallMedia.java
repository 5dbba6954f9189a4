package io.dering.gateway.wiring;

import io.dering.media.leg.LegTrace;
import io.dering.signaling.id.ConnectionId;
import io.dering.transport.udp.FrameSource;
import io.dering.transport.udp.MediaCall;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call's media: its Meta leg and bridge once they are made, our offer until then, the tab whose
/// leg belongs on it, and the ringing that its agent hears.
///
/// The call's commands are carried out one after the other, however long one of them takes: each
/// hangs on the one before it. What is told before there is a Meta leg is kept for it, because the
/// customer of an outbound call may pick up before Meta's answer to our offer is here.
final class CallMedia {
  private static final Logger LOG = LoggerFactory.getLogger(CallMedia.class);

  private final Map<ConnectionId, MediaLeg> agents;
  private CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);
  private @Nullable PendingOffer offer;
  private @Nullable MediaLeg leg;
  private @Nullable MediaCall bridge;
  private @Nullable ConnectionId wanted;
  private boolean gateOpen;
  private boolean muted;

  /// Whether the agent that belongs on it is not there: the leg is gone or quiet, or was never
  /// made.
  private boolean agentLost;

  /// What the agent hears until the gate opens; null when nothing rings.
  private @Nullable FrameSource ringing;

  /// Where it plays.
  private @Nullable MediaLeg rung;

  /// @param agents the legs of all tabs, by any thread
  CallMedia(Map<ConnectionId, MediaLeg> agents) {
    this.agents = agents;
  }

  /// The call's next command.
  void then(Consumer<CallMedia> verb) {
    await(() -> {
      verb.accept(this);
      return CompletableFuture.completedFuture(null);
    });
  }

  /// A command that is done when the stage is; the next one waits for it. A defect in one is told
  /// and keeps none from being carried out: the last one closes the leg.
  synchronized void await(Supplier<CompletionStage<Void>> command) {
    tail =
        tail.thenCompose(_ -> command.get())
            .exceptionally(defect -> {
              LOG.error("A media command of a call failed", defect);
              return null;
            });
  }

  /// Our offer stands and waits for Meta's answer.
  synchronized void offered(PendingOffer made) {
    offer = made;
  }

  /// Whether Meta's answer has come already.
  synchronized boolean isMade() {
    return leg != null;
  }

  /// Hands Meta's answer to our offer. Refused as well when there is none.
  synchronized CompletionStage<Opened> answered(String answer) {
    PendingOffer pending = offer;
    return pending == null
        ? CompletableFuture.completedFuture(
            new Opened.Refused("no_offer", "No offer of ours waits for an answer."))
        : pending.answered(answer);
  }

  /// The Meta leg is there: it gets all that was told before.
  synchronized void made(MediaLeg metaLeg, Function<MediaLeg, MediaCall> bridging) {
    MediaCall made = bridging.apply(metaLeg);
    offer = null;
    leg = metaLeg;
    bridge = made;
    MediaLeg agentLeg = agentLeg();
    if (agentLeg != null) {
      made.attach(agentLeg);
    }
    if (muted) {
      made.mute(true);
    }
    if (gateOpen) {
      made.openGate();
    }
  }

  synchronized void bridge(Consumer<MediaCall> verb) {
    if (bridge != null) {
      verb.accept(bridge);
    }
  }

  synchronized void openGate() {
    gateOpen = true;
    // First, so that no frame of it comes among the customer's words.
    ringIn(null);
    ringing = null;
    bridge(MediaCall::openGate);
  }

  synchronized void mute(boolean silent) {
    muted = silent;
    bridge(made -> made.mute(silent));
  }

  /// The agent hears this until the gate opens, in whichever tab they are.
  synchronized void ring(Supplier<FrameSource> tone) {
    if (!gateOpen && ringing == null) {
      ringing = tone.get();
      ringIn(agentLeg());
    }
  }

  synchronized void attach(ConnectionId connection) {
    wanted = connection;
    MediaLeg agentLeg = agentLeg();
    agentLost = agentLeg == null;
    if (bridge != null && agentLeg != null) {
      bridge.attach(agentLeg);
    }
    ringIn(agentLeg);
  }

  /// A tab has made a leg: it may be the one this call waits for.
  synchronized void legMade(ConnectionId connection) {
    if (connection.equals(wanted)) {
      attach(connection);
    }
  }

  synchronized void detach() {
    wanted = null;
    ringIn(null);
    bridge(MediaCall::detach);
  }

  synchronized void close() {
    wanted = null;
    ringIn(null);
    if (offer != null) {
      offer.withdraw();
      offer = null;
    }
    if (leg != null) {
      leg.close();
    }
  }

  /// Both legs as they are now; null before the customer's is made.
  synchronized QualityWatch.@Nullable Legs legs() {
    MediaLeg customer = leg;
    return customer == null ? null : new QualityWatch.Legs(customer, agentLeg());
  }

  /// That tab's leg is gone or quiet, or is heard again.
  synchronized void agentLost(ConnectionId connection, boolean lost) {
    if (connection.equals(wanted)) {
      agentLost = lost;
    }
  }

  /// Whether the agent was lost, and nobody came in the place.
  synchronized boolean agentLost() {
    return agentLost;
  }

  /// How far the customer's leg came.
  synchronized CompletionStage<Optional<LegTrace>> trace() {
    return leg == null ? CompletableFuture.completedFuture(Optional.empty()) : leg.trace();
  }

  /// Whether this tab's leg belongs on it.
  synchronized boolean isOn(ConnectionId connection) {
    return connection.equals(wanted);
  }

  private @Nullable MediaLeg agentLeg() {
    return wanted == null ? null : agents.get(wanted);
  }

  /// The ringing goes on there, and nowhere else.
  private void ringIn(@Nullable MediaLeg next) {
    FrameSource tone = ringing;
    MediaLeg before = rung;
    if (tone == null || (before != null && before.equals(next))) {
      return;
    }
    if (before != null) {
      before.stopPlaying(tone);
    }
    if (next != null) {
      next.play(tone);
    }
    rung = next;
  }
}
