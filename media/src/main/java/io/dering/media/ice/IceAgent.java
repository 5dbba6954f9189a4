package io.dering.media.ice;

import io.dering.media.stun.StunDefect;
import io.dering.media.stun.StunMessage;
import io.dering.media.time.Deadline;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The ICE agent of one leg: bytes and nanoseconds in, bytes and events out.
///
/// Driven by [#start], then [#receive] for each STUN datagram and [#advance] when
/// [#nextDeadlineNanos] is reached. A **full** agent checks the peer's candidates and, when
/// controlling, nominates; a **lite** agent only answers and takes what the peer nominates, and may
/// send over the first address that proved itself until then. After selection both watch consent. A
/// request costs nothing and gets nothing until its USERNAME and integrity are right.
public final class IceAgent {

  /// How an agent is to behave.
  ///
  /// A lite agent is always controlled and never reads `remote`, `remoteLite` or
  /// `remoteCandidates`; towards a lite peer a full one is always controlling. `ipv6` says whether
  /// IPv6 candidates can be reached at all. `beforeNomination` lets a lite agent send before the
  /// peer has nominated (see the package for why).
  public record Settings(
      boolean lite,
      IceRole role,
      IceCredentials local,
      IceCredentials remote,
      boolean remoteLite,
      List<Candidate> remoteCandidates,
      InetAddressPolicy policy,
      boolean ipv6,
      boolean beforeNomination,
      IceTiming timing) {

    public Settings {
      if (lite && role == IceRole.CONTROLLING) {
        throw new IllegalArgumentException("a lite agent cannot control");
      }
      if (!lite && remoteLite && role == IceRole.CONTROLLED) {
        throw new IllegalArgumentException("somebody must control: the peer is lite");
      }
      remoteCandidates = List.copyOf(remoteCandidates);
    }

    /// With IPv6 and [IceTiming#STANDARD], and nothing before a nomination.
    public Settings(
        boolean lite,
        IceRole role,
        IceCredentials local,
        IceCredentials remote,
        boolean remoteLite,
        List<Candidate> remoteCandidates,
        InetAddressPolicy policy) {
      this(
          lite,
          role,
          local,
          remote,
          remoteLite,
          remoteCandidates,
          policy,
          true,
          false,
          IceTiming.STANDARD);
    }

    /// The same with or without IPv6.
    public Settings withIpv6(boolean value) {
      return with(value, beforeNomination, timing);
    }

    /// The same, sending before the peer has nominated or not.
    public Settings withBeforeNomination(boolean value) {
      return with(ipv6, value, timing);
    }

    /// The same with other clocks.
    public Settings withTiming(IceTiming value) {
      return with(ipv6, beforeNomination, value);
    }

    private Settings with(boolean reaches, boolean early, IceTiming clocks) {
      return new Settings(
          lite, role, local, remote, remoteLite, remoteCandidates, policy, reaches, early, clocks);
    }
  }

  /// The selected address has been silent for so long while media comes from another that is valid:
  /// the peer is there now. Less takes a browser that sends by two ways for one that moved, since
  /// it checks the selected one every 2.5 s.
  static final long MEDIA_MOVED_NANOS = 3_000_000_000L;

  /// The same where only checks come: more than the 6 s that may lie between two (RFC 7675 §5.1).
  static final long CHECKS_MOVED_NANOS = 7_000_000_000L;

  private final Settings settings;
  private final IceCounters counters = new IceCounters();
  private final StunMessage message = new StunMessage();
  private final ValidAddresses valid = new ValidAddresses();
  private final IceMessages messages;
  private final RoleArbiter roles;
  private final ConsentTimer consent;
  private final @Nullable Checker checker;

  private IceState state = IceState.NEW;
  private long setUpByNanos = Deadline.NEVER;
  private @Nullable InetSocketAddress selected;

