package io.dering.gateway.rest;

import io.dering.gateway.rest.RoomBodies.Wrong;
import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.meta.MessageAnswer;
import io.dering.signaling.room.CallButton;
import io.dering.signaling.room.Room;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// `POST /v1/rooms/{id}/call_button`: a message with a button by which the customer calls (IN-14).
///
/// What is known to be refused is not sent: outside the 24-hour window Meta takes templates alone
/// (131047). The window opens when the customer writes, and when the customer calls (Meta reference
/// 5.4).
public final class CallButtonRoutes implements Resource {
  private static final int WINDOW_CLOSED = 131_047;
  private static final int SHOWN = 100;

  private final RoomReader rooms;
  private final Switchboards switchboards;
  private final Messenger messenger;
  private final People people;
  private final InstantSource clock;

  public CallButtonRoutes(
      RoomReader rooms,
      Switchboards switchboards,
      Messenger messenger,
      People people,
      InstantSource clock) {
    this.rooms = rooms;
    this.switchboards = switchboards;
    this.messenger = messenger;
    this.people = people;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("sendCallButton", this::send);
  }

  private CompletionStage<Reply> send(Asked asked) {
    CallButton button;
    try {
      button = RoomBodies.callButton(asked.body());
    } catch (Wrong wrong) {
      return wrong.reply().now();
    }
    var may = new RoomRequest.MayWrite(RoomRoutes.room(asked), RoomRoutes.actor(asked));
    return switchboards
        .ask(asked.account(), may)
        .thenCompose(answer ->
            switch (answer) {
              case RoomAnswer.TheRoom(var room) -> inTime(asked, room, button);
              case Refused refused -> Refusals.reply(refused).now();
              default -> throw Refusals.misplaced(answer);
            });
  }

  private CompletionStage<Reply> inTime(Asked asked, Room room, CallButton button) {
    return rooms
        .whole(asked.account(), room.id())
        .thenCompose(found -> {
          if (found.isEmpty()) {
            return RoomRoutes.noSuchRoom().now();
          }
          Caller to = room.customer().caller();
          if (to.phone() == null && to.userId() == null) {
            return Reply.refused(
                    ProblemCode.CONFLICT, "The customer has neither a number nor a user id.")
                .now();
          }
          return found.get().windowOpen(clock.instant())
              ? sent(asked, room, to, button)
              : closed().now();
        });
  }

  private static Reply closed() {
    return new Reply.Refused(
        Problem.of(
                ProblemCode.META_REFUSED,
                "The customer has neither written nor called for 24 hours: only a template is taken."
                    + " Nothing was sent.")
            .member("meta_error_code", WINDOW_CLOSED));
  }

  private CompletionStage<Reply> sent(Asked asked, Room room, Caller to, CallButton button) {
    return messenger
        .send(room.channel(), to, button)
        .thenCompose(answer ->
            switch (answer) {
              case MessageAnswer.Sent(MessageId message) -> kept(asked, room, message, button);
              case MessageAnswer.Refused(MetaError error) -> refused(error).now();
              case MessageAnswer.Unknown _ ->
                  throw new IllegalStateException("whether a message was sent is not known");
            });
  }

  /// Meta's own code and words: for whoever asked, and for no log.
  static Reply refused(MetaError error) {
    Problem problem =
        Problem.of(ProblemCode.META_REFUSED, "Nothing was sent.")
            .member("meta_error_code", error.code());
    String title = error.title();
    String details = error.details();
    problem = title == null ? problem : problem.member("meta_error_title", title);
    problem = details == null ? problem : problem.member("meta_error_details", details);
    return new Reply.Refused(problem);
  }

  private CompletionStage<Reply> kept(
      Asked asked, Room room, MessageId message, CallButton button) {
    return switchboards
        .ask(
            asked.account(),
            new RoomRequest.KeepSent(room.id(), RoomRoutes.actor(asked), message, button))
        .thenCompose(_ -> rooms.messages(asked.account(), room.id(), null, SHOWN))
        .thenApply(found -> Reply.created(written(asked, found.orElse(List.of()), message)));
  }

  private JsonObject written(Asked asked, List<RoomMessage> newest, MessageId message) {
    RoomJson json = new RoomJson(people, asked.account(), false);
    return newest.stream()
        .filter(each -> each.id().equals(message))
        .findFirst()
        .map(json::message)
        .orElseThrow(() -> new IllegalStateException("a message that was kept is not there"));
  }
}
