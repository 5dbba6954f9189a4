package io.dering.signaling.agent;

/// What a person may do in the account (RO-1).
public enum Role {
  OWNER,
  ADMIN,
  SUPERVISOR,
  AGENT
}
