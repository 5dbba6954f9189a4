package io.dering.signaling.permission;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.permission.PermissionReply.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One customer's permission, a clock that only the test moves, and what was told of it last.
class PermissionStory {
  static final CallingLimits LIMITS = CallingLimits.DEFAULT;
  static final Instant START = Instant.parse("2026-10-05T08:00:00Z");
  static final MessageId FIRST = new MessageId("wamid.first");
  static final MessageId SECOND = new MessageId("wamid.second");

  Instant now = START;
  Permission permission = Permission.NEW;
  List<PermissionChange> told = new ArrayList<>();

  void decide(PermissionInput input) {
    PermissionMachine.Decision decision = PermissionMachine.decide(permission, input, LIMITS, now);
    permission = decision.permission();
    told = new ArrayList<>(decision.changes());
  }

  void pass() {
    decide(new PermissionInput.TimePassed());
  }

  void say(PermissionReply reply, @Nullable MessageId answers) {
    reply(reply, answers, now);
  }

  void reply(PermissionReply reply, @Nullable MessageId answers, Instant at) {
    decide(new PermissionInput.Replied(reply, answers, at));
  }

  void begin(String id) {
    decide(new PermissionInput.AskBegun(newAsk(id)));
  }

  Ask newAsk(String id) {
    return new Ask(
        new AskId(id),
        null,
        now,
        null,
        "May we call you?",
        Ask.Form.FREE_FORM,
        Ask.State.SENDING,
        now.plus(LIMITS.askLifetime()),
        null);
  }

  void ask(String id, MessageId message) {
    begin(id);
    decide(new PermissionInput.AskTaken(new AskId(id), message));
    decide(new PermissionInput.AskSent(message));
  }

  void unanswered(int times) {
    for (int i = 0; i < times; i++) {
      decide(new PermissionInput.NotAnswered());
    }
  }

  void read(MetaPermission.Status status, @Nullable Instant until) {
    decide(new PermissionInput.Read(meta(status, until)));
  }

  static MetaPermission meta(MetaPermission.Status status, @Nullable Instant until) {
    return new MetaPermission(
        status,
        Optional.ofNullable(until),
        new MetaPermission.Action(status != MetaPermission.Status.NONE, List.of()),
        new MetaPermission.Action(status != MetaPermission.Status.PERMANENT, List.of()));
  }

  static MetaPermission.Action action(
      boolean allowed, Duration period, int most, int used, @Nullable Instant free) {
    return new MetaPermission.Action(
        allowed, List.of(new MetaPermission.Limit(period, most, used, Optional.ofNullable(free))));
  }

  static MetaError error(int code, @Nullable String details) {
    return new MetaError(code, null, null, details, null);
  }

  static PermissionReply accept(boolean permanent, @Nullable Instant until) {
    return new PermissionReply(Response.ACCEPT, permanent, until, false);
  }

  static PermissionReply reject() {
    return new PermissionReply(Response.REJECT, false, null, false);
  }

  Ask.State state(String id) {
    return permission.asks().stream()
        .filter(ask -> ask.id().value().equals(id))
        .findFirst()
        .orElseThrow()
        .state();
  }

  CallVerdict mayCall() {
    return Verdicts.mayCall(permission, LIMITS, now);
  }

  AskVerdict mayAsk(boolean windowOpen) {
    return Verdicts.mayAsk(permission, windowOpen, LIMITS, now);
  }

  static CallVerdict refused(CallVerdict.Why why, @Nullable Instant next) {
    return new CallVerdict.Refused(why, Optional.ofNullable(next));
  }

  static AskVerdict limit(Instant next) {
    return new AskVerdict.Refused(AskVerdict.Why.LIMIT, Optional.of(next));
  }
}
