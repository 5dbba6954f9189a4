package io.dering.transport.dtls;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Where time and chance come from.
///
/// @param random strong randomness for keys and nonces
/// @param nanoClock monotonic, for deadlines
/// @param wallClock read once, for the certificate's validity
public record DtlsSources(SecureRandom random, LongSupplier nanoClock, InstantSource wallClock) {}
