package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.agent.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may run an operation (RO-1), as `x-access` of the contract says:
///
/// - `x-access: public`: anyone, without credentials
/// - `x-access: {scope: calls:read, roles: [owner, agent], own: [agent]}`: API tokens of that
///   scope, session tokens of those roles; roles under `own` see what is their own alone
sealed interface Access {
  /// What an operation answers to a viewer.
  enum Verdict {
    ALL,
    OWN,
    FORBIDDEN
  }

  record Public() implements Access {}

  record Known(Scope scope, Set<Role> roles, Set<Role> own) implements Access {
    Verdict judge(Viewer viewer) {
      return switch (viewer) {
        case Viewer.Backend backend ->
            backend.scopes().contains(scope) ? Verdict.ALL : Verdict.FORBIDDEN;
        case Viewer.Person person -> judge(person.role());
        case Viewer.LocalPage _ -> judge(Role.OWNER);
      };
    }

    private Verdict judge(Role role) {
      if (!roles.contains(role)) {
        return Verdict.FORBIDDEN;
      }
      return own.contains(role) ? Verdict.OWN : Verdict.ALL;
    }
  }

  /// Reads `x-access`.
  ///
  /// @param operation its id, for the message
  /// @throws IllegalStateException when it is missing or names what does not exist: the contract is
  ///   ours, so nothing starts without it
  static Access of(String operation, @Nullable Object written) {
    if ("public".equals(written)) {
      return new Public();
    }
    if (!(written instanceof JsonObject json)) {
      throw new IllegalStateException(operation + " does not say who may run it (x-access)");
    }
    String word = json.getString("scope", "");
    Scope scope =
        Scope.of(word)
            .orElseThrow(() -> new IllegalStateException(operation + " has no scope " + word));
    return new Known(scope, roles(operation, json, "roles"), roles(operation, json, "own"));
  }

  private static Set<Role> roles(String operation, JsonObject json, String field) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Object word : json.getJsonArray(field, new JsonArray())) {
      roles.add(
          Stream.of(Role.values())
              .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(operation + " has no role " + word)));
    }
    return roles;
  }
}
