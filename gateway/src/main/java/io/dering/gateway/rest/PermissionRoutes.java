package io.dering.gateway.rest;

import io.dering.gateway.rest.RoomBodies.Wrong;
import io.dering.signaling.backend.PermissionOutcome;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.MessageAnswer;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.AskMessage;
import io.dering.signaling.permission.AskVerdict;
import io.dering.signaling.room.Room;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Call permission of a room's customer: how it stands, and the request for it (PM-1, PM-2, PM-9).
///
/// What is known to be refused is not sent. A request counts before it is sent, so that of two at
/// the same moment one is; one that never left this machine counts for nothing, and one of which
/// Meta did not say what became of it counts on: the customer may have it.
public final class PermissionRoutes implements Resource {
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private final RoomReader rooms;
  private final Switchboards switchboards;
  private final Messenger messenger;
  private final Function<ChannelId, Optional<AskTemplate>> templates;
  private final PermissionShown shown;

  /// @param templates what asks outside the 24-hour window, by channel
  public PermissionRoutes(
      RoomReader rooms,
      Switchboards switchboards,
      Messenger messenger,
      Function<ChannelId, Optional<AskTemplate>> templates,
      PermissionShown shown) {
    this.rooms = rooms;
    this.switchboards = switchboards;
    this.messenger = messenger;
    this.templates = templates;
    this.shown = shown;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getRoomPermission", this::show);
    operations.on("requestCallPermission", this::ask);
  }

  private CompletionStage<Reply> show(Asked asked) {
    return rooms
        .whole(asked.account(), RoomRoutes.room(asked))
        .thenCompose(found ->
            found.isEmpty()
                ? RoomRoutes.noSuchRoom().now()
                : shown.of(asked, found.get()).thenApply(Reply::ok));
  }

  /// What somebody wants sent.
  private record Wish(Asked asked, RoomReader.Whole room, RoomBodies.AskText text) {
    Room known() {
      return room.story().room();
    }
  }

  private CompletionStage<Reply> ask(Asked asked) {
    RoomBodies.AskText text;
    try {
      text = RoomBodies.ask(asked.body());
    } catch (Wrong wrong) {
      return wrong.reply().now();
    }
    return rooms
        .whole(asked.account(), RoomRoutes.room(asked))
        .thenCompose(found ->
            found.isEmpty()
                ? RoomRoutes.noSuchRoom().now()
                : begin(new Wish(asked, found.get(), text)));
  }

  private CompletionStage<Reply> begin(Wish wish) {
    var begin =
        new PermissionRequest.BeginAsk(
            wish.known().id(),
            RoomRoutes.actor(wish.asked()),
            wish.text().caption(),
            shown.windowOpen(wish.room()),
            templates.apply(wish.known().channel()).isPresent());
    return switchboards
        .ask(wish.asked().account(), begin)
        .thenCompose(answer ->
            switch (answer) {
              case PermissionOutcome.Begun(var room, var ask) -> send(wish, room, ask);
              case PermissionOutcome.NotAsked(var refused) -> refused(refused).now();
              case Refused refused -> Refusals.reply(refused).now();
              default -> throw Refusals.misplaced(answer);
            });
  }

  private CompletionStage<Reply> send(Wish wish, Room room, Ask ask) {
    AskMessage message =
        ask.form() == Ask.Form.FREE_FORM
            ? new AskMessage.FreeForm(ask.caption())
            : templates
                .apply(room.channel())
                .map(template -> template.filled(wish.text()))
                .orElseThrow(() -> new IllegalStateException("a template that was there is gone"));
    return messenger
        .ask(room.channel(), room.customer().caller(), message, ask.id())
        .thenCompose(sent ->
            switch (sent.orElse(null)) {
              case MessageAnswer.Sent(var id) ->
                  settle(
                      wish,
                      new PermissionRequest.AskTaken(
                          room.id(), RoomRoutes.actor(wish.asked()), ask.id(), id),
                      CREATED);
              case MessageAnswer.Refused(MetaError error) ->
                  undo(wish, ask, Optional.of(error), CallButtonRoutes.refused(error));
              case MessageAnswer.Unknown _ ->
                  settle(
                      wish,
                      new PermissionRequest.AskUnsure(
                          room.id(), RoomRoutes.actor(wish.asked()), ask.id()),
                      ACCEPTED);
              case null ->
                  undo(
                      wish,
                      ask,
                      Optional.empty(),
                      Reply.refused(
                          ProblemCode.UNAVAILABLE, "Meta cannot be reached. Nothing was sent."));
            });
  }

  private CompletionStage<Reply> settle(Wish wish, PermissionRequest request, int status) {
    return switchboards
        .ask(wish.asked().account(), request)
        .thenApply(answer ->
            switch (answer) {
              case PermissionOutcome.ThePermission stands ->
                  new Reply.Json(status, shown.json(wish.asked().account(), wish.room(), stands));
              case Refused refused -> Refusals.reply(refused);
              default -> throw Refusals.misplaced(answer);
            });
  }

  private CompletionStage<Reply> undo(Wish wish, Ask ask, Optional<MetaError> error, Reply reply) {
    var undo =
        new PermissionRequest.AskNotSent(
            wish.known().id(), RoomRoutes.actor(wish.asked()), ask.id(), error);
    return switchboards.ask(wish.asked().account(), undo).thenApply(_ -> reply);
  }

  private static Reply refused(AskVerdict.Refused refused) {
    Problem problem =
        Problem.of(ProblemCode.CONFLICT, sentence(refused.why()))
            .member("reason", PermissionShown.word(refused.why()));
    String next = PermissionShown.time(refused.next().orElse(null));
    return new Reply.Refused(next == null ? problem : problem.member("next_allowed_at", next));
  }

  private static String sentence(AskVerdict.Why why) {
    return switch (why) {
      case ALREADY_PERMANENT -> "The customer has allowed calls for good; nothing was sent.";
      case LIMIT -> "As many requests as may were sent to this customer; nothing was sent.";
      case META_REFUSES -> "Meta takes no request to this customer now; nothing was sent.";
      case NO_TEMPLATE ->
          "The customer has neither written nor called for 24 hours, and the channel has no"
              + " template for a request; nothing was sent.";
      case NO_ADDRESS -> "The customer has neither a number nor a user id; nothing was sent.";
    };
  }
}
