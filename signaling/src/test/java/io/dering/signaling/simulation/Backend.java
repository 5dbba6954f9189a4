package io.dering.signaling.simulation;

import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.RingGroupRequest;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.call.Caller;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The business's own system and its supervisors: they assign, take over and resolve rooms, change
/// ring groups while calls ring, and switch the channel off and on, without looking first.
final class Backend {
  private static final RingGroupId TEAM = new RingGroupId("front-desk");
  private static final RingGroupId REST = new RingGroupId("the-rest");

  private final Clockwork clock;
  private final BooleanSupplier open;
  private final Customers customers;
  private final Runner runner;
  private final List<AgentId> agents;
  private final ChannelId channel;
  private final int restlessness;
  private int asides;
  private int strangers;

  /// Away from the ids under which agents subscribe.
  private long asked = 1_000_000_000;

  /// @param open whether the day goes on
  Backend(Clockwork clock, BooleanSupplier open, Customers customers, Runner runner) {
    this.clock = clock;
    this.open = open;
    this.customers = customers;
    this.runner = runner;
    this.agents = runner.settings().ringGroups().getFirst().members();
    this.channel = runner.settings().channels().getFirst().id();
    this.restlessness = clock.upTo(30);
  }

  void begin() {
    clock.after(1 + clock.upTo(20_000), this::move);
    clock.after(1 + clock.upTo(5_000), this::dial);
  }

  /// One customer is called again and again, until no more may be on that day; and others, most of
  /// them new.
  private void dial() {
    if (!open.getAsBoolean()) {
      return;
    }
    if (clock.isNight()) {
      clock.after(clock.untilMorningMs(), this::dial);
      return;
    }
    int choice = clock.upTo(100);
    Caller who;
    if (choice < 50) {
      who = customers.regular();
    } else if (choice < 65) {
      who = customers.somebody();
    } else {
      PhoneNumber number = new PhoneNumber("4477008" + (10_000 + strangers++));
      who = new Caller(number, null, null, null);
    }
    ask(
        new CallRequest.PlaceCall(
            new Actor.Backend(), some().getFirst(), new CallRequest.OfNumber(channel, who)));
    clock.after(1 + clock.upTo(5_000), this::dial);
  }

  private void move() {
    if (!open.getAsBoolean()) {
      return;
    }
    if (clock.isNight()) {
      clock.after(clock.untilMorningMs(), this::move);
      return;
    }
    if (clock.chance(restlessness)) {
      regroup();
    } else if (clock.chance(10)) {
      switchChannel();
    } else {
      ask(aboutRooms());
    }
    clock.after(1 + clock.upTo(20_000), this::move);
  }

  private void ask(BackendRequest request) {
    if (runner.isUp()) {
      runner.tell(new Fact.Requested(new RequestId(++asked), request));
    }
  }

  private BackendRequest aboutRooms() {
    List<RoomId> rooms = runner.kept().rooms();
    if (rooms.isEmpty() || clock.chance(15)) {
      return new RoomRequest.TellRoom(
          channel,
          Customer.of(customers.somebody()),
          clock.chance(40) ? new RoomState.Open() : new RoomState.Answered(some()),
          clock.chance(50) ? clock.now() : null);
    }
    RoomId room = rooms.get(clock.upTo(rooms.size()));
    Actor by =
        clock.chance(60)
            ? new Actor.Backend()
            : new Actor.Person(some().getFirst(), clock.chance(50) ? Role.AGENT : Role.SUPERVISOR);
    return switch (clock.upTo(6)) {
      case 0, 1 -> new RoomRequest.AssignRoom(room, by, some());
      case 2 -> new RoomRequest.TakeOverRoom(room, by, some().getFirst());
      case 3 -> new RoomRequest.ResolveRoom(room, by);
      case 4 -> aside(room, by);
      default -> new RoomRequest.SetLabels(room, by, List.of(new Label("vip", "#aa0000")));
    };
  }

  /// In turn, so that nothing is drawn that a seed has drawn without it.
  private RoomRequest aside(RoomId room, Actor by) {
    return switch (asides++ % 3) {
      case 0 -> new RoomRequest.ArchiveRoom(room, by);
      case 1 -> new RoomRequest.AddNote(room, by, "called back");
      default -> new RoomRequest.UnarchiveRoom(room, by);
    };
  }

  private List<AgentId> some() {
    List<AgentId> some = new ArrayList<>();
    some.add(agents.get(clock.upTo(agents.size())));
    if (clock.chance(40)) {
      some.add(agents.get(clock.upTo(agents.size())));
    }
    return some;
  }

  /// Group by group, so that a process may die half-way, and calls ring meanwhile.
  private void regroup() {
    clock.count(Mishap.GROUPS_CHANGED);
    for (RingGroup group : runner.kept().groups().orElse(runner.settings().ringGroups())) {
      ask(new RingGroupRequest.RemoveGroup(group.id()));
    }
    Duration hunting = clock.chance(50) ? Duration.ofSeconds(5 + clock.upTo(10)) : Duration.ZERO;
    switch (clock.upTo(7)) {
      case 0, 1 -> add(TEAM, RingMode.RING_ALL, agents, Duration.ZERO);
      case 2, 3 -> add(TEAM, RingMode.ROUND_ROBIN, agents, hunting);
      case 4, 5 -> {
        add(TEAM, RingMode.ROUND_ROBIN, agents.subList(0, 2), hunting);
        add(REST, RingMode.RING_ALL, agents.subList(2, agents.size()), Duration.ZERO);
      }
      default -> {
        // No group at all, until the next change.
      }
    }
  }

  private void add(RingGroupId id, RingMode mode, List<AgentId> members, Duration hunting) {
    ask(
        new RingGroupRequest.AddGroup(
            new RingGroup(id, id.value(), channel, mode, members, hunting)));
  }

  /// Another window, and sometimes off for a moment.
  private void switchChannel() {
    clock.count(Mishap.CHANNEL_CHANGED);
    boolean on = clock.chance(70);
    set(on);
    if (!on) {
      clock.after(5_000 + clock.upTo(10_000), () -> set(true));
    }
  }

  private void set(boolean on) {
    InboundRules rules =
        new InboundRules(on, InboundRules.ALWAYS.officeHours(), InboundRules.ALWAYS.outOfHours());
    Duration window = Duration.ofSeconds(30 + clock.upTo(31));
    ask(new ChannelRequest.SetChannel(new ChannelSettings(channel, window, rules)));
  }
}
