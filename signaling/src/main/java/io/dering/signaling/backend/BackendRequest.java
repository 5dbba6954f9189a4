package io.dering.signaling.backend;

/// Something asked of an account's switchboard over the API, by somebody who may ask it.
public sealed interface BackendRequest
    permits AgentRequest,
        CallRequest,
        ChannelRequest,
        MoneyRequest,
        PermissionRequest,
        PushRequest,
        RingGroupRequest,
        RoomRequest,
        UserRequest {}
