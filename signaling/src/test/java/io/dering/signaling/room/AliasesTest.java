package io.dering.signaling.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A customer is a set of aliases: number, user id, parent id.
class AliasesTest {
  private static final ChannelId CHANNEL = new ChannelId("1");
  private static final Instant AT = Instant.parse("2026-10-05T08:00:00Z");
  private static final Alias PHONE = new Alias(Alias.Kind.PHONE, "62811");
  private static final Alias USER = new Alias(Alias.Kind.USER, "ID.1");
  private static final Alias PARENT = new Alias(Alias.Kind.PARENT, "ID.ENT.1");

  private final Rooms rooms = new Rooms();

  @Test
  void whatWasSeenLastIsShown() {
    Customer customer = customer(PHONE, USER).and(customer(new Alias(Alias.Kind.USER, "ID.2")));
    assertThat(customer.caller().userId()).isEqualTo("ID.2");
    assertThat(customer.caller().phone()).isEqualTo(new PhoneNumber("62811"));
    assertThat(customer.and(customer(USER)).caller().userId()).isEqualTo("ID.1");
  }

  @Test
  void theAliasesOfOneCustomerAreBounded() {
    Customer customer = customer(PHONE);
    for (int i = 0; i < 100; i++) {
      customer = customer.and(customer(new Alias(Alias.Kind.USER, "ID." + i)));
    }
    assertThat(customer.aliases()).hasSize(Customer.MAX_ALIASES);
    assertThat(customer.caller().userId()).isEqualTo("ID.99");
  }

  /// IN-3a for a caller who has a username and no number.
  @Test
  void anAssignedCustomerIsFoundByEachAliasAlone() {
    rooms.put(room("a", answered("ayu"), PHONE, USER, PARENT));
    assertThat(rooms.of(CHANNEL, new Caller(new PhoneNumber("62811"), null, null)))
        .containsExactly(new AgentId("ayu"));
    assertThat(rooms.of(CHANNEL, new Caller(null, "ID.1", null)))
        .containsExactly(new AgentId("ayu"));
    assertThat(rooms.of(CHANNEL, new Caller(null, "ID.new", "ID.ENT.1", null)))
        .containsExactly(new AgentId("ayu"));
    assertThat(rooms.of(new ChannelId("2"), new Caller(null, "ID.1", null))).isEmpty();
    assertThat(rooms.of(CHANNEL, new Caller(null, null, null))).isEmpty();
  }

  @Test
  void openAndResolvedRoomsAreAssignedToNobody() {
    rooms.put(room("a", new RoomState.Open(), PHONE));
    rooms.put(room("b", new RoomState.Resolved(), USER));
    assertThat(rooms.of(CHANNEL, new Caller(new PhoneNumber("62811"), "ID.1", null))).isEmpty();
  }

  @Test
  void twoRoomsOfOneCustomerBecomeTheOlderOneAndWhatIsAliveCounts() {
    rooms.put(room("b", answered("budi"), USER));
    rooms.put(room("a", new RoomState.Resolved(), PHONE));
    Rooms.Met met = rooms.meet(CHANNEL, customer(PHONE, USER)).orElseThrow();
    assertThat(met.room().id()).isEqualTo(new RoomId("room_a"));
    assertThat(met.room().state()).isEqualTo(answered("budi"));
    assertThat(met.absorbed()).extracting(Room::id).containsExactly(new RoomId("room_b"));
    assertThat(rooms.find(new RoomId("room_b"))).contains(met.room());
    assertThat(rooms.of(CHANNEL, new Caller(null, "ID.1", null)))
        .containsExactly(new AgentId("budi"));
    assertThat(rooms.answered()).isEqualTo(1);
  }

  @Test
  void nothingIsLearnedFromWhatIsKnown() {
    rooms.put(room("a", new RoomState.Open(), PHONE, USER));
    assertThat(rooms.meet(CHANNEL, customer(PHONE)).orElseThrow().learned()).isFalse();
    assertThat(rooms.meet(CHANNEL, customer(PHONE, PARENT)).orElseThrow().learned()).isTrue();
    assertThat(rooms.unknown(CHANNEL, customer(PHONE, PARENT))).isEmpty();
  }

  @Test
  void roomsThatNobodyIsAssignedToAreForgottenTheOldestFirst() {
    rooms.put(room("ayus", answered("ayu"), PHONE));
    for (int i = 0; i <= Rooms.MAX_IDLE; i++) {
      rooms.put(room("r" + i, new RoomState.Open(), new Alias(Alias.Kind.USER, "ID." + i)));
    }
    assertThat(rooms.find(new RoomId("room_r0"))).isEmpty();
    assertThat(rooms.find(new RoomId("room_r1"))).isPresent();
    assertThat(rooms.find(new RoomId("room_ayus"))).isPresent();
    assertThat(rooms.unknown(CHANNEL, customer(new Alias(Alias.Kind.USER, "ID.0")))).hasSize(1);
  }

  /// Whoever was seen together is one customer, whatever the order: checked against sets of sets.
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aliasesSeenTogetherAreOneCustomerAndOthersAreNot(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Set<Alias>> model = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      Customer seen = someone(random);
      boolean known = rooms.meet(CHANNEL, seen).isPresent();
      if (!known) {
        rooms.put(
            new Room(
                new RoomId("room_" + step),
                CHANNEL,
                seen,
                random.nextBoolean() ? answered("ayu") : new RoomState.Open(),
                AT.plusSeconds(step),
                AT,
                null,
                1));
      }
      Set<Alias> group = new HashSet<>(seen.aliases());
      assertThat(known)
          .isEqualTo(model.stream().anyMatch(s -> s.stream().anyMatch(group::contains)));
      for (Set<Alias> other : List.copyOf(model)) {
        if (other.stream().anyMatch(group::contains)) {
          group.addAll(other);
          model.remove(other);
        }
      }
      model.add(group);
      for (Set<Alias> one : model) {
        List<Room> found = rooms.of(CHANNEL, new Customer(null, List.copyOf(one)));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().customer().aliases()).hasSameElementsAs(one);
      }
    }
  }

  /// Few enough of each person that no bound is met: a person's aliases are drawn from a number,
  /// two ids and a parent id.
  private static Customer someone(SplittableRandom random) {
    int person = random.nextInt(40);
    List<Alias> all =
        List.of(
            new Alias(Alias.Kind.PHONE, "62" + person),
            new Alias(Alias.Kind.USER, "ID." + person),
            new Alias(Alias.Kind.USER, "ID.old." + person),
            new Alias(Alias.Kind.PARENT, "ID.ENT." + person));
    List<Alias> shown = new ArrayList<>(all.stream().filter(_ -> random.nextBoolean()).toList());
    if (shown.isEmpty()) {
      shown.add(all.get(random.nextInt(all.size())));
    }
    return new Customer("Ada " + person, shown);
  }

  private static Customer customer(Alias... aliases) {
    return new Customer(null, List.of(aliases));
  }

  private static RoomState answered(String agent) {
    return new RoomState.Answered(List.of(new AgentId(agent)));
  }

  private static Room room(String name, RoomState state, Alias... aliases) {
    return new Room(new RoomId("room_" + name), CHANNEL, customer(aliases), state, AT, AT, null, 1);
  }
}
