package io.dering.sandbox;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Where time and chance come from.
///
/// @param nanoClock monotonic, the media plane's too
/// @param wallClock read once, at the start
/// @param random for keys, credentials and ids
public record SandboxSources(
    LongSupplier nanoClock, InstantSource wallClock, SecureRandom random) {}
