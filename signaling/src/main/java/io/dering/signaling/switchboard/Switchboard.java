package io.dering.signaling.switchboard;

import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.activity.OpenCall.AtMeta;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.agent.User;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallInput;
import io.dering.signaling.call.CallMachine;
import io.dering.signaling.call.CallOutput;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.CallTimings;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.room.MissedCall;
import io.dering.signaling.room.MissedCalls;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.Rooms;
import io.dering.signaling.routing.Assignments;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingTurn;
import io.dering.signaling.standing.AnswerRate;
import io.dering.signaling.switchboard.CallBook.Tombstone;
import io.dering.signaling.tariff.RateCard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The whole control plane of one account: one owner, one thread, no I/O.
///
/// Facts may come in any order, twice, or for calls that are over: what no longer applies leads to
/// nothing. Deadlines that have come are carried out before a fact is looked at, so that a late
/// `advance` cannot change who wins.
public final class Switchboard {
  /// How long a call waits for pages after a start: they come back by themselves, the last ones 5 s
  /// after the gateway listens. More lets customers ring longer for nobody, less turns them away at
  /// each restart.
  static final Duration RESTART_GRACE = Duration.ofSeconds(10);

  private final AccountSettings settings;
  private final Deadlines deadlines = new Deadlines();
  private final CallBook book = new CallBook(deadlines);
  private final Routing routing;
  private final Roster roster;
  private final Cards cards;
  private final Ringer ringer;
  private final CallDriver driver;
  private final AgentDesk desk;
  private final BackOffice backOffice;
  private final PushDevices devices = new PushDevices();
  private final PushDesk pushDesk;
  private final Rooms rooms;
  private final MissedCalls missed;
  private final CustomerDesk customers;
  private final Outgoing outgoing = new Outgoing();
  private final MoneyDesk money;
  private final PlacedCalls placed;
  private final Inputs inputs;
  private final Arrivals arrivals;
  private final DialDesk dials;
  private final ChannelWatch channels;
  private final PermissionDesk permissions;
  private final Gatekeeper gatekeeper;
  private Work current = new Work(Instant.MIN);

  /// `ids` is the source of new ids and nothing else.
  ///
  /// @throws IllegalArgumentException when a channel has two ring groups of one mode (RG-5) or an
  ///   agent is in two of them (RG-6)
  public Switchboard(AccountSettings settings, RandomGenerator ids) {
    this(settings, ids, new Rooms());
  }

  private Switchboard(AccountSettings settings, RandomGenerator ids, Rooms rooms) {
    this(settings, ids, rooms, rooms);
  }

  /// The same, but somebody else says who is assigned to a caller.
  public Switchboard(AccountSettings settings, RandomGenerator ids, Assignments assignments) {
    this(settings, ids, assignments, new Rooms());
  }

  private Switchboard(
      AccountSettings settings, RandomGenerator ids, Assignments assignments, Rooms rooms) {
    this.rooms = rooms;
    this.settings = settings;
    Policy policy = settings.policy();
    roster = new Roster(settings.agents(), policy.reachabilityGrace());
    routing = Routing.of(settings, roster, assignments);
    cards = new Cards(settings.channels(), roster, rooms, settings.maskContacts());
    Pushes pushes = new Pushes(roster, devices, routing.floor(), cards);
    ringer = new Ringer(roster, routing, book, new Ringer.Told(cards, pushes), deadlines);
    CallTimings timings =
        new CallTimings(policy.rejoinGrace(), policy.connectingTimeout(), policy.tombstone());
    gatekeeper = new Gatekeeper(book, policy.mostCalls());
    WrapUps wrapUps = new WrapUps(roster, deadlines, policy.wrapUp());
    missed = new MissedCalls(policy.voicemailWindow());
    money = new MoneyDesk(settings.account(), settings.balance(), book, deadlines);
    permissions = new PermissionDesk(settings.account(), rooms, deadlines, ids);
    RoomBook roomBook = new RoomBook(settings.account(), rooms, permissions, ids);
    customers = new CustomerDesk(roomBook, permissions, missed, cards, policy.callsOpenRooms());
    driver =
        new CallDriver(
            new CallMachine(timings),
            book,
            roster,
            ringer,
            new CallDriver.Shared(cards, wrapUps, missed, customers, outgoing, money));
    desk =
        new AgentDesk(
            settings.account(),
            routing.groups(),
            new AgentDesk.Parts(roster, book, cards, ringer, driver, deadlines));
    pushDesk = new PushDesk(settings.account(), roster, devices, desk);
    channels = new ChannelWatch(settings.account(), cards, deadlines, settings.channelPolicy());
    placed = new PlacedCalls(book, driver, outgoing, money, policy.tombstone());
    inputs = new Inputs(() -> permissions.limits().ringing());
    arrivals =
        new Arrivals(
            settings,
            ids,
            new Arrivals.Parts(book, cards, ringer, driver, customers, placed, gatekeeper));
    dials =
        new DialDesk(
            settings.account(),
            ids,
            policy.connectingTimeout(),
            new DialDesk.Parts(
                roster,
                book,
                cards,
                roomBook,
                channels,
                driver,
                outgoing,
                permissions,
                money,
                gatekeeper));
    backOffice =
        new BackOffice(
            new GroupDesk(settings.account(), routing.groups(), roster, cards),
            new StaffDesk(roster, ringer, rooms, book, gatekeeper),
            new RoomDesk(roomBook, roster, cards, ids),
            new ChannelDesk(settings.account(), cards, channels),
            pushDesk,
            new UserDesk(settings.account(), roster, desk),
            new AskDesk(roomBook, permissions, ids),
            dials,
            new MoneyOffice(settings.account(), money));
  }

