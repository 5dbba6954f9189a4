package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.User;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.UserAnswer;
import io.dering.signaling.backend.UserRequest;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The account's people and what each may do (RO-1).
public final class UserRoutes implements Resource {
  private final Switchboards switchboards;
  private final UserReader users;
  private final RandomGenerator ids;

  public UserRoutes(Switchboards switchboards, UserReader users, RandomGenerator ids) {
    this.switchboards = switchboards;
    this.users = users;
    this.ids = ids;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listUsers", asked -> ask(asked, new UserRequest.ListUsers(), false));
    operations.on("createUser", asked -> ask(asked, added(asked), true));
    operations.on("changeUser", asked -> ask(asked, changed(asked), false));
  }

  private UserRequest added(Asked asked) {
    JsonObject body = asked.body();
    String id = body.getString("id", Ids.random("user_", ids));
    return new UserRequest.AddUser(
        new Agent(new AgentId(id), body.getString("name").strip(), role(body.getString("role"))),
        upTo(asked.known()));
  }

  private static UserRequest changed(Asked asked) {
    JsonObject body = asked.body();
    String name = body.getString("name");
    String role = body.getString("role");
    return new UserRequest.ChangeUser(
        new AgentId(asked.path("id")),
        name == null ? null : name.strip(),
        role == null ? null : role(role),
        body.getBoolean("disabled"),
        body.getBoolean("may_call"),
        upTo(asked.known()));
  }

  private CompletionStage<Reply> ask(Asked asked, UserRequest request, boolean isNew) {
    return switchboards
        .ask(asked.account(), request)
        .thenCompose(answer ->
            switch (answer) {
              case Refused refused -> Refusals.reply(refused).now();
              case UserAnswer.Users(List<User> all) ->
                  lastSeen(asked.account(), all).thenApply(seen -> Reply.ok(list(all, seen)));
              case UserAnswer.TheUser(User user) ->
                  lastSeen(asked.account(), List.of(user))
                      .thenApply(seen -> {
                        JsonObject json = json(user, seen.get(user.agent().id()));
                        return isNew ? Reply.created(json) : Reply.ok(json);
                      });
              default -> throw Refusals.misplaced(answer);
            });
  }

  private CompletionStage<Map<AgentId, Instant>> lastSeen(AccountId account, List<User> all) {
    return users.lastSeen(account, all.stream().map(user -> user.agent().id()).toList());
  }

  /// What a backend may do to people ends below those who could make API tokens, unless it can.
  private static Role upTo(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Backend backend ->
          backend.scopes().contains(Scope.TOKENS_WRITE) ? Role.OWNER : Role.SUPERVISOR;
      case Viewer.Person person -> person.role();
      case Viewer.LocalPage _ -> Role.OWNER;
    };
  }

  private static Role role(String word) {
    return Role.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static JsonObject list(List<User> all, Map<AgentId, Instant> seen) {
    var data = new JsonArray();
    all.forEach(user -> data.add(json(user, seen.get(user.agent().id()))));
    return new JsonObject().put("object", "list").put("data", data).put("has_more", false);
  }

  private static JsonObject json(User user, @Nullable Instant lastSeen) {
    return new JsonObject()
        .put("object", "user")
        .put("id", user.agent().id().value())
        .put("name", user.agent().name())
        .put("role", user.agent().role().name().toLowerCase(Locale.ROOT))
        .put("disabled", user.disabled())
        .put("may_call", user.mayCall())
        .put("last_seen_at", Times.write(lastSeen));
  }
}
