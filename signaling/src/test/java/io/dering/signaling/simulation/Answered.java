package io.dering.signaling.simulation;

import io.dering.signaling.backend.RequestId;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Whoever asks is answered: once, after what was done is stored, unless the process dies first.
final class Answered implements Auditor {
  private final Set<Question> open = new HashSet<>();
  private int answers;

  private record Question(AccountId account, RequestId id) {}

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    if (fact instanceof Fact.Requested(var id, var _)) {
      Claim.that(open.add(new Question(account, id)), "a question is put twice");
    }
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (command instanceof Command.Answer(var id, var _)) {
      Claim.that(open.remove(new Question(account, id)), "an answer to no question, or a second");
      answers++;
    }
  }

  @Override
  public void died(AccountId account) {
    open.removeIf(question -> question.account().equals(account));
  }

  @Override
  public void over() {
    Claim.that(open.isEmpty(), open.size() + " questions were never answered");
  }

  int answers() {
    return answers;
  }
}
