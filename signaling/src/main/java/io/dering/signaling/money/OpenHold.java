package io.dering.signaling.money;

import io.dering.signaling.id.HoldId;

/// Money that is set aside now.
public record OpenHold(HoldId hold, long amountMinor) {}
