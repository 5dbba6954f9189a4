package io.dering.signaling.agent;

import java.time.Instant;
import java.util.Optional;

/// A page of an agent as supervisors see it.
///
/// @param silentSince since when its script has not answered; empty: it answers
/// @param legUp whether its warm leg carries media
/// @param readiness what it found at sign-in, once it has said so (IN-15)
public record Page(
    Device device, Optional<Instant> silentSince, boolean legUp, Optional<Readiness> readiness) {}