  /// The selected address while there is consent to send to it: every packet asks, and must not
  /// have to read the consent's own state.
  private @Nullable InetSocketAddress sendTo;

  private @Nullable InetSocketAddress mapped;
  private long changeableAtNanos = Deadline.NEVER;
  private @Nullable InetSocketAddress deferred;

  /// Whether the peer has nominated an address, or has come to be at one.
  private boolean nominated;

  /// When the selected address was last heard.
  private long heardNanos;

  private long nextDeadlineNanos = Deadline.NEVER;

  /// In production `random` must be a cryptographic source: it makes transaction ids and
  /// tie-breakers.
  public IceAgent(Settings settings, RandomGenerator random) {
    this.settings = settings;
    this.messages = new IceMessages(settings.local(), settings.remote());
    boolean fixedRole = settings.lite() || settings.remoteLite();
    this.roles = new RoleArbiter(settings.role(), fixedRole, random, counters);
    this.consent = new ConsentTimer(settings.timing(), !settings.lite(), random);
    this.checker =
        settings.lite() ? null : new Checker(settings.timing(), roles, messages, random, counters);
  }

  /// Begins, once: a full agent's first check leaves during this call.
  public void start(long nowNanos, IceOutput out) {
    if (state != IceState.NEW) {
      throw new IllegalStateException("started already");
    }
    state = IceState.CHECKING;
    setUpByNanos = Deadline.after(nowNanos, IceTiming.nanos(settings.timing().setUpMs()));
    if (checker != null && !checker.start(usableCandidates(), nowNanos) && settings.remoteLite()) {
      fail(IceFailure.NO_USABLE_CANDIDATE, out);
    }
    advance(nowNanos, out);
  }

  /// Takes a datagram that looks like STUN. What is wrong with it is counted, never thrown.
  public void receive(
      byte[] b, int off, int len, InetSocketAddress from, long nowNanos, IceOutput out) {
    if (!isRunning()) {
      counters.add(IceCounter.NOT_RUNNING);
      return;
    }
    if (message.wrap(b, off, len) != StunDefect.NONE) {
      counters.add(IceCounter.MALFORMED);
      return;
    }
    switch (message.type()) {
      case BINDING_REQUEST -> request(from, nowNanos, out);
      case BINDING_SUCCESS -> success(from, nowNanos, out);
      case BINDING_ERROR -> error(from);
      case BINDING_INDICATION -> {
        // A keep-alive (RFC 8445 §11): nothing to do, nothing wrong.
      }
      case OTHER -> counters.add(IceCounter.MALFORMED);
    }
    message.clear();
    advance(nowNanos, out);
  }

  /// Does what is due. Calling early or twice does no harm.
  public void advance(long nowNanos, IceOutput out) {
    if (state == IceState.CHECKING) {
      if (Deadline.isDue(setUpByNanos, nowNanos)) {
        fail(valid.isEmpty() ? IceFailure.NO_ANSWER : IceFailure.NOT_NOMINATED, out);
      } else if (checker != null) {
        checker.advance(nowNanos, out);
      }
    } else if (state == IceState.CONNECTED) {
      advanceConnected(nowNanos, out);
    }
    nextDeadlineNanos = computeNextDeadline();
  }

  /// Something authentic that is no check came from a valid address. A lite agent follows a peer
  /// whose address changed without its knowing, and so without a nomination: behind a NAT that was
  /// restarted.
  public void heard(InetSocketAddress from, long nowNanos, IceOutput out) {
    if (RemoteAddress.same(from, selected)) {
      heardNanos = nowNanos;
    } else if (settings.lite() && selectedIsSilentFor(MEDIA_MOVED_NANOS, nowNanos)) {
      nominated(from, nowNanos, out);
    }
  }

  /// When to call [#advance] next, or [Deadline#NEVER].
  public long nextDeadlineNanos() {
    return nextDeadlineNanos;
  }

