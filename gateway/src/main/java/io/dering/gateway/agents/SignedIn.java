package io.dering.gateway.agents;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.id.AccountId;

/// Who sits behind a socket.
public record SignedIn(AccountId account, Agent agent) {}
