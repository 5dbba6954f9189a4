package io.dering.sandbox.phone;

import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.network.Handset;
import io.dering.sandbox.network.IncomingCall;
import io.dering.sandbox.network.Telephone;
import io.dering.transport.udp.MediaLeg;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// A phone that does the same with every call of the business's. Plug it in with
/// [io.dering.sandbox.Sandbox#plug].
///
/// @param script what is said, and when the phone hangs up
/// @param taken hears of every call that reaches the phone, on the sandbox's context
public record AnsweringPhone(Script script, Reaction reaction, Consumer<ScriptedPhone> taken)
    implements Telephone {
  @Override
  public Optional<Handset> called(IncomingCall call) {
    if (reaction instanceof Reaction.Unreachable) {
      return Optional.empty();
    }
    ScriptedPhone phone = ScriptedPhone.called(call, script.by(call.customer()));
    taken.accept(phone);
    return Optional.of(new Reacting(phone.handset(), () -> react(call)));
  }

  private void react(IncomingCall call) {
    switch (reaction) {
      case Reaction.Answer(var after) -> call.later(after, call::answer);
      case Reaction.Decline(var after) -> call.later(after, call::hangUp);
      case Reaction.Fail(var after, var cause) -> call.later(after, () -> call.fail(cause));
      case Reaction.Ignore(), Reaction.Unreachable() -> {}
    }
  }

  /// A handset that does something when it rings.
  private record Reacting(Handset handset, Runnable whenRinging) implements Handset {
    @Override
    public void leg(MediaLeg towardsBusiness) {
      handset.leg(towardsBusiness);
    }

    @Override
    public void ringing() {
      handset.ringing();
      whenRinging.run();
    }

    @Override
    public void connected(Instant since, long acceptedNanos) {
      handset.connected(since, acceptedNanos);
    }

    @Override
    public void open() {
      handset.open();
    }

    @Override
    public void ended(Ending ending) {
      handset.ended(ending);
    }

    @Override
    public void remark(String sentence) {
      handset.remark(sentence);
    }

    @Override
    public void heard(byte[] buffer, int offset, int length, long nowNanos, boolean early) {
      handset.heard(buffer, offset, length, nowNanos, early);
    }
  }
}
