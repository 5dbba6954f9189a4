package io.dering.bench.lean;

import io.dering.media.dtls.DtlsEngines;
import io.dering.media.ice.Candidate;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegPolicy;
import io.dering.media.leg.LegStats;
import io.dering.media.leg.Negotiation;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import io.dering.media.srtp.SrtpScratch;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// Legs on a [FarLoop], each at an address of its own.
public final class LeanEnds implements FarEnds {
  private static final int PREFERENCE = 65_535;

  private final FarLoop loop;
  private final DtlsEngines dtls;
  private final RandomGenerator random;
  private final SrtpScratch scratch = new SrtpScratch();

  /// Those that live. The loop's.
  private final Set<LeanLeg> legs = new HashSet<>();

  /// What all others counted while they did. The loop's.
  private LegStats.Snapshot before = LegStats.Snapshot.ZERO;

  public LeanEnds(FarLoop loop, DtlsEngines dtls, RandomGenerator random) {
    this.loop = loop;
    this.dtls = dtls;
    this.random = random;
  }

  @Override
  public CompletionStage<PendingOffer> offerFromOwnPort(
      LegSide side, LegPolicy policy, LegListener listener) {
    return onLoop(_ -> {
      int index = loop.reserve();
      Negotiation negotiation =
          Negotiation.offering(policy, at(index), dtls.localFingerprint(), random);
      return new Offered(negotiation, new Place(index, side, listener));
    });
  }

  @Override
  public CompletionStage<Opened> answer(
      String offerSdp, LegSide side, LegPolicy policy, LegListener listener) {
    return switch (SdpReader.read(offerSdp)) {
      case SdpResult.Refused refused -> refused(refused);
      case SdpResult.Accepted(AudioSession offer) ->
          onLoop(now -> {
            int index = loop.reserve();
            return open(
                Negotiation.answering(offer, policy, at(index), dtls.localFingerprint(), random),
                new Place(index, side, listener),
                now);
          });
    };
  }

  /// Watches all legs from now on.
  public Watch watch() {
    return new Watch(loop, this::dropped);
  }

  private Watch.Dropped dropped() {
    LegStats.Snapshot all = totals().toCompletableFuture().join();
    long notAuthentic =
        all.dropped(LegDrop.NOT_AUTHENTIC)
            + all.dropped(LegDrop.CHECK_NOT_AUTHENTIC)
            + all.dropped(LegDrop.REPLAYED);
    return new Watch.Dropped(notAuthentic, Arrays.stream(all.drops()).sum() - notAuthentic);
  }

  /// What all legs together have counted, those that are gone included.
  private CompletionStage<LegStats.Snapshot> totals() {
    return onLoop(_ -> legs.stream().map(LeanLeg::counted).reduce(before, LegStats.Snapshot::plus));
  }

  /// Closes every leg and the loop.
  @Override
  public void close() {
    loop.run(now -> List.copyOf(legs).forEach(leg -> leg.closeNow(now)));
    loop.close();
  }

  private List<Candidate> at(int index) {
    return List.of(Candidate.host("1", loop.address(index), PREFERENCE));
  }

  private Opened open(Negotiation.Outcome outcome, Place place, long nowNanos) {
    return switch (outcome) {
      case Negotiation.Refused(String code, String detail) -> new Opened.Refused(code, detail);
      case Negotiation.Agreed agreed -> {
        LeanLeg leg = new LeanLeg(loop, dtls, place, agreed.remoteFingerprint(), this::gone);
        legs.add(leg);
        leg.start(agreed, random, scratch, nowNanos);
        yield new Opened.Answered(leg, agreed.sdp());
      }
    };
  }

  private void gone(LeanLeg leg) {
    before = before.plus(leg.counted());
    legs.remove(leg);
  }

  private <T> CompletionStage<T> onLoop(LongFunction<T> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.run(now -> {
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

  /// Where a leg is to stand and who listens to it.
  record Place(int index, LegSide side, LegListener listener) {}

  private final class Offered implements PendingOffer {
    private final Negotiation negotiation;
    private final Place place;

    /// The loop's.
    private boolean pending = true;

    Offered(Negotiation negotiation, Place place) {
      this.negotiation = negotiation;
      this.place = place;
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
      loop.run(_ -> pending = false);
    }

    private Opened answered(AudioSession answer, long nowNanos) {
      if (!pending) {
        return new Opened.Refused("offer_withdrawn", "The offer has been used or withdrawn.");
      }
      Opened opened = open(negotiation.answered(answer), place, nowNanos);
      pending = opened instanceof Opened.Refused;
      return opened;
    }
  }
}
