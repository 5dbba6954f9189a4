package io.dering.sandbox.webhooks;

import java.time.Duration;

/// What becomes of one webhook.
///
/// @param delay before it leaves
/// @param twice whether it is sent a second time, directly after the first
/// @param afterTerminate whether it waits for the call's terminate
record Fate(Duration delay, boolean twice, boolean afterTerminate) {}
