package io.dering.signaling.backend;

/// Agents, and the calls that come to them, as they are at the moment (RM-12).
public sealed interface AgentRequest extends BackendRequest {
  /// All agents of the account.
  record ListAgents() implements AgentRequest {}

  /// The calls that nobody has taken yet.
  record ListWaiting() implements AgentRequest {}

  /// Which new calls are taken now.
  record LookAtAdmission() implements AgentRequest {}
}
