package io.dering.gateway.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.events.Delivery;
import io.dering.gateway.events.StoredEvent;
import io.dering.gateway.events.WebhookEndpoint;
import io.dering.gateway.storage.CallLog;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.InboxEntry;
import io.dering.gateway.storage.Place;
import io.dering.gateway.storage.RoomTable;
import io.dering.gateway.storage.SampleCall;
import io.dering.gateway.storage.StoredCall;
import io.dering.gateway.storage.TestDatabase;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.event.EventType;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.switchboard.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A real process is killed with SIGKILL at random moments, again and again, over one database.
/// `-Dkill.times=1000` for the long version, `-Dkill.seed=` replays the moments.
final class CrashTest {
  private static final int TIMES = Integer.getInteger("kill.times", 50);
  private static final long SEED = Long.getLong("kill.seed", 20_261_121L);

  /// Acknowledgements before the kill: from the first to some hundreds.
  private static final int MAX_ACKS = 600;

  private static final int MOST_EVENTS_PER_ACK = 8;
  private static final int NUMBERS_PER_LIFE = 1_000_000;

  /// Kills on SQLite for one on PostgreSQL, which rolls back what a client that died left open.
  private static final int PER_KILL_ON_POSTGRESQL = 10;

  @TempDir Path temporary;

  private final Set<Integer> opened = new HashSet<>();
  private final Set<Integer> taken = new HashSet<>();
  private final Set<Integer> closed = new HashSet<>();
  private final Set<Long> webhooks = new HashSet<>();
  private final Set<Integer> wrote = new HashSet<>();
  private final Set<Integer> assigned = new HashSet<>();
  private final Set<Long> delivered = new HashSet<>();

  /// Up to here the events of earlier lives were looked at.
  private long seenTo;

