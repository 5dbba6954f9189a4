package io.dering.gateway.wiring;

import io.dering.media.leg.LegStats;
import io.dering.media.quality.PagePoint;
import io.dering.media.quality.QualityPoint;
import io.dering.media.quality.QualitySeries;
import io.dering.media.quality.QualityWord;
import io.dering.signaling.id.CallId;
import io.dering.transport.udp.MediaLeg;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes the figures of both legs of each connected call every 5 s, and hands them over when the
/// call ends (REP-1). Any thread; the packet path is asked for a copy of its counts and does
/// nothing else for it.
final class QualityWatch {
  /// Less says nothing: a call that ends is looked at twice, once with the agent's leg.
  private static final long LEAST_MS = 1_000;

  private final MediaPlane.Later later;
  private final LongSupplier nanoTime;
  private final Executor aside;
  private final Keeper keeper;
  private final Map<CallId, Watched> calls = new ConcurrentHashMap<>();

  /// Where the figures of a call that is over go.
  @FunctionalInterface
  interface Keeper {
    void keep(CallId call, QualityWord word, String series);
  }

  /// The legs of a call now.
  record Legs(MediaLeg customer, @Nullable MediaLeg agent) {}

  /// @param aside runs what is not for the media loop
  QualityWatch(MediaPlane.Later later, LongSupplier nanoTime, Executor aside, Keeper keeper) {
    this.later = later;
    this.nanoTime = nanoTime;
    this.aside = aside;
    this.keeper = keeper;
  }

  /// The call is connected. A second time changes nothing.
  ///
  /// @param legs null while there is no leg of the customer
  void begin(CallId call, Supplier<@Nullable Legs> legs) {
    var watched = new Watched(legs, nanoTime.getAsLong());
    if (calls.putIfAbsent(call, watched) == null) {
      watched.look();
      tickLater(call);
    }
  }

  /// Takes figures now, before one of the legs goes.
  void look(CallId call) {
    Watched watched = calls.get(call);
    if (watched != null) {
      watched.look();
    }
  }

  /// What the agent's page says of the call.
  void page(CallId call, PagePoint report) {
    Watched watched = calls.get(call);
    if (watched != null) {
      watched.page(report);
    }
  }

  /// The call ends; its legs must still be there. What was measured of it: nothing, where it was
  /// never connected.
  CompletionStage<List<QualityPoint>> end(CallId call) {
    Watched watched = calls.remove(call);
    if (watched == null) {
      return CompletableFuture.completedFuture(List.of());
    }
    watched.look();
    return watched.finish(call);
  }

  private void tickLater(CallId call) {
    later.run(
        QualitySeries.EVERY_MS,
        () -> {
          if (calls.containsKey(call)) {
            look(call);
            tickLater(call);
          }
        });
  }

  /// One call; its series is touched by one thread after the other.
  private final class Watched {
    private final Supplier<@Nullable Legs> legs;
    private final long beganNanos;
    private final QualitySeries series = new QualitySeries();
    private long lastAtMs = -LEAST_MS;
    private CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);

    Watched(Supplier<@Nullable Legs> legs, long beganNanos) {
      this.legs = legs;
      this.beganNanos = beganNanos;
    }

    void look() {
      // Not within our lock: a call's media holds its own when it comes here.
      Legs now = legs.get();
      if (now != null) {
        look(now);
      }
    }

    private synchronized void look(Legs now) {
      long atMs = (nanoTime.getAsLong() - beganNanos) / 1_000_000;
      if (atMs - lastAtMs < LEAST_MS) {
        return;
      }
      lastAtMs = atMs;
      CompletionStage<QualitySeries.Reading> customer = reading(now.customer());
      MediaLeg agentLeg = now.agent();
      CompletionStage<QualitySeries.@Nullable Reading> agent =
          agentLeg == null
              ? CompletableFuture.completedFuture(null)
              : reading(agentLeg).thenApply(read -> read);
      tail =
          tail.thenCombine(customer.thenCombine(agent, Readings::new), (_, readings) -> readings)
              .thenAcceptAsync(read -> series.add(atMs, read.customer(), read.agent()), aside);
    }

    synchronized void page(PagePoint report) {
      tail = tail.thenRunAsync(() -> series.page(report), aside);
    }

    synchronized CompletionStage<List<QualityPoint>> finish(CallId call) {
      tail =
          tail.thenRun(() ->
              series.word().ifPresent(word -> keeper.keep(call, word, SeriesText.write(series))));
      return tail.thenApply(_ -> series.points());
    }

    private static CompletionStage<QualitySeries.Reading> reading(MediaLeg leg) {
      CompletionStage<LegStats.Snapshot> figures = leg.stats();
      return figures.thenApply(read -> new QualitySeries.Reading(leg, read));
    }
  }

  private record Readings(QualitySeries.Reading customer, QualitySeries.@Nullable Reading agent) {}
}
