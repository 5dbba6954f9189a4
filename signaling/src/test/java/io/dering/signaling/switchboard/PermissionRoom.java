package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.PermissionOutcome;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.PermissionChange;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.permission.PermissionReply.Response;
import io.dering.signaling.permission.Verdicts;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A customer's room, whose call permission is asked for and looked at.
class PermissionRoom {
  static final Actor BACKEND = new Actor.Backend();
  static final Caller ADA = new Caller(new PhoneNumber("62811"), "ID.1", "Ada");
  static final MessageId ASKED = new MessageId("wamid.asked");

  final Switchboard switchboard = new Switchboard(Stage.settings(), new SplittableRandom(7));
  Instant now = Stage.START;
  int messages;
  long requests;

  RoomId written() {
    return room(
        switchboard.handle(
            new Fact.CustomerWrote(CHANNEL, ADA, message(MessageKind.TEXT, null), now), now));
  }

  static RoomId room(Step step) {
    return step.records().stream()
        .filter(RoomRecord.RoomKept.class::isInstance)
        .map(record -> ((RoomRecord.RoomKept) record).room())
        .findFirst()
        .orElseThrow();
  }

  Message message(MessageKind kind, @Nullable MessageId answers) {
    return new Message(new MessageId("wamid." + messages++), kind, null, null, answers);
  }

  Step reply(PermissionReply reply, MessageKind kind, @Nullable MessageId answers) {
    return switchboard.handle(
        new Fact.PermissionReplied(CHANNEL, ADA, message(kind, answers), reply, now), now);
  }

  void report(MessageStatus status, @Nullable MetaError error) {
    report(status, error, null);
  }

  Step report(MessageStatus status, @Nullable MetaError error, @Nullable AskId named) {
    return switchboard.handle(
        new Fact.MessageStatusReported(CHANNEL, ADA, ASKED, status, error, now, named), now);
  }

  PermissionOutcome.Begun begin(RoomId room, Actor by, boolean windowOpen) {
    return (PermissionOutcome.Begun)
        ask(new PermissionRequest.BeginAsk(room, by, "May we call you?", windowOpen, true));
  }

  Permission shown(RoomId room) {
    var shown =
        (PermissionOutcome.ThePermission) ask(new PermissionRequest.ShowPermission(room, BACKEND));
    assertThat(Verdicts.callsLeft(shown.permission(), shown.limits(), now)).isNotNegative();
    return shown.permission();
  }

  BackendAnswer ask(BackendRequest request) {
    return request(request).commands().stream()
        .filter(Command.Answer.class::isInstance)
        .map(command -> ((Command.Answer) command).answer())
        .findFirst()
        .orElseThrow();
  }

  Step request(BackendRequest request) {
    return switchboard.handle(new Fact.Requested(new RequestId(requests++), request), now);
  }

  static PermissionReply accept(boolean permanent, @Nullable Instant until, boolean automatic) {
    return new PermissionReply(Response.ACCEPT, permanent, until, automatic);
  }

  static List<PermissionChange> changes(Step step) {
    return step.records().stream()
        .filter(PermissionRecord.PermissionChanged.class::isInstance)
        .map(record -> ((PermissionRecord.PermissionChanged) record).change())
        .toList();
  }
}
