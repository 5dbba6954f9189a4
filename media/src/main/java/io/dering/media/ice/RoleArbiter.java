package io.dering.media.ice;

import io.dering.media.stun.StunMessage;
import java.util.random.RandomGenerator;

/// Holds the agent's role and settles conflicts about it (RFC 8445 §7.2.5.1, §7.3.1.1).
///
/// | we are | request says | our tie-breaker | then |
/// |---|---|---|---|
/// | controlling | controlling | ≥ theirs | answer 487 |
/// | controlling | controlling | < theirs | become controlled |
/// | controlled | controlled | ≥ theirs | become controlling |
/// | controlled | controlled | < theirs | answer 487 |
///
/// A fixed role (we are lite, or the peer is: RFC 8445 §6.1.1 leaves no choice then) never changes:
/// a conflict is answered 487. A free role changes at most [#MAX_SWITCHES] times; after that, or
/// once a pair is selected, it is fixed too, so that no storm of 487 keeps two agents busy.
final class RoleArbiter {
  /// An honest conflict takes one switch, a crossed one two.
  static final int MAX_SWITCHES = 4;

  /// What to do with a request.
  enum Verdict {
    AGREED,
    SWITCHED,
    REFUSE
  }

  private final RandomGenerator random;
  private final IceCounters counters;
  private IceRole role;
  private long tieBreaker;
  private boolean fixed;
  private int switches;

  RoleArbiter(IceRole role, boolean fixed, RandomGenerator random, IceCounters counters) {
    this.role = role;
    this.fixed = fixed;
    this.random = random;
    this.counters = counters;
    this.tieBreaker = random.nextLong();
  }

  IceRole role() {
    return role;
  }

  long tieBreaker() {
    return tieBreaker;
  }

  void fix() {
    fixed = true;
  }

  Verdict judge(StunMessage request) {
    boolean conflict =
        role == IceRole.CONTROLLING ? request.iceControlling() : request.iceControlled();
    if (!conflict) {
      return Verdict.AGREED;
    }
    boolean weStay = Long.compareUnsigned(tieBreaker, request.tieBreaker()) >= 0;
    boolean theyYield = weStay == (role == IceRole.CONTROLLING);
    if (fixed || theyYield) {
      counters.add(IceCounter.ROLE_CONFLICT);
      return Verdict.REFUSE;
    }
    become(role.other());
    return Verdict.SWITCHED;
  }

  /// The peer answered 487 to a check that we sent as `sentAs`. Whether our role changed.
  boolean refusedBy487(IceRole sentAs) {
    if (sentAs != role) {
      return false;
    }
    if (fixed) {
      counters.add(IceCounter.ROLE_CONFLICT_IGNORED);
      return false;
    }
    become(role.other());
    tieBreaker = random.nextLong();
    return true;
  }

  private void become(IceRole other) {
    role = other;
    counters.add(IceCounter.ROLE_SWITCH);
    switches++;
    if (switches == MAX_SWITCHES) {
      fixed = true;
    }
  }
}
