package io.dering.gateway.admission;

/// What the process had to do lately.
///
/// @param cpuPercent of the processors that it may use, since the sample before
/// @param lagMs how late its media, its calls and its HTTP are handled, the worst of the three
/// @param packetsPerS RTP and RTCP that came in, between the media thread's last two answers
/// @param isHeard whether the media thread has answered: else the packets are those of before, and
///   the load may be anything but little
public record Load(double cpuPercent, long lagMs, long packetsPerS, boolean isHeard) {}
