package io.dering.gateway.tokens;

import java.util.Optional;
import java.util.stream.Stream;

/// What a backend's token opens (RM-14). The words are a promise: one may be added, none is
/// renamed. Each operation of `config/openapi.yaml` names the one that it needs in `x-access`.
public enum Scope {
  CALLS_READ("calls:read", "the log of calls, with numbers and names of customers"),
  CALLS_WRITE("calls:write", "call customers, with any agent who is there"),
  ROOMS_READ("rooms:read", "rooms and who they are assigned to"),
  ROOMS_WRITE("rooms:write", "assign, answer and resolve rooms"),
  AGENTS_READ("agents:read", "who works here and who is there"),
  GROUPS_READ("groups:read", "ring groups"),
  GROUPS_WRITE("groups:write", "change ring groups"),
  CHANNELS_READ("channels:read", "channels and their call settings"),
  CHANNELS_WRITE("channels:write", "change the call settings of channels"),
  EVENTS_READ("events:read", "the stream of events"),
  WEBHOOKS_WRITE("webhooks:write", "say where events are sent, and read that"),
  TOKENS_WRITE("tokens:write", "make, list and revoke API tokens of no wider scope"),
  AGENTS_SIGN_IN("agents:sign-in", "make tokens with which agents sign in"),
  SUPERVISORS_SIGN_IN(
      "supervisors:sign-in", "beside `agents:sign-in`: make such tokens for supervisors too"),
  USERS_WRITE("users:write", "list, add, change and disable the account's people"),
  BALANCE_READ("balance:read", "the voice balance, its ledger and the rate card"),
  BALANCE_WRITE("balance:write", "top up the voice balance and replace the rate card");

  private final String word;
  private final String opens;

  Scope(String word, String opens) {
    this.word = word;
    this.opens = opens;
  }

  /// Its name in the API, the configuration and the database.
  public String word() {
    return word;
  }

  /// What it opens, for people.
  public String opens() {
    return opens;
  }

  /// The scope of that name.
  public static Optional<Scope> of(String word) {
    return Stream.of(values()).filter(scope -> scope.word.equals(word)).findFirst();
  }
}
