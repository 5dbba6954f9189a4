package io.dering.sandbox.network;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.wire.Exchange;
import io.dering.sandbox.wire.WireLog;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What businesses did that nothing refuses: counted, and shown among the exchanges.
public final class Offences {
  private final Map<Offence, LongAdder> counts = new EnumMap<>(Offence.class);
  private final WireLog wire;
  private final InstantSource clock;

  public Offences(WireLog wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
    for (Offence offence : Offence.values()) {
      counts.put(offence, new LongAdder());
    }
  }

  /// How often this was done since the start. From any thread.
  public long count(Offence offence) {
    return Objects.requireNonNull(counts.get(offence)).sum();
  }

  /// On the sandbox's context.
  void note(String callId, Offence offence) {
    Objects.requireNonNull(counts.get(offence)).increment();
    wire.add(
        new Exchange(
            clock.instant(),
            Exchange.Kind.GRAPH,
            offence.words(),
            "RTP",
            "",
            0,
            JsonNodeFactory.instance.objectNode().put("call_id", callId),
            null,
            offence.meaning()));
  }
}