  /// Once, before anything else: ends the calls that an earlier process left open, in the log and
  /// at Meta, remembers the ids of those that it closed lately, and expects the agents' pages back.
  public Step restore(List<OpenCall> open, List<EndedCall> recentlyEnded, Instant now) {
    Work work = new Work(now);
    Duration tombstone = settings.policy().tombstone();
    for (EndedCall ended : recentlyEnded) {
      Instant until = ended.endedAt().plus(tombstone);
      if (until.isAfter(now)) {
        book.bury(ended.metaCall(), new Tombstone.Closed(), until);
      }
    }
    for (OpenCall call : open) {
      endLeftOpen(call, work);
    }
    money.freeForgotten(work);
    Instant back = now.plus(RESTART_GRACE);
    roster.expectBack(back);
    for (Agent agent : roster.agents()) {
      deadlines.set(new Deadlines.Key.AgentDue(agent.id()), back);
    }
    channels.count(book, work);
    channels.begin(now);
    return work.step();
  }

  /// Once, before anything else: where the round-robin groups stood when the last process ended.
  public void takeTurns(List<RingTurn> turns) {
    turns.forEach(routing.turns()::advance);
  }

  /// Once, before the ring groups: the account's people as they were changed last, in place of
  /// those of the settings.
  public void takeUsers(List<User> users) {
    roster.replace(users);
  }

  /// Once, before anything else: the ring groups as they were changed last, in place of those of
  /// the settings. Channels and agents that are no more go with their groups and memberships.
  public void takeGroups(List<RingGroup> groups) {
    routing
        .groups()
        .replace(
            groups.stream()
                .filter(group -> cards.channelOf(group.channel()).isPresent())
                .map(group -> group.only(agent -> roster.agent(agent).isPresent()))
                .toList());
  }

  /// Once, before anything else: call settings as they were changed last. Those of channels that
  /// are no more go.
  public void takeChannels(List<ChannelSettings> changed) {
    for (ChannelSettings one : changed) {
      cards.channelOf(one.channel()).ifPresent(channel -> cards.set(channel.with(one)));
    }
  }

  /// Once, before anything else: the browsers that take pushes, oldest first. Those of agents that
  /// are no more go.
  public void takeDevices(List<PushDevices.Owned> stored) {
    for (PushDevices.Owned one : stored) {
      if (roster.agent(one.agent()).isPresent()) {
        devices.put(one.agent(), one.device());
      }
    }
  }

  /// Once, before anything else: the voice balance as the store knows it.
  public void takeLedger(LedgerSnapshot stored) {
    money.take(stored);
  }

  /// Once, before anything else: the prices that were imported last, in place of those of the
  /// settings.
  ///
  /// @param version of the card in the store
  public void takeRateCard(RateCard card, long version) {
    money.prices().ifPresent(prices -> prices.replace(card, version));
  }

  /// The process stops: nobody will hear Meta's word on what is held for calls that ended, so that
  /// it is paid by what was seen.
  public Step settleHeld(Instant now) {
    Work work = begin(now);
    money.settleHeld(work);
    return work.step();
  }

