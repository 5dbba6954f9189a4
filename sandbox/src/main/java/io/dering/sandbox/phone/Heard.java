package io.dering.sandbox.phone;

import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.SpeechDecoder;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What a phone has heard so far.
///
/// @param packets after accept
/// @param lost by sequence number, after accept
/// @param packetsBeforeAccept must be 0 for a business that keeps to the rules
/// @param firstPacketNanos from accept's 200 to the first packet; -1 while there is none
/// @param largestGapNanos between two packets that followed each other
/// @param ssrcs all that were heard, early ones included; one for a good business
/// @param recording in the order of arrival; empty when the script only counts
public record Heard(
    long packets,
    long lost,
    long packetsBeforeAccept,
    long firstPacketNanos,
    long largestGapNanos,
    Set<Long> ssrcs,
    List<HeardPacket> recording) {

  public Heard {
    ssrcs = Set.copyOf(ssrcs);
    recording = List.copyOf(recording);
  }

  /// The recording as a sound that begins with the first packet and keeps its time: what was lost
  /// is concealed, what was never sent is silent.
  public Sound sound(int rateHz) {
    SpeechDecoder decoder = new SpeechDecoder(rateHz);
    recording.stream()
        .sorted(Comparator.comparingLong(HeardPacket::sequence))
        .filter(packet -> packet.ticks() >= 0)
        .forEach(packet -> decoder.packet(packet.payload(), packet.ticks()));
    return decoder.sound();
  }

  /// RMS of the whole recording in dB of full scale.
  public double levelDbfs() {
    return sound(16_000).levelDbfs();
  }

  public double firstPacketMs() {
    return firstPacketNanos / 1e6;
  }

  public double largestGapMs() {
    return largestGapNanos / 1e6;
  }
}
