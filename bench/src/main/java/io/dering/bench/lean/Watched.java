package io.dering.bench.lean;

import org.HdrHistogram.Histogram;

/// What far ends saw while a [Watch] lasted, beside the voices: what spoils a measurement, and what
/// the one who is measured did wrong.
///
/// @param notAuthentic RTP, RTCP and checks that came and did not authenticate, or came twice
/// @param otherwiseDropped by legs, for any other reason
/// @param strangers datagrams to addresses at which nobody is
/// @param losses of this process
/// @param lateNanos how late slots of the schedule were begun
/// @param stolenMillis for how long the host kept this machine's processors waiting, all together
public record Watched(
    long notAuthentic,
    long otherwiseDropped,
    long strangers,
    FarLoop.Losses losses,
    Histogram lateNanos,
    long stolenMillis) {}
