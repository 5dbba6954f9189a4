package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AgentId;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Tokens with which agents sign in, made for the business's own backend: it knows who its people
/// are, so that they need no password here.
///
/// Who signs somebody in can do what that person may. So nobody makes one for a higher role, and a
/// backend needs more scopes than `agents:sign-in` for those who are more than agents:
/// `supervisors:sign-in`, and `tokens:write` for those who could make API tokens.
public final class AgentTokenRoutes implements Resource {
  private final SessionTokens tokens;
  private final People people;
  private final InstantSource clock;

  public AgentTokenRoutes(SessionTokens tokens, People people, InstantSource clock) {
    this.tokens = tokens;
    this.people = people;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createAgentToken", this::create);
  }

  private CompletionStage<Reply> create(Asked asked) {
    var id = new AgentId(asked.body().getString("agent"));
    Optional<Agent> known =
        people
            .find(asked.account(), id)
            .filter(agent -> people.standing(asked.account(), id, agent.role()).isPresent());
    if (known.isEmpty()) {
      return Reply.wrong("agent", "must be the id of an agent of this account").now();
    }
    Agent agent = known.get();
    if (!mayActAs(asked.known(), agent.role())) {
      return new Reply.Refused(
              Problem.of(ProblemCode.FORBIDDEN, "")
                  .with("agent", "may do more than these credentials"))
          .now();
    }
    long most = SessionTokens.LONGEST_LIFE.toSeconds();
    Duration life = Duration.ofSeconds(asked.body().getLong("life_s", most));
    var claims = new SessionTokens.Claims(asked.account(), id, agent.role());
    return Reply.created(
            new JsonObject()
                .put("object", "agent_token")
                .put("agent", new JsonObject().put("id", id.value()).put("name", agent.name()))
                .put("role", agent.role().name().toLowerCase(Locale.ROOT))
                .put(
                    "expires_at",
                    Times.write(clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(life)))
                .put("token", tokens.issue(claims, life)))
        .now();
  }

  private static boolean mayActAs(Viewer viewer, Role role) {
    return switch (viewer) {
      case Viewer.Backend backend ->
          switch (role) {
            case OWNER, ADMIN -> backend.scopes().contains(Scope.TOKENS_WRITE);
            case SUPERVISOR ->
                backend.scopes().contains(Scope.SUPERVISORS_SIGN_IN)
                    || backend.scopes().contains(Scope.TOKENS_WRITE);
            case AGENT -> true;
          };
      case Viewer.Person person -> person.role().compareTo(role) <= 0;
      case Viewer.LocalPage _ -> true;
    };
  }
}
