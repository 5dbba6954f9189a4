package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Looks on from outside, knows only its rule, and throws an `AssertionError` when it is broken.
/// All instants are true time, whatever the process takes for it.
interface Auditor {
  /// A process begins, whose wall clock goes so far ahead of true time until it dies.
  default void began(AccountId account, Duration ahead) {}

  /// The process gets its turn, so much later than it wanted to be woken: held up on purpose.
  default void heldUp(AccountId account, Duration late, Instant at) {}

  /// The switchboard is about to be told this.
  default void heard(AccountId account, Fact fact, Instant at) {}

  /// This is durable, whatever it is about; in the order of the store.
  default void kept(AccountId account, ActivityRecord written, Instant at) {}

  /// This is durable, and about a call.
  default void stored(AccountId account, CallRecord written, Instant at) {}

  /// This has left the process.
  default void released(AccountId account, Command command, Instant at) {}

  /// A step is over.
  default void stepped(AccountId account, Snapshot after) {}

  /// The account's process is gone, with its sockets, its legs and whatever it had not stored.
  default void died(AccountId account) {}

  /// Faults have stopped, and so has everything else.
  default void over() {}

  /// All of them as one.
  static Auditor of(List<Auditor> auditors) {
    Auditor[] all = auditors.toArray(Auditor[]::new);
    return new Auditor() {
      @Override
      public void began(AccountId account, Duration ahead) {
        for (Auditor auditor : all) {
          auditor.began(account, ahead);
        }
      }

      @Override
      public void heldUp(AccountId account, Duration late, Instant at) {
        for (Auditor auditor : all) {
          auditor.heldUp(account, late, at);
        }
      }

      @Override
      public void heard(AccountId account, Fact fact, Instant at) {
        for (Auditor auditor : all) {
          auditor.heard(account, fact, at);
        }
      }

      @Override
      public void kept(AccountId account, ActivityRecord written, Instant at) {
        for (Auditor auditor : all) {
          auditor.kept(account, written, at);
        }
      }

      @Override
      public void stored(AccountId account, CallRecord written, Instant at) {
        for (Auditor auditor : all) {
          auditor.stored(account, written, at);
        }
      }

      @Override
      public void released(AccountId account, Command command, Instant at) {
        for (Auditor auditor : all) {
          auditor.released(account, command, at);
        }
      }

      @Override
      public void stepped(AccountId account, Snapshot after) {
        for (Auditor auditor : all) {
          auditor.stepped(account, after);
        }
      }

      @Override
      public void died(AccountId account) {
        for (Auditor auditor : all) {
          auditor.died(account);
        }
      }

      @Override
      public void over() {
        for (Auditor auditor : all) {
          auditor.over();
        }
      }
    };
  }
}
