package io.dering.transport.relay;

import io.dering.media.demux.PacketKind;
import io.dering.media.net.RelayCore.Direction;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// When the first datagram of each kind came after a cut: what the way back to sound is made of.
final class AfterCut {
  private final Map<Direction, Map<PacketKind, Long>> firstMs = new EnumMap<>(Direction.class);
  private boolean isCut;
  private long endNanos;

  /// A cut that ends then; what was known of the one before is forgotten.
  void begin(long cutEndNanos) {
    isCut = true;
    endNanos = cutEndNanos;
    firstMs.clear();
  }

  void entered(Direction direction, byte[] datagram, long nowNanos) {
    if (isCut && nowNanos - endNanos >= 0) {
      firstMs
          .computeIfAbsent(direction, _ -> new EnumMap<>(PacketKind.class))
          .putIfAbsent(
              PacketKind.of(datagram, 0, datagram.length), (nowNanos - endNanos) / 1_000_000);
    }
  }

  /// `{"out":{"STUN":56},"back":{}}`, in ms after the end.
  String json() {
    return "{\"out\":{%s},\"back\":{%s}}".formatted(of(Direction.OUT), of(Direction.BACK));
  }

  private String of(Direction direction) {
    return firstMs.getOrDefault(direction, Map.of()).entrySet().stream()
        .map(first -> "\"%s\":%d".formatted(first.getKey(), first.getValue()))
        .collect(Collectors.joining(","));
  }
}