  /// The earliest moment at which a call may have to end for want of money, `Instant.MAX` if none:
  /// it may not wait, not even for the store (BAL-5).
  public Instant nextCutOff() {
    return book.nextCutOff();
  }

  /// Once, before anything else: calls of an earlier process that nobody answered, the oldest
  /// first, for which customers may still leave a recording (IN-10).
  public void takeMissed(List<MissedCall> calls) {
    calls.forEach(missed::missed);
  }

  /// Once, before anything else: what was told of the channels and holds, in the order of the
  /// telling.
  public void takeTold(List<ChannelTold> told) {
    channels.take(told);
  }

  /// Once for each hour of a channel, before anything else: how many of the calls that ended in it
  /// were answered (IN-12).
  public void takeAnswered(ChannelId channel, Instant hour, AnswerRate.Share share) {
    channels.take(channel, hour, share);
  }

  /// What of the store this fact needs in memory: ask before each [#handle], and hand it to
  /// [#takeRooms].
  public Optional<Recall> wants(Fact fact) {
    return fact instanceof Fact.GraphSucceeded succeeded && succeeded.action() == GraphAction.ACCEPT
        ? book.find(succeeded.call()).flatMap(customers::wants)
        : customers.wants(fact);
  }

  /// Rooms of the store: once, before anything else, all that are answered, and later what was
  /// wanted. Those that are known already stay as they are.
  public void takeRooms(List<Room> stored) {
    stored.forEach(rooms::remember);
  }

  /// Permissions of the store: before anything else those that time changes, later what was wanted.
  public void takePermissions(Optional<Recall> wanted, List<CustomerPermission> found) {
    permissions.take(wanted, found);
  }

  /// What a fact leads to.
  ///
  /// @throws RuntimeException by a defect of ours: call [#failed] next
  public Step handle(Fact fact, Instant now) {
    Work work = begin(now);
    advance(work);
    work.turnAway();
    switch (fact) {
      case Fact.CallOffered offered -> arrivals.offered(offered, work);
      case Fact.CallTerminated terminated -> arrivals.terminated(terminated, work);
      case Fact.CallErrorReported _ -> {
        // Belongs to no call: the gateway raises the channel's alarm from the same fact.
      }
      case Fact.CustomerWrote wrote -> customers.wrote(wrote, work);
      case Fact.PermissionReplied replied -> customers.replied(replied, work);
      case Fact.LimitsSet(var limits) -> {
        permissions.set(limits);
        cards.bar(limits.barredCountries(), work);
      }
      case Fact.AdmissionSet(var admission) -> gatekeeper.set(admission);
      case Fact.CustomerChanged changed -> customers.changed(changed, work);
      case Fact.MessageStatusReported reported -> customers.reported(reported, work);
      case Fact.SettingsReported reported -> channels.reported(reported, work);
      case Fact.CallingReported reported -> channels.reported(reported, work);
      case Fact.FromSettings answered -> channels.handle(answered, work);
      case Fact.SessionAnswered answered -> placed.answered(answered, work);
      case Fact.CallProgressed progressed -> placed.progressed(progressed, work);
      case Fact.FromPermission read -> {
        if (!permissions.looked(read, work)) {
          dials.handle(read, work);
        }
      }
      case Fact.CallPlaced call -> placed.placed(call, work);
      case Fact.MinuteStored stored ->
          money.stored(stored, work).ifPresent(input -> apply(stored.call(), input, work));
      case Fact.FromMedia media -> apply(media.call(), inputs.of(media), work);
      case Fact.FromGraph graph -> apply(graph.call(), Inputs.of(graph), work);
      case Fact.FromAgent agent -> desk.handle(agent, work);
      case Fact.PushRefused refused -> pushDesk.refused(refused, work);
      case Fact.Requested requested -> backOffice.handle(requested, work);
    }
    return counted(work);
  }

  /// What has become due by now: ringing windows, time-outs, graces, tombstones.
  ///
  /// @throws RuntimeException by a defect of ours: call [#failed] next
  public Step advance(Instant now) {
    Work work = begin(now);
    advance(work);
    return counted(work);
  }

  private Step counted(Work work) {
    work.turnAway();
    channels.count(book, work);
    return work.step();
  }

