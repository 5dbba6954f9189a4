package io.dering.bench.peers;

import io.dering.bench.load.StampedEar;
import io.dering.bench.load.StampedVoice;

/// What one far end says and hears.
record Voiced(StampedVoice voice, StampedEar ear) {}
