package io.dering.media.ice;

import io.dering.media.stun.StunMessage;
import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The active half of a full agent: its check list, the pace of checks, and regular nomination.
///
/// Checks leave one every Ta, triggered ones first, then by priority (RFC 8445 §6.1.4.2). As the
/// controlling side it nominates the best valid pair as soon as no better one is undecided, or
/// after a short wait when one is; the nominating check leaves at once and pushes the pace back by
/// one Ta, so on a quiet network a nomination follows the first answer without delay.
final class Checker {
  /// Pairs from the description; more are skipped.
  static final int MAX_CANDIDATES = 20;

  /// Pairs learnt from the peer's checks.
  static final int MAX_PEER_REFLEXIVE = 8;

  /// Nominating checks sent before another valid pair gets its turn.
  private static final int MAX_NOMINATION_SENDS = 4;

  /// Checks to an address that only the peer's own checks named, before it is dropped: with an
  /// authenticated peer that forges its source, this bounds what the forged address receives.
  private static final int MAX_PEER_REFLEXIVE_SENDS = 7;

  /// Less would repeat before a peer under load has answered.
  private static final int MIN_ESTIMATED_RTO_MS = 100;

  /// How soon an address of the peer's SDP that has not answered yet is asked again, and how seldom
  /// it becomes. RFC 8445 §14.3 waits 500 ms; but our first checks overtake our answer, which goes
  /// to Meta by HTTP, are ignored there, and half a second is lost (docs/decisions/0005). Less
  /// costs packets, more delays the first word.
  private static final int EAGER_RTO_MS = 50;

  private static final int MAX_EAGER_RTO_MS = 200;

  private final IceTiming timing;
  private final RoleArbiter roles;
  private final IceMessages messages;
  private final RandomGenerator random;
  private final IceCounters counters;
  private final List<CandidatePair> pairs = new ArrayList<>();
  private long paceAtNanos;
  private long firstValidAtNanos = Deadline.NEVER;
  private @Nullable CandidatePair nominee;
  private boolean following;
  private boolean stopped;

  Checker(
      IceTiming timing,
      RoleArbiter roles,
      IceMessages messages,
      RandomGenerator random,
      IceCounters counters) {
    this.timing = timing;
    this.roles = roles;
    this.messages = messages;
    this.random = random;
    this.counters = counters;
  }

  /// Puts the candidates that may be used into the check list; whether there are any.
  boolean start(List<Candidate> usable, long nowNanos) {
    for (Candidate candidate : usable) {
      if (pairs.size() == MAX_CANDIDATES || find(candidate.address()) != null) {
        counters.add(IceCounter.CANDIDATE_SKIPPED);
      } else {
        pairs.add(new CandidatePair(candidate.address(), candidate.priority(), false));
      }
    }
    pairs.sort(Comparator.comparingLong((CandidatePair pair) -> pair.priority).reversed());
    paceAtNanos = nowNanos;
    return !pairs.isEmpty();
  }

  void advance(long nowNanos, IceOutput out) {
    if (stopped) {
      return;
    }
    resend(nowNanos, out);
    if (Deadline.isDue(paceAtNanos, nowNanos)) {
      CandidatePair next = nextToCheck();
      if (next != null) {
        check(next, false, nowNanos, out);
      }
    }
    nominate(nowNanos, out);
  }

  long nextDeadlineNanos() {
    if (stopped) {
      return Deadline.NEVER;
    }
    long next = nextToCheck() != null ? paceAtNanos : Deadline.NEVER;
    for (int i = 0; i < pairs.size(); i++) {
      next = Deadline.earlier(next, pairs.get(i).resendAtNanos);
    }
    if (mayNominate() && firstValidAtNanos != Deadline.NEVER) {
      next = Deadline.earlier(next, nominationDeadlineNanos());
    }
    return next;
  }

  /// An authenticated request came from `from` (RFC 8445 §7.3.1.3 to §7.3.1.5). Whether the pair is
  /// already valid and now nominated by the peer.
  boolean checkedByPeer(InetSocketAddress from, StunMessage request, long nowNanos) {
    boolean nominated = request.useCandidate() && roles.role() == IceRole.CONTROLLED;
    if (stopped || (following && !nominated)) {
      return false;
    }
    CandidatePair pair = find(from);
    if (pair == null) {
      pair = learn(from, request.priority());
      if (pair == null) {
        counters.add(IceCounter.PEER_REFLEXIVE_REFUSED);
        return false;
      }
    }
    pair.nominatedByPeer |= nominated;
    switch (pair.state) {
      case SUCCEEDED -> {
        return nominated;
      }
      case WAITING -> pair.triggered = true;
      // A check that left just now will be answered; repeating it would only double the traffic.
      case IN_PROGRESS ->
          pair.triggered = nowNanos - pair.sentAtNanos >= IceTiming.nanos(timing.rtoMs()) / 4;
      case FAILED -> {
        pair.end(CandidatePair.State.WAITING);
        pair.triggered = true;
      }
    }
    return false;
  }

