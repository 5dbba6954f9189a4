package io.dering.bench.decisions;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.Floor;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingGroups;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.routing.Route;
import io.dering.signaling.routing.Router;
import io.dering.signaling.routing.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Whom a call rings (IN-3, RG-2, RG-3): one channel's group of so many members, all with a page
/// and a line.
///
/// ```
/// make bench BENCH=RoutingBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseZGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingBenchmark {
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @Param({"3", "50"})
  int members = 3;

  @Param({"RING_ALL", "ROUND_ROBIN"})
  RingMode mode = RingMode.RING_ALL;

  private Router router = router(3, RingMode.RING_ALL);

  @Setup
  public void open() {
    router = router(members, mode);
  }

  @Benchmark
  public Route route() {
    return router.route(CHANNEL, List.of(), NOW);
  }

  private static Router router(int members, RingMode mode) {
    List<Agent> agents = new ArrayList<>();
    for (int number = 0; number < members; number++) {
      agents.add(new Agent(new AgentId("agent-" + number), "Agent", Role.AGENT));
    }
    Roster roster = new Roster(agents, Duration.ofSeconds(5));
    for (Agent agent : agents) {
      ConnectionId page = new ConnectionId("page-" + agent.id().value());
      roster.connect(agent.id(), page, NOW);
      roster.legUp(page, true, NOW);
    }
    RingGroup group =
        new RingGroup(
            new RingGroupId("group_all"),
            "All",
            CHANNEL,
            mode,
            agents.stream().map(Agent::id).toList());
    return new Router(
        new RingGroups(List.of(group), Optional.empty()),
        new Turns(),
        new Floor(roster, Duration.ofSeconds(5)));
  }
}
