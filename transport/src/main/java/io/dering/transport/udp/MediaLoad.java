package io.dering.transport.udp;

/// What the media thread has to do, for one who watches it.
///
/// @param packetsIn authentic RTP packets of all legs, since the start
/// @param worstLateNanos how late it came to something that was due, at worst, since this was last
///   asked for
public record MediaLoad(long packetsIn, long worstLateNanos) {}