  /// The pair and check that an answer from `from` belongs to, or null.
  @Nullable CandidatePair answeredPair(StunMessage response, InetSocketAddress from) {
    CandidatePair pair = find(from);
    return pair != null && pair.answered(response) != null ? pair : null;
  }

  /// A check of `pair` succeeded. Whether that makes it the nominated pair (RFC 8445 §7.2.5.3.4).
  boolean succeeded(CandidatePair pair, StunMessage response, long nowNanos) {
    CheckTransaction check = pair.answered(response);
    boolean nominatedByUs =
        check != null && check.nominating() && roles.role() == IceRole.CONTROLLING;
    if (check != null
        && check.equals(pair.current)
        && (pair.sends == 1 || pair.roundTripNanos < 0)) {
      // After a repeat it may be less; as a wait before the next repeat the most is good enough.
      pair.roundTripNanos = nowNanos - pair.openedAtNanos;
    }
    pair.end(CandidatePair.State.SUCCEEDED);
    if (firstValidAtNanos == Deadline.NEVER) {
      firstValidAtNanos = nowNanos;
    }
    return nominatedByUs || (roles.role() == IceRole.CONTROLLED && pair.nominatedByPeer);
  }

  /// The peer answered with an error. After 487 the pair is checked again at once in the role that
  /// is ours now; after any other error, with a new transaction when the repetition is due: a peer
  /// that has not yet processed our description may refuse first and accept later.
  void refused(CandidatePair pair, StunMessage response) {
    CheckTransaction check = pair.answered(response);
    if (check == null) {
      return;
    }
    if (response.errorCode() != 487) {
      counters.add(IceCounter.ERROR_RESPONSE);
      pair.current = transaction(check.nominating());
      return;
    }
    if (roles.refusedBy487(check.sentAs())) {
      roleChanged();
    }
    if (check.sentAs() != roles.role()) {
      pair.end(CandidatePair.State.WAITING);
      pair.triggered = true;
    }
  }

  /// Nominations of the old role are void.
  void roleChanged() {
    nominee = null;
    for (CandidatePair pair : pairs) {
      pair.nominatedByPeer = false;
      if (pair.state == CandidatePair.State.SUCCEEDED) {
        pair.end(CandidatePair.State.SUCCEEDED);
      }
    }
  }

  /// A pair is selected: a controlling agent is done; a controlled one only follows nominations.
  void selected() {
    if (roles.role() == IceRole.CONTROLLING) {
      stopped = true;
      return;
    }
    following = true;
    for (CandidatePair pair : pairs) {
      if (pair.isUndecided() && !pair.nominatedByPeer) {
        pair.end(CandidatePair.State.FAILED);
      }
    }
  }

  void stop() {
    stopped = true;
  }

  private void resend(long nowNanos, IceOutput out) {
    for (int i = 0; i < pairs.size(); i++) {
      CandidatePair pair = pairs.get(i);
      if (!Deadline.isDue(pair.resendAtNanos, nowNanos)) {
        continue;
      }
      boolean pointless =
          (pair.peerReflexive || following) && pair.sends >= MAX_PEER_REFLEXIVE_SENDS;
      boolean stubborn = pair == nominee && pair.sends >= MAX_NOMINATION_SENDS;
      if (pointless || (stubborn && anotherValid(pair))) {
        if (pair == nominee) {
          nominee = null;
        }
        pair.end(CandidatePair.State.FAILED);
      } else {
        send(pair, nowNanos, out);
      }
    }
  }

  private @Nullable CandidatePair nextToCheck() {
    CandidatePair waiting = null;
    for (int i = 0; i < pairs.size(); i++) {
      CandidatePair pair = pairs.get(i);
      if (pair.triggered) {
        return pair;
      }
      if (waiting == null && pair.state == CandidatePair.State.WAITING) {
        waiting = pair;
      }
    }
    return waiting;
  }

  private boolean mayNominate() {
    return roles.role() == IceRole.CONTROLLING && nominee == null;
  }

