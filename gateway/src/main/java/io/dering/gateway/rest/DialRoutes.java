package io.dering.gateway.rest;

import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.CallRequest.Callee;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// `POST /v1/calls`: calls a customer (OUT-1, OUT-2). Answered when the call is in the log; what
/// the customer does is told by its events and to the agent's page.
public final class DialRoutes implements Resource {
  private static final List<String> WHOM = List.of("room", "to", "user_id");

  private final Switchboards switchboards;

  public DialRoutes(Switchboards switchboards) {
    this.switchboards = switchboards;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("placeCall", this::place);
  }

  private CompletionStage<Reply> place(Asked asked) {
    JsonObject body = asked.body();
    Optional<Reply> wrong = wrong(body);
    if (wrong.isPresent()) {
      return wrong.get().now();
    }
    String named = body.getString("agent");
    AgentId agent = named == null ? own(asked.known()) : new AgentId(named);
    if (agent == null) {
      return Reply.wrong("agent", "must be there: the agent who will talk").now();
    }
    if (isAnothers(asked.known(), agent)) {
      return new Reply.Refused(
              Problem.of(ProblemCode.FORBIDDEN, "An agent calls for nobody else.")
                  .with("agent", "must be the agent who asks"))
          .now();
    }
    var request = new CallRequest.PlaceCall(RoomRoutes.actor(asked), agent, callee(body));
    return switchboards.ask(asked.account(), request).thenApply(DialRoutes::reply);
  }

  /// What the schema cannot judge: one way to say whom, and the channel with all but a room.
  private static Optional<Reply> wrong(JsonObject body) {
    List<String> ways = WHOM.stream().filter(body::containsKey).toList();
    if (ways.isEmpty()) {
      return Optional.of(Reply.wrong("room", "must be there, or channel with to or user_id"));
    }
    if (ways.size() > 1) {
      return Optional.of(Reply.wrong(ways.get(1), "must not stand beside " + ways.getFirst()));
    }
    boolean byRoom = body.containsKey("room");
    if (byRoom && body.containsKey("channel")) {
      return Optional.of(Reply.wrong("channel", "must not stand beside room"));
    }
    return byRoom || body.containsKey("channel")
        ? Optional.empty()
        : Optional.of(Reply.wrong("channel", "is missing"));
  }

  private static Callee callee(JsonObject body) {
    String room = body.getString("room");
    if (room != null) {
      return new CallRequest.OfRoom(new RoomId(room));
    }
    String to = body.getString("to");
    PhoneNumber phone =
        to == null ? null : new PhoneNumber(to.startsWith("+") ? to.substring(1) : to);
    return new CallRequest.OfNumber(
        new ChannelId(body.getString("channel")),
        new Caller(phone, body.getString("user_id"), null));
  }

  private static @Nullable AgentId own(Viewer viewer) {
    return viewer instanceof Viewer.Person person ? person.agent() : null;
  }

  private static boolean isAnothers(Viewer viewer, AgentId agent) {
    return viewer instanceof Viewer.Person person
        && person.role() == Role.AGENT
        && !person.agent().equals(agent);
  }

  private static Reply reply(BackendAnswer answer) {
    return switch (answer) {
      case Refused refused -> Refusals.reply(refused);
      case CallAnswer.Placed(var call, var warned) ->
          Reply.created(
              new JsonObject()
                  .put("object", "placed_call")
                  .put("call", call.value())
                  .put("warned", warned));
      case CallAnswer.NotPlaced(var why, var nextAllowedAt) -> notPlaced(why, nextAllowedAt);
      default -> throw Refusals.misplaced(answer);
    };
  }

  private static Reply notPlaced(DialRefusal why, Optional<Instant> nextAllowedAt) {
    Problem problem =
        Problem.of(ProblemCode.CALL_NOT_PLACED, why.sentence()).member("reason", why.wire());
    String next = Times.write(nextAllowedAt.orElse(null));
    return new Reply.Refused(next == null ? problem : problem.member("next_allowed_at", next));
  }
}
