/// The whole control plane under a seed: a Meta that repeats and reorders, media that fails, agents
/// who come and go, and an auditor after every step. `-Dsim.seed=…` replays one seed.
@NullMarked
package io.dering.signaling.simulation;

import org.jspecify.annotations.NullMarked;