  /// After `handle` or `advance` threw: ends the call that it was about, in the log, at Meta and on
  /// the agents' pages, and keeps what the same step had led to for others. A defect that is about
  /// no call ends none.
  ///
  /// @throws RuntimeException when the defect shows again: call [#drop] next
  public Step failed() {
    driver.end(current);
    return counted(current);
  }

  /// After `failed` threw: forgets the call. Its row stays open, and the next start ends it in the
  /// log and at Meta; here its Meta leg is closed, so that nobody talks on unseen.
  public Step drop() {
    driver.drop(current, current.now().plus(settings.policy().tombstone()));
    return current.step();
  }

  private Work begin(Instant now) {
    current = new Work(now);
    return current;
  }

  /// When `advance` is due, `Instant.MAX` if never. After an advance never in its past.
  public Instant nextDeadline() {
    return deadlines.next();
  }

  /// Figures of the moment.
  public Snapshot snapshot() {
    return new Snapshot(
        book.count(CallBook.Phase.RINGING),
        book.count(CallBook.Phase.CONNECTING),
        book.count(CallBook.Phase.TALKING),
        book.count(CallBook.Phase.CALLING),
        book.remembered(),
        roster.unreachable(),
        roster.counts(),
        money.canPay(),
        channels.counts());
  }

  private void advance(Work work) {
    for (Optional<Deadlines.Key> due = deadlines.takeDue(work.now());
        due.isPresent();
        due = deadlines.takeDue(work.now())) {
      work.turnAway();
      switch (due.get()) {
        case Deadlines.Key.CallDue call -> book.find(call.call()).ifPresent(c -> due(c, work));
        case Deadlines.Key.HuntDue call ->
            ringing(call.call(), work).ifPresent(c -> ringer.huntOn(c, work));
        case Deadlines.Key.OverflowDue call ->
            ringing(call.call(), work).ifPresent(c -> ringer.overflowIfWanted(c, work));
        case Deadlines.Key.AgentDue agent -> desk.graceOver(agent.agent(), work);
        case Deadlines.Key.WrapUpDue agent -> desk.wrapUpOver(agent.agent(), work);
        case Deadlines.Key.ChannelDue channel -> channels.due(channel.channel(), work);
        case Deadlines.Key.MinuteDue minute -> money.due(minute.call(), work);
        case Deadlines.Key.PermissionDue(var id) -> permissions.due(id, work);
        case Deadlines.Key.DoubtDue(var id) -> permissions.doubtEnds(id, work);
        case Deadlines.Key.TombstoneDue tombstone -> book.forget(tombstone.metaCall());
      }
    }
  }

  private Optional<LiveCall> ringing(CallId id, Work work) {
    Optional<LiveCall> call = book.find(id).filter(LiveCall::isRinging);
    call.ifPresent(work::turnTo);
    return call;
  }

  private void due(LiveCall call, Work work) {
    if (call.state() instanceof CallState.Ended) {
      outgoing.remove(call);
      book.remove(call);
    } else {
      driver.apply(call, new CallInput.TimePassed(), work);
    }
  }

  private void apply(CallId call, CallInput input, Work work) {
    book.find(call).ifPresent(found -> driver.apply(found, input, work));
  }

  private void endLeftOpen(OpenCall open, Work work) {
    CallState.Ended ended =
        new CallState.Ended(
            work.now().plus(settings.policy().tombstone()),
            open.atMeta() == AtMeta.TERMINATE_WHEN_PLACED
                ? CallState.Aftermath.TERMINATE_WHEN_PLACED
                : CallState.Aftermath.NONE,
            false);
    LiveCall call = LiveCall.endedEarlier(open, ended);
    book.add(call);
    book.move(call, ended);
    switch (open.atMeta()) {
      case REJECT -> work.order(new Command.Reject(open.call(), open.metaCall(), open.channel()));
      case TERMINATE ->
          work.order(new Command.Terminate(open.call(), open.metaCall(), open.channel()));
      case NOTHING, TERMINATE_WHEN_PLACED -> {}
    }
    EndReason reason = EndReason.GATEWAY_RESTARTED;
    call.note(work, CallEventKind.ENDED, open.agent(), reason.name());
    call.close(
        work,
        new CallOutput.Close(
            open.answered() ? CallStatus.ANSWERED : CallStatus.UNANSWERED,
            reason,
            open.agent(),
            open.spansUntil(work.now()),
            null),
        money.leftOpen(call, open, work));
  }
}
