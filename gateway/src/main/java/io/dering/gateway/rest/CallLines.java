package io.dering.gateway.rest;

import io.dering.media.quality.QualityPoint;
import java.util.List;

/// What was measured of a call's lines (REP-1).
///
/// @param everyMs how long a point stands for
/// @param points oldest first
public record CallLines(long everyMs, List<QualityPoint> points) {
  public CallLines {
    points = List.copyOf(points);
  }
}
