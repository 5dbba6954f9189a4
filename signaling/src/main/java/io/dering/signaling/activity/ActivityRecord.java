package io.dering.signaling.activity;

import java.time.Instant;

/// Something durable of an account: what one step of the switchboard appends to the store, in the
/// order given and in one transaction.
public sealed interface ActivityRecord
    permits AgentRecord,
        CallRecord,
        ChannelRecord,
        ChannelTold,
        LedgerRecord,
        PermissionRecord,
        PushRecord,
        RateCardRecord,
        RingGroupRecord,
        RoomRecord,
        UserRecord {
  Instant at();
}