  /// D1, D2, I1 and I4: what was acknowledged is there, each call has one end, each event is there
  /// once and on its way to the backend once, and the start after a crash ends at Meta and in the
  /// log what was going on.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void nothingAcknowledgedIsLostAndTheNextStartEndsWhatWasOpen(TestDatabase database)
      throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("data"));
    Place place = database.place(folder);
    int times = database == TestDatabase.SQLITE ? TIMES : TIMES / PER_KILL_ON_POSTGRESQL;
    SplittableRandom random = new SplittableRandom(SEED);
    seenTo = 0;
    Process next = process(place, folder, 1);
    try {
      for (int life = 0; life < times; life++) {
        Process living = next;
        // Ready by the time that this one has been killed and looked after.
        next = process(place, folder, (life + 1) * NUMBERS_PER_LIFE + 1);
        live(living, 1 + random.nextInt(MAX_ACKS), random.nextInt(20));
        assertNothingLost(place, life);
        forget();
      }
    } finally {
      next.toHandle().destroyForcibly();
      next.waitFor();
    }
  }

  private void forget() {
    opened.clear();
    taken.clear();
    closed.clear();
    wrote.clear();
    assigned.clear();
    delivered.clear();
  }

  private Process process(Place place, Path folder, int firstCall) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            // The library that SQLite unpacks stays behind after a kill.
            "-Dorg.sqlite.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            KilledProcess.class.getName(),
            place instanceof Place.Postgres server ? server.url() : "",
            folder.toString(),
            Integer.toString(firstCall))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// One life: lets the process go, reads what it acknowledges, kills it.
  private void live(Process process, int acks, int lateMs) throws Exception {
    try (OutputStream go = process.getOutputStream()) {
      go.write('\n');
    }
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null && lines.size() < acks) {
        lines.add(line);
        line = reader.readLine();
      }
      process.onExit().completeOnTimeout(process, lateMs, TimeUnit.MILLISECONDS).join();
      assertThat(process.isAlive()).as("seed=%d, acks=%d", SEED, lines.size()).isTrue();
      // By its handle: Process.destroyForcibly would also throw away what is still in the pipe.
      assertThat(process.toHandle().destroyForcibly()).isTrue();
      process.waitFor();
      readRest(reader, line, lines);
    }
    lines.forEach(this::note);
  }

  /// What had left the process before it died counts; a line cut off by the kill does not.
  private static void readRest(BufferedReader reader, String line, List<String> lines)
      throws IOException {
    StringBuilder rest = new StringBuilder(line == null ? "" : line + "\n");
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      rest.append((char) c);
    }
    int end = rest.lastIndexOf("\n");
    if (end > 0) {
      lines.addAll(rest.substring(0, end).lines().toList());
    }
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "opened" -> opened.add(Integer.parseInt(words[1]));
      case "taken" -> taken.add(Integer.parseInt(words[1]));
      case "closed" -> closed.add(Integer.parseInt(words[1]));
      case "wrote" -> wrote.add(Integer.parseInt(words[1]));
      case "assigned" -> assigned.add(Integer.parseInt(words[1]));
      case "delivered" -> delivered.add(Long.parseLong(words[1]));
      case "webhook" -> webhooks.add(Long.parseLong(words[1]));
      default -> throw new AssertionError("unexpected line: " + line);
    }
  }

  private void assertNothingLost(Place place, int life) {
    try (CallCentre centre = new CallCentre(place, SampleCall.START.plusSeconds(120))) {
      CallLog log = centre.store.log();
      String where = "seed=" + SEED + ", life=" + life;
      for (int number : opened) {
        StoredCall call = log.call(SampleCall.ACCOUNT, new SampleCall(number).id()).orElse(null);
        assertThat(call).as("%s, call=%d", where, number).isNotNull();
        if (taken.contains(number)) {
          assertThat(Objects.requireNonNull(call).takenAt()).as("%s", where).isNotNull();
        }
        if (closed.contains(number)) {
          assertThat(Objects.requireNonNull(call).end()).as("%s", where).isNotNull();
        }
      }
      assertThat(log.unprocessed()).extracting(InboxEntry::id).as(where).containsAll(webhooks);
      centre.store.append(List.of(), List.copyOf(webhooks)).join();
      webhooks.clear();
      assertRoomsAreKept(centre.store.rooms(), where);
      assertEachEventIsSentOnce(centre.store, where);
      assertOneCallPerAgent(log, where);
      assertTheStartEndsWhatIsOpen(centre, where);
    }
  }

  private void assertRoomsAreKept(RoomTable rooms, String where) {
    for (int number : wrote) {
      assertThat(rooms.knows(SampleCall.ACCOUNT, new KilledRooms(number).message()))
          .as("%s, message=%d", where, number)
          .isTrue();
    }
    for (int number : assigned) {
      KilledRooms room = new KilledRooms(number);
      assertThat(rooms.recall(SampleCall.ACCOUNT, new Recall.ById(room.room())))
          .as("%s, room=%d", where, number)
          .singleElement()
          .extracting(Room::state)
          .isEqualTo(room.assigned());
    }
  }

  /// The calls that were closed in this life have told so once, and what was planned up to the
  /// crash has one delivery each; those that the backend took stay taken.
  private void assertEachEventIsSentOnce(CallStore store, String where) {
    List<StoredEvent> events = store.events().after(SampleCall.ACCOUNT, seenTo, Integer.MAX_VALUE);
    List<String> ends =
        events.stream()
            .filter(event -> event.type().equals(EventType.CALL_ENDED.wire()))
            .map(event -> event.json().getJsonObject("data").getString("call"))
            .toList();
    assertThat(ends).as(where).doesNotHaveDuplicates();
    assertThat(ends)
        .as(where)
        .containsAll(closed.stream().map(number -> new SampleCall(number).id().value()).toList());
    Optional<WebhookEndpoint> endpoint = store.webhooks().endpoint(KilledProcess.ENDPOINT);
    if (endpoint.isEmpty()) {
      assertThat(delivered).as(where).isEmpty();
      return;
    }
    Map<Long, Delivery.State> states = new HashMap<>();
    store
        .webhooks()
        .log(KilledProcess.ENDPOINT, null, null, MAX_ACKS * MOST_EVENTS_PER_ACK)
        .forEach(delivery -> states.put(delivery.event().seq(), delivery.state()));
    // One by one: with each life there is more that waits, so these may be far back.
    for (long seq : delivered) {
      assertThat(store.webhooks().log(KilledProcess.ENDPOINT, seq + 1, null, 1))
          .as("%s, event=%d", where, seq)
          .singleElement()
          .satisfies(delivery -> {
            assertThat(delivery.event().seq()).isEqualTo(seq);
            assertThat(delivery.state()).isEqualTo(Delivery.State.DELIVERED);
          });
    }
    long first = states.keySet().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    List<Long> planned =
        events.stream()
            .map(StoredEvent::seq)
            .filter(seq -> seq >= first && seq <= endpoint.get().plannedTo())
            .toList();
    assertThat(states.keySet()).as(where).containsAll(planned);
    seenTo = events.isEmpty() ? seenTo : events.getLast().seq();
  }

  private static void assertOneCallPerAgent(CallLog log, String where) {
    List<AgentId> busy =
        log.open(SampleCall.ACCOUNT).stream()
            .filter(call -> call.agent() != null)
            .map(call -> Objects.requireNonNull(call.agent()))
            .toList();
    assertThat(busy).as(where).doesNotHaveDuplicates();
  }

  private static void assertTheStartEndsWhatIsOpen(CallCentre centre, String where) {
    CallLog log = centre.store.log();
    List<StoredCall> open =
        log.open(SampleCall.ACCOUNT).stream()
            .map(call -> log.call(SampleCall.ACCOUNT, call.call()).orElseThrow())
            .toList();
    Conductor conductor = centre.conductor();
    conductor.restore();

    assertThat(log.open(SampleCall.ACCOUNT)).as(where).isEmpty();
    for (StoredCall call : open) {
      StoredCall.End end =
          Objects.requireNonNull(log.call(SampleCall.ACCOUNT, call.id()).orElseThrow().end());
      assertThat(end.reason()).as(where).isEqualTo(EndReason.GATEWAY_RESTARTED);
    }
    assertThat(centre.released).hasSize(open.size()).allMatch(Command.ForGraph.class::isInstance);
    assertThat(centre.violated).hasValue(0);
  }
}
