package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.desk.AgentCard;
import io.dering.signaling.desk.CallCard;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.ChannelCard;
import io.dering.signaling.desk.CustomerCard;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.desk.HeldState;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts into words for the pages what the switchboard knows.
final class Cards {
  private final Map<ChannelId, Channel> channels = new LinkedHashMap<>();
  private final Roster roster;
  private final Rooms rooms;
  private final boolean maskContacts;
  private Set<String> barred = CallingLimits.DEFAULT.barredCountries();

  /// @param maskContacts whether pages get the last digits of numbers alone (RM-8)
  Cards(List<Channel> channels, Roster roster, Rooms rooms, boolean maskContacts) {
    channels.forEach(channel -> this.channels.put(channel.id(), channel));
    this.rooms = rooms;
    this.maskContacts = maskContacts;
    this.roster = roster;
  }

  Optional<Channel> channelOf(ChannelId id) {
    return Optional.ofNullable(channels.get(id));
  }

  /// In the order of the configuration.
  List<Channel> channels() {
    return List.copyOf(channels.values());
  }

  /// The channel of that id is this from now on.
  void set(Channel channel) {
    channels.replace(channel.id(), channel);
  }

  AgentCard agent(AgentId id) {
    return new AgentCard(id, roster.agent(id).map(Agent::name).orElse(id.value()));
  }

  /// What colleagues see of the agent, and for how long a wrap-up goes on.
  DeskMessage.PresenceChanged presence(AgentId id, Instant now) {
    return new DeskMessage.PresenceChanged(roster.presence(id), wrapUpMs(id, now));
  }

  /// How long the agent's wrap-up goes on; 0 when it does not show.
  long wrapUpMs(AgentId id, Instant now) {
    return roster.presence(id) == Presence.WRAP_UP
        ? roster.wrapUpUntil(id).map(until -> Duration.between(now, until).toMillis()).orElse(0L)
        : 0;
  }

  ChannelCard channel(ChannelId id) {
    return channelOf(id)
        .map(channel -> new ChannelCard(id, channel.name(), channel.displayNumber()))
        .orElseGet(() -> new ChannelCard(id, "", ""));
  }

  /// The channels from which the agent may call customers (OUT-1); none when switched off.
  List<ChannelCard> dials(AgentId agent) {
    return roster.mayCall(agent)
        ? channels.values().stream()
            .filter(channel -> channel.outbound() && !barred.contains(channel.country()))
            .map(channel -> channel(channel.id()))
            .toList()
        : List.of();
  }

  /// Numbers of these countries call nobody from now on.
  void bar(Set<String> countries, Work work) {
    if (!countries.equals(barred)) {
      barred = countries;
      tellDials(work);
    }
  }

  /// Tells the agent's pages from where customers may be called now.
  void tellDials(AgentId agent, Work work) {
    DeskMessage.Dials dials = new DeskMessage.Dials(dials(agent));
    roster.tabs(agent).forEach(tab -> work.tell(tab, dials));
  }

  /// The same for everybody's.
  void tellDials(Work work) {
    roster.agents().forEach(agent -> tellDials(agent.id(), work));
  }

  /// Who calls, with the room to open beside the call (RM-4).
  CustomerCard customer(LiveCall call) {
    Caller caller = call.caller();
    List<Room> known = rooms.of(call.channel(), Customer.of(caller));
    return new CustomerCard(
        caller.name(),
        number(caller.phone()),
        known.isEmpty() ? null : known.getFirst().id(),
        call.payloads());
  }

  private @Nullable String number(@Nullable PhoneNumber phone) {
    if (phone == null) {
      return null;
    }
    return maskContacts ? phone.masked() : phone.value();
  }

  DeskMessage.CallIncoming incoming(LiveCall call, CallState.Ringing ringing, Instant now) {
    return new DeskMessage.CallIncoming(
        call.id(),
        customer(call),
        channel(call.channel()),
        ringing.deadline(),
        Duration.between(ringing.since(), ringing.deadline()).toMillis(),
        Duration.between(now, ringing.deadline()).toMillis());
  }

  DeskMessage.CallWaiting waiting(LiveCall call) {
    return new DeskMessage.CallWaiting(call.id(), customer(call), channel(call.channel()));
  }

  DeskMessage.CallConnecting connecting(LiveCall call) {
    return new DeskMessage.CallConnecting(call.id(), customer(call), channel(call.channel()));
  }

  DeskMessage.CallOutgoing outgoing(LiveCall call, CallState.Calling calling) {
    return new DeskMessage.CallOutgoing(
        call.id(), customer(call), channel(call.channel()), state(calling));
  }

  private static HeldState state(CallState.Calling calling) {
    return calling.reach() instanceof CallState.NotRinging ? HeldState.DIALLING : HeldState.RINGING;
  }

  static DeskMessage.CallConnected connected(
      LiveCall call, CallState.Talking talking, Instant now) {
    return new DeskMessage.CallConnected(
        call.id(),
        talking.since(),
        Duration.between(talking.since(), now).toMillis(),
        talking.handling().muted());
  }

  /// The card of a call that an agent holds.
  Optional<CallCard> held(LiveCall call, Instant now) {
    return switch (call.state()) {
      case CallState.Connecting connecting ->
          Optional.of(
              new CallCard(
                  call.id(),
                  customer(call),
                  channel(call.channel()),
                  null,
                  connecting.handling().muted()));
      case CallState.Calling calling ->
          Optional.of(
              new CallCard(
                  call.id(),
                  customer(call),
                  channel(call.channel()),
                  state(calling),
                  null,
                  calling.handling().muted(),
                  null));
      case CallState.Talking talking ->
          Optional.of(
              new CallCard(
                  call.id(),
                  customer(call),
                  channel(call.channel()),
                  HeldState.TALKING,
                  talking.since(),
                  talking.handling().muted(),
                  call.warned()
                      ? Long.valueOf(Duration.between(now, talking.paidUntil()).toMillis())
                      : null));
      case CallState.Offered _, CallState.Ringing _, CallState.Ended _ -> Optional.empty();
    };
  }

  /// Why the ringing stopped, in the four words that pages know.
  static CancelReason cancelReason(EndReason reason) {
    return switch (reason) {
      case CUSTOMER_HUNG_UP -> CancelReason.CUSTOMER_HUNG_UP;
      case TIMED_OUT -> CancelReason.TIMED_OUT;
      case DECLINED,
          NOBODY_REACHABLE,
          NO_RING_GROUP,
          INBOUND_OFF,
          OUT_OF_HOURS,
          UNKNOWN_CHANNEL,
          OVERLOADED,
          STALE ->
          CancelReason.REJECTED;
      case AGENT_HUNG_UP,
          OFFER_REFUSED,
          MEDIA_FAILED,
          MEDIA_LOST,
          AGENT_LOST,
          META_REFUSED,
          ACCEPT_UNKNOWN,
          CONNECT_TIMED_OUT,
          NOT_ANSWERED,
          CUSTOMER_DECLINED,
          CUSTOMER_BUSY,
          CONNECT_UNKNOWN,
          ANSWER_REFUSED,
          BALANCE_SPENT,
          META_FAILED,
          GATEWAY_RESTARTED,
          GATEWAY_FAILED ->
          CancelReason.FAILED;
    };
  }
}