  private long nominationDeadlineNanos() {
    return Deadline.after(firstValidAtNanos, IceTiming.nanos(timing.betterPairMs()));
  }

  // Pairs are sorted, so the first valid one is the best, and what is undecided before it is
  // better.
  private void nominate(long nowNanos, IceOutput out) {
    if (!mayNominate() || firstValidAtNanos == Deadline.NEVER) {
      return;
    }
    boolean waited = Deadline.isDue(nominationDeadlineNanos(), nowNanos);
    for (int i = 0; i < pairs.size(); i++) {
      CandidatePair pair = pairs.get(i);
      if (pair.state == CandidatePair.State.SUCCEEDED) {
        nominee = pair;
        check(pair, true, nowNanos, out);
        return;
      }
      if (pair.isUndecided() && !waited) {
        return;
      }
    }
    // The valid pair has failed as a nominee; wait for the next valid one.
    firstValidAtNanos = Deadline.NEVER;
  }

  private boolean anotherValid(CandidatePair than) {
    for (CandidatePair pair : pairs) {
      if (pair != than && pair.state == CandidatePair.State.SUCCEEDED) {
        return true;
      }
    }
    return false;
  }

  private void check(CandidatePair pair, boolean nominating, long nowNanos, IceOutput out) {
    pair.open(transaction(nominating));
    pair.openedAtNanos = nowNanos;
    pair.rtoNanos = firstRtoNanos(pair);
    paceAtNanos = Deadline.after(nowNanos, IceTiming.nanos(timing.paceMs()));
    send(pair, nowNanos, out);
  }

  // RFC 8489 §6.2.1 prefers an estimate where there is one: a lost nomination then costs two round
  // trips, and not half a second of silence at the start of the call.
  private long firstRtoNanos(CandidatePair pair) {
    if (isEager(pair)) {
      return IceTiming.nanos(eagerRtoMs());
    }
    long most = IceTiming.nanos(timing.rtoMs());
    long least = IceTiming.nanos(MIN_ESTIMATED_RTO_MS);
    return pair.roundTripNanos < 0
        ? most
        : Math.clamp(2 * pair.roundTripNanos, Math.min(least, most), most);
  }

  /// Many candidates share the pace, so that repeats take at most half of it.
  private int eagerRtoMs() {
    return Math.min(Math.max(EAGER_RTO_MS, 2 * timing.paceMs() * pairs.size()), timing.rtoMs());
  }

  private boolean isEager(CandidatePair pair) {
    return pair.roundTripNanos < 0 && !pair.peerReflexive && !following;
  }

  private void send(CandidatePair pair, long nowNanos, IceOutput out) {
    CheckTransaction check = pair.current;
    if (check == null) {
      return;
    }
    if (check.sentAs() != roles.role()) {
      check = transaction(false);
      pair.current = check;
    }
    pair.sends++;
    pair.sentAtNanos = nowNanos;
    pair.resendAtNanos = Deadline.after(nowNanos, pair.rtoNanos);
    int mostMs = isEager(pair) ? Math.max(MAX_EAGER_RTO_MS, eagerRtoMs()) : timing.maxRtoMs();
    pair.rtoNanos = Math.min(2 * pair.rtoNanos, IceTiming.nanos(mostMs));
    counters.add(IceCounter.CHECK_SENT);
    messages.sendCheck(check, roles.tieBreaker(), pair.remote, out);
  }

  private CheckTransaction transaction(boolean nominating) {
    return new CheckTransaction(random.nextInt(), random.nextLong(), roles.role(), nominating);
  }

  private @Nullable CandidatePair find(InetSocketAddress remote) {
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i).remote.equals(remote)) {
        return pairs.get(i);
      }
    }
    return null;
  }

  // RFC 8445 §7.3.1.3; when full, a learnt address that never worked makes room.
  private @Nullable CandidatePair learn(InetSocketAddress from, long priority) {
    int learnt = 0;
    CandidatePair useless = null;
    for (CandidatePair pair : pairs) {
      learnt += pair.peerReflexive ? 1 : 0;
      if (pair.peerReflexive && pair.state == CandidatePair.State.FAILED && useless == null) {
        useless = pair;
      }
    }
    if (learnt == MAX_PEER_REFLEXIVE) {
      if (useless == null) {
        return null;
      }
      pairs.remove(useless);
    }
    CandidatePair pair = new CandidatePair(from, Math.max(priority, 0), true);
    int at = 0;
    while (at < pairs.size() && pairs.get(at).priority >= pair.priority) {
      at++;
    }
    pairs.add(at, pair);
    return pair;
  }
}
