package io.dering.signaling.backend;

/// What came of a request. What it says has been made durable.
public sealed interface BackendAnswer
    permits AgentAnswer,
        CallAnswer,
        ChannelAnswer,
        MoneyAnswer,
        PermissionOutcome,
        PushAnswer,
        Refused,
        RingGroupAnswer,
        RoomAnswer,
        UserAnswer {}