  /// Whether an authenticated check has proved this address: only then anything but STUN is taken
  /// from it. Allocates nothing.
  public boolean isValid(InetSocketAddress from) {
    return RemoteAddress.same(from, selected) || valid.contains(from);
  }

  /// Where to send, once there is such an address and while consent lasts.
  public @Nullable InetSocketAddress selected() {
    return sendTo;
  }

  /// Our own address as the peer saw it in the first check that it answered; null before, and on a
  /// lite agent. Nothing is done with it here: where a peer is behind the same NAT it may differ
  /// from ours without anything being wrong.
  public @Nullable InetSocketAddress mapped() {
    return mapped;
  }

  public IceState state() {
    return state;
  }

  /// The present role; it may differ from the settings' after a conflict.
  public IceRole role() {
    return roles.role();
  }

  public long count(IceCounter counter) {
    return counters.count(counter);
  }

  private boolean isRunning() {
    return state == IceState.CHECKING || state == IceState.CONNECTED;
  }

  private List<Candidate> usableCandidates() {
    List<Candidate> usable = new ArrayList<>();
    for (Candidate candidate : settings.remoteCandidates()) {
      InetSocketAddress address = candidate.address();
      if (address.isUnresolved()
          || candidate.transport() != Candidate.Transport.UDP
          || candidate.component() != Candidate.RTP_COMPONENT
          || (address.getAddress() instanceof Inet6Address && !settings.ipv6())) {
        counters.add(IceCounter.CANDIDATE_SKIPPED);
      } else if (address.getPort() == 0 || !settings.policy().allows(address.getAddress())) {
        counters.add(IceCounter.CANDIDATE_REFUSED);
      } else {
        usable.add(candidate);
      }
    }
    return usable;
  }

  // The order is the defence: name, then proof, then where it comes from, and only then an answer.
  private void request(InetSocketAddress from, long nowNanos, IceOutput out) {
    if (!messages.isForUs(message)) {
      counters.add(IceCounter.UNKNOWN_USER);
    } else if (!messages.isAuthenticRequest(message)) {
      counters.add(IceCounter.NOT_AUTHENTIC);
    } else if (!settings.policy().allows(from.getAddress())) {
      counters.add(IceCounter.REFUSED_ADDRESS);
    } else if (message.unknownCount() > 0) {
      counters.add(IceCounter.UNKNOWN_ATTRIBUTE);
      messages.answerUnknownAttributes(message, from, out);
    } else {
      authenticRequest(from, nowNanos, out);
    }
  }

  private void authenticRequest(InetSocketAddress from, long nowNanos, IceOutput out) {
    switch (roles.judge(message)) {
      case REFUSE -> {
        messages.answerRoleConflict(message, from, out);
        return;
      }
      case SWITCHED -> {
        if (checker != null) {
          checker.roleChanged();
        }
      }
      case AGREED -> {}
    }
    counters.add(IceCounter.REQUEST_ANSWERED);
    messages.answerSuccess(message, from, out);
    if (checker == null) {
      valid.prove(from, selected);
      if (message.useCandidate() || selectedIsSilentFor(CHECKS_MOVED_NANOS, nowNanos)) {
        nominated(from, nowNanos, out);
      } else if (selected == null && settings.beforeNomination()) {
        select(from, nowNanos, out);
      }
      if (from.equals(selected)) {
        heardNanos = nowNanos;
        consent.renew(nowNanos);
        allowSending();
      }
    } else if (!settings.remoteLite() && checker.checkedByPeer(from, message, nowNanos)) {
      nominated(from, nowNanos, out);
    }
  }

