package io.dering.bench.lean;

import java.util.function.Supplier;

/// Watches far ends from its making on.
public final class Watch {
  private final FarLoop loop;
  private final Supplier<Dropped> dropped;
  private final Dropped droppedBefore;
  private final FarLoop.Losses lossesBefore;
  private final long strangersBefore;
  private final long stolenBefore = StolenTime.millis();

  /// What stations did not take, since the start.
  ///
  /// @param notAuthentic RTP, RTCP and checks that did not authenticate, or came twice
  /// @param otherwise for any other reason
  public record Dropped(long notAuthentic, long otherwise) {}

  public Watch(FarLoop loop, Supplier<Dropped> dropped) {
    this.loop = loop;
    this.dropped = dropped;
    droppedBefore = dropped.get();
    lossesBefore = loop.losses();
    strangersBefore = loop.strangers();
    loop.takeLateNanos();
  }

  /// What was seen until now; once.
  public Watched watched() {
    Dropped now = dropped.get();
    return new Watched(
        now.notAuthentic - droppedBefore.notAuthentic,
        now.otherwise - droppedBefore.otherwise,
        loop.strangers() - strangersBefore,
        loop.losses().since(lossesBefore),
        loop.takeLateNanos(),
        StolenTime.millis() - stolenBefore);
  }
}
