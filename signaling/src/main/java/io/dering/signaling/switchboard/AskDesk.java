package io.dering.signaling.switchboard;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.PermissionOutcome;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.id.AskId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.AskVerdict;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.PermissionInput;
import io.dering.signaling.permission.Verdicts;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomRefusal;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Requests for call permission, from a customer's room (PM-1, PM-2, PM-9).
final class AskDesk {
  private final RoomBook book;
  private final PermissionDesk permissions;
  private final RandomGenerator ids;

  AskDesk(RoomBook book, PermissionDesk permissions, RandomGenerator ids) {
    this.book = book;
    this.permissions = permissions;
    this.ids = ids;
  }

  BackendAnswer handle(PermissionRequest request, Work work) {
    return book.rooms()
        .find(request.room())
        .map(room -> handle(request, room, work))
        .orElseGet(() -> Refused.notFound("There is no such room."));
  }

  private BackendAnswer handle(PermissionRequest request, Room room, Work work) {
    return switch (request) {
      case PermissionRequest.ShowPermission _ -> shown(room, work);
      case PermissionRequest.BeginAsk begin ->
          begin.by().mayActOn(room.state())
              ? begin(begin, room, work)
              : Refused.forbidden(RoomRefusal.NOT_ASSIGNED.sentence());
      case PermissionRequest.AskTaken taken -> taken(taken, room, work);
      case PermissionRequest.AskUnsure(var _, var _, var ask) -> {
        permissions.unsure(room, ask, work);
        yield shown(room, work);
      }
      case PermissionRequest.AskNotSent(var _, var _, var ask, var error) -> {
        var _ =
            permissions.apply(
                room.channel(), room.customer(), new PermissionInput.AskRefused(ask, error), work);
        yield shown(room, work);
      }
    };
  }

  private BackendAnswer shown(Room room, Work work) {
    Permission permission = permissions.look(room.channel(), room.customer());
    return new PermissionOutcome.ThePermission(room, permission, permissions.limits(), work.now());
  }

  private BackendAnswer begin(PermissionRequest.BeginAsk begin, Room room, Work work) {
    AskVerdict verdict =
        Verdicts.mayAsk(
            permissions.look(room.channel(), room.customer()),
            begin.windowOpen(),
            permissions.limits(),
            work.now());
    return switch (verdict) {
      case AskVerdict.Refused refused -> new PermissionOutcome.NotAsked(refused);
      case AskVerdict.Allowed(var form) -> {
        if (form == Ask.Form.TEMPLATE && !begin.hasTemplate()) {
          yield new PermissionOutcome.NotAsked(AskVerdict.Refused.of(AskVerdict.Why.NO_TEMPLATE));
        }
        var caller = room.customer().caller();
        if (caller.phone() == null && caller.userId() == null) {
          yield new PermissionOutcome.NotAsked(AskVerdict.Refused.of(AskVerdict.Why.NO_ADDRESS));
        }
        Ask ask =
            new Ask(
                AskId.random(ids),
                null,
                work.now(),
                begin.by().person().orElse(null),
                begin.caption(),
                form,
                Ask.State.SENDING,
                work.now().plus(permissions.limits().askLifetime()),
                null);
        var _ =
            permissions.apply(
                room.channel(), room.customer(), new PermissionInput.AskBegun(ask), work);
        yield new PermissionOutcome.Begun(room, ask);
      }
    };
  }

  private BackendAnswer taken(PermissionRequest.AskTaken taken, Room room, Work work) {
    Optional<Ask> known =
        permissions.look(room.channel(), room.customer()).asks().stream()
            .filter(ask -> ask.id().equals(taken.ask()))
            .findFirst();
    if (known.isEmpty()) {
      return Refused.notFound("There is no such request.");
    }
    if (known.get().message() == null) {
      book.asked(room, known.get(), taken.message(), work);
    }
    return shown(room, work);
  }
}
