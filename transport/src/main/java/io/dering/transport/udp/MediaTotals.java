package io.dering.transport.udp;

import io.dering.media.leg.LegStats;

/// Everything counted since the start, legs that live and legs that are gone.
///
/// @param legs legs that live now
/// @param strangers datagrams that belonged to no leg
/// @param sendFailures datagrams that the operating system refused
public record MediaTotals(
    LegStats.Snapshot customer,
    LegStats.Snapshot agent,
    int legs,
    long strangers,
    long sendFailures) {}