  private void success(InetSocketAddress from, long nowNanos, IceOutput out) {
    if (!messages.isAuthenticResponse(message)) {
      counters.add(IceCounter.NOT_AUTHENTIC);
      return;
    }
    if (from.equals(selected) && consent.isAnsweredBy(message)) {
      counters.add(IceCounter.CONSENT_ANSWERED);
      consent.answered(nowNanos);
      allowSending();
      return;
    }
    CandidatePair pair = checker == null ? null : checker.answeredPair(message, from);
    if (checker == null || pair == null) {
      counters.add(IceCounter.UNMATCHED_RESPONSE);
      return;
    }
    valid.prove(from, selected);
    if (mapped == null) {
      mapped = message.xorMappedAddress();
    }
    if (checker.succeeded(pair, message, nowNanos)) {
      nominated(from, nowNanos, out);
    }
  }

  private void error(InetSocketAddress from) {
    if (!messages.isAuthenticResponse(message)) {
      counters.add(IceCounter.NOT_AUTHENTIC);
      return;
    }
    CandidatePair pair = checker == null ? null : checker.answeredPair(message, from);
    if (checker == null || pair == null) {
      counters.add(IceCounter.UNMATCHED_RESPONSE);
      return;
    }
    checker.refused(pair, message);
  }

  private boolean selectedIsSilentFor(long nanos, long nowNanos) {
    return state == IceState.CONNECTED && nowNanos - heardNanos >= nanos;
  }

  private void nominated(InetSocketAddress remote, long nowNanos, IceOutput out) {
    boolean first = !nominated;
    nominated = true;
    if (remote.equals(selected)) {
      deferred = null;
    } else if (first || Deadline.isDue(changeableAtNanos, nowNanos)) {
      select(remote, nowNanos, out);
    } else {
      counters.add(IceCounter.NOMINATION_DEFERRED);
      deferred = remote;
    }
  }

  private void select(InetSocketAddress remote, long nowNanos, IceOutput out) {
    if (selected != null) {
      counters.add(IceCounter.SELECTION_CHANGED);
    }
    selected = remote;
    heardNanos = nowNanos;
    deferred = null;
    changeableAtNanos = Deadline.after(nowNanos, IceTiming.nanos(settings.timing().changeMs()));
    state = IceState.CONNECTED;
    setUpByNanos = Deadline.NEVER;
    roles.fix();
    consent.begin(nowNanos);
    allowSending();
    if (checker != null) {
      checker.selected();
    }
    out.iceEvent(new IceEvent.Selected(remote));
  }

  private void advanceConnected(long nowNanos, IceOutput out) {
    if (deferred != null && Deadline.isDue(changeableAtNanos, nowNanos)) {
      select(deferred, nowNanos, out);
    }
    consent.advance(nowNanos);
    allowSending();
    if (consent.isLost(nowNanos)) {
      end(IceState.LOST);
      out.iceEvent(new IceEvent.ConsentLost());
      return;
    }
    CheckTransaction question = consent.due(roles.role(), nowNanos);
    if (question != null && selected != null) {
      counters.add(IceCounter.CONSENT_SENT);
      messages.sendCheck(question, roles.tieBreaker(), selected, out);
    }
    if (checker != null) {
      checker.advance(nowNanos, out);
    }
  }

  private void fail(IceFailure reason, IceOutput out) {
    end(IceState.FAILED);
    out.iceEvent(new IceEvent.Failed(reason));
  }

  /// The selected address or the consent to send to it may have changed.
  private void allowSending() {
    sendTo = consent.isExpired() ? null : selected;
  }

  private void end(IceState last) {
    state = last;
    selected = null;
    sendTo = null;
    deferred = null;
    valid.clear();
    if (checker != null) {
      checker.stop();
    }
  }

  private long computeNextDeadline() {
    if (!isRunning()) {
      return Deadline.NEVER;
    }
    long next = setUpByNanos;
    if (checker != null) {
      next = Deadline.earlier(next, checker.nextDeadlineNanos());
    }
    if (state == IceState.CONNECTED) {
      next = Deadline.earlier(next, consent.nextDeadlineNanos());
      if (deferred != null) {
        next = Deadline.earlier(next, changeableAtNanos);
      }
    }
    return next;
  }
}
