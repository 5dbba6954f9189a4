package io.dering.gateway.rest;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.room.Actor;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// A request about rooms that the contract and the credentials let through.
///
/// @param own whether whoever asks is an agent, who sees masked numbers where that is switched on
record RoomAsked(
    AccountId account, Actor actor, boolean own, Queries queries, String id, JsonObject body) {
  /// Query parameters by name.
  @FunctionalInterface
  interface Queries {
    @Nullable String get(String name);
  }

  /// A query parameter, null when it was not given.
  @Nullable String query(String name) {
    return queries.get(name);
  }
}
