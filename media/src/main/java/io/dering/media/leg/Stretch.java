package io.dering.media.leg;

import io.dering.media.rtp.SerialNumbers;

/// Packets of one source that keep their distances in the outgoing stream (`out = in + offset`):
/// from which to which, and where they stand in it.
final class Stretch {
  private boolean known;
  private int source;
  private int from;
  private int highest;
  private int sequenceOffset;
  private int timestampOffset;

  /// Begins with this packet.
  ///
  /// @param room how many numbers before its own are the source's as well
  void begin(int ofSource, int sequence, int room) {
    known = true;
    source = ofSource;
    from = (sequence - room) & 0xFFFF;
    highest = sequence;
  }

  /// Where the first packet stands: what to add to the source's numbers.
  void place(int toSequence, int toTimestamp) {
    sequenceOffset = toSequence;
    timestampOffset = toTimestamp;
  }

  void forget() {
    known = false;
  }

  boolean isOf(int another) {
    return known && source == another;
  }

  /// Whether this packet has a place of its own among those that have been here.
  boolean holds(int ofSource, int sequence) {
    return isOf(ofSource)
        && SerialNumbers.difference16(sequence, from) >= 0
        && SerialNumbers.difference16(sequence, highest) <= 0;
  }

  /// How far this packet is ahead of the newest; negative behind it.
  int ahead(int sequence) {
    return SerialNumbers.difference16(sequence, highest);
  }

  /// The newest packet is this one. The beginning follows at a distance: half a cycle behind it
  /// would read as being ahead, and every packet of a source that has lasted eleven minutes as
  /// late.
  void reach(int sequence, int longest) {
    highest = sequence;
    if (SerialNumbers.difference16(highest, from) > longest) {
      from = (highest - longest) & 0xFFFF;
    }
  }

  int outSequence(int sequence) {
    return (sequence + sequenceOffset) & 0xFFFF;
  }

  int outTimestamp(int timestamp) {
    return timestamp + timestampOffset;
  }
}
