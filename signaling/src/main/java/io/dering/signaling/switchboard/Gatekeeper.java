package io.dering.signaling.switchboard;

import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.call.Direction;
import java.time.Instant;

/// Whether one more call is taken (T15 of the threat model's tests: what is accepted keeps its
/// quality, what is refused is refused at once).
///
/// | told by the process | calls of the account | customer's call | business's call |
/// |---------------------|----------------------|-----------------|-----------------|
/// | ALL                 | fewer than may be    | yes             | yes             |
/// | INBOUND             | fewer than may be    | yes             | no              |
/// | NONE                | any                  | no              | no              |
/// | any                 | as many as may be    | no              | no              |
final class Gatekeeper {
  private final CallBook book;
  private final int mostCalls;
  private final RefusalCount refusals = new RefusalCount();
  private Admission admission = Admission.ALL;

  /// @param mostCalls at once, of both directions; 0: any
  Gatekeeper(CallBook book, int mostCalls) {
    this.book = book;
    this.mostCalls = mostCalls;
  }

  void set(Admission told) {
    admission = told;
  }

  boolean takesInbound() {
    return admission.takesInbound() && isRoom();
  }

  boolean takesOutbound() {
    return admission.takesOutbound() && isRoom();
  }

  /// A call was refused because it is not taken.
  void refused(Direction direction, Instant now) {
    refusals.refused(direction, now);
  }

  AgentAnswer.Admitted admitted(Instant now) {
    return new AgentAnswer.Admitted(
        takesInbound(), takesOutbound(), book.open(), mostCalls, refusals.lately(now));
  }

  private boolean isRoom() {
    return mostCalls == 0 || book.open() < mostCalls;
  }
}
