package io.dering.bench.load;

import io.dering.bench.lean.Watched;
import io.dering.bench.report.Fact;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What a run came to.
///
/// @param farEnds what lean far ends saw while all calls stood; null where there are none
public record LoadReport(
    LoadPlan plan,
    Calls calls,
    Traffic traffic,
    Cost cost,
    Times times,
    Timeline timeline,
    @Nullable Watched farEnds) {
  /// @param placed by customers
  /// @param connected of these
  /// @param brokenOff ended before anybody hung up
  /// @param ended after the hang-up, by the customer's phone
  /// @param agentErrors protocol errors, and sockets or legs lost
  /// @param offences of the gateway against Meta's rules, as the sandbox counts them
  public record Calls(
      int placed, int connected, int brokenOff, int ended, long agentErrors, long offences) {}

  /// Sequence numbers that never came: while calls were still coming, and from the moment when all
  /// stood.
  public record Missing(long whileComing, long whileAllStood) {}

  /// Numbered frames, and what the kernel dropped, from the moment when all calls stood.
  ///
  /// @param neverMade frames that the generator was too far behind to make
  public record Traffic(
      long customersSent,
      long agentsHeard,
      long agentsSent,
      long customersHeard,
      long neverMade,
      Missing missing,
      long gatewaySocketDrops,
      long sandboxSocketDrops) {
    public long lost() {
      return customersSent - agentsHeard + agentsSent - customersHeard;
    }

    public long forwarded() {
      return agentsHeard + customersHeard;
    }
  }

  /// @param holdSeconds over which the CPU was counted
  /// @param gatewayThreads share of one core by thread name, the busiest first
  /// @param gatewayPurposes CPU seconds by what its threads are for, the most first
  public record Cost(
      double holdSeconds,
      double gatewayCpuSeconds,
      double generatorCpuSeconds,
      Map<String, Double> gatewayThreads,
      Map<String, Double> gatewayPurposes,
      Memory idle,
      Memory talking) {}

  /// Of the gateway, in KiB; the heap after a full collection.
  public record Memory(long residentKb, long liveHeapKb) {}

  /// Nanoseconds.
  ///
  /// @param acceptToCustomer from an agent's *Accept* to the first packet at the customer
  /// @param acceptToVoice from an agent's *Accept* to the agent's voice at the customer
  /// @param machine how late a thread that only sleeps was woken meanwhile: the machine's own part
  /// @param acceptToAgent from an agent's *Accept* to the customer's voice at the agent
  public record Times(
      Histogram towardsAgents,
      Histogram towardsCustomers,
      Histogram acceptToCustomer,
      Histogram acceptToVoice,
      Histogram acceptToAgent,
      Histogram machine) {}

  /// Calls that did not come up, stand and end as they should.
  int callsFailed() {
    return calls.placed - calls.connected + calls.brokenOff + calls.placed - calls.ended;
  }

  /// Directions of calls that came up in which the other end's voice was never heard. Who says
  /// nothing loses nothing: no count of frames shows it.
  long neverHeard() {
    return 2L * calls.connected
        - times.acceptToVoice.getTotalCount()
        - times.acceptToAgent.getTotalCount();
  }

  /// By totals or by sequence number, whichever is more.
  double lossPercent() {
    long sent = traffic.customersSent + traffic.agentsSent;
    long lost = Math.max(traffic.lost(), traffic.missing.whileAllStood);
    return sent == 0 ? Double.NaN : 100.0 * lost / sent;
  }

  /// The worse direction's.
  double delayP99Ms() {
    return Math.max(
            times.towardsAgents.getValueAtPercentile(99),
            times.towardsCustomers.getValueAtPercentile(99))
        / 1e6;
  }

  double cpuSecondsPerMillionPackets() {
    return cost.gatewayCpuSeconds * 1e6 / Math.max(1, traffic.forwarded());
  }

  /// For people.
  List<Fact> figures() {
    List<Fact> all = new ArrayList<>(rows());
    all.addAll(kept().facts());
    cost.gatewayThreads.forEach((name, share) ->
        all.add(
            new Fact(
                "gateway's thread " + name + ", share of a core",
                "%.0f %%".formatted(share * 100))));
    return all;
  }

  /// Lean far ends have no socket of the sandbox's; what theirs dropped stands in [#kept].
  private Fact drops() {
    return farEnds == null
        ? new Fact(
            "dropped in socket buffers: gateway, sandbox",
            traffic.gatewaySocketDrops + ", " + traffic.sandboxSocketDrops)
        : new Fact("dropped in the gateway's socket buffer", "" + traffic.gatewaySocketDrops);
  }

  private GeneratorFigures kept() {
    return new GeneratorFigures(timeline, plan.ownCore(), farEnds);
  }

  private List<Fact> rows() {
    int n = plan.calls();
    return List.of(
        new Fact("calls placed / connected / broken off / ended", fates()),
        new Fact(
            "agents' errors, offences against Meta's rules",
            calls.agentErrors + ", " + calls.offences),
        new Fact(
            "frames customers sent, agents heard",
            traffic.customersSent + ", " + traffic.agentsHeard),
        new Fact(
            "frames agents sent, customers heard",
            traffic.agentsSent + ", " + traffic.customersHeard),
        new Fact(
            "lost by totals, by sequence number",
            traffic.lost() + ", " + traffic.missing.whileAllStood),
        new Fact("frames the generator was too late to make", Long.toString(traffic.neverMade)),
        new Fact(
            "lost while calls were still coming (not judged)",
            Long.toString(traffic.missing.whileComing)),
        drops(),
        new Fact("delay towards agents, ms p50 / p99 / max", millis(times.towardsAgents)),
        new Fact("delay towards customers, ms p50 / p99 / max", millis(times.towardsCustomers)),
        new Fact("a sleeping thread woke late by, ms p50 / p99 / max", millis(times.machine)),
        new Fact("accept to first packet, ms p50 / p99 / max", millis(times.acceptToCustomer)),
        new Fact("accept to agent's voice, ms p50 / p99 / max", millis(times.acceptToVoice)),
        new Fact("accept to customer's voice, ms p50 / p99 / max", millis(times.acceptToAgent)),
        new Fact(
            "gateway CPU seconds per million packets",
            "%.2f".formatted(cpuSecondsPerMillionPackets())),
        new Fact(
            "gateway / generator CPU, share of one core",
            "%.0f %% / %.0f %%"
                .formatted(
                    100 * cost.gatewayCpuSeconds / cost.holdSeconds,
                    100 * cost.generatorCpuSeconds / cost.holdSeconds)),
        new Fact("gateway's memory idle / talking, MiB", memory()),
        new Fact(
            "live heap per call and its agent, KiB",
            "%.0f".formatted((double) (cost.talking.liveHeapKb - cost.idle.liveHeapKb) / n)),
        new Fact(
            "resident memory per call, KiB",
            "%.0f".formatted((double) (cost.talking.residentKb - cost.idle.residentKb) / n)));
  }

  private String fates() {
    return calls.placed + " / " + calls.connected + " / " + calls.brokenOff + " / " + calls.ended;
  }

  private String memory() {
    return "%d / %d resident, %d / %d live heap"
        .formatted(
            cost.idle.residentKb >> 10,
            cost.talking.residentKb >> 10,
            cost.idle.liveHeapKb >> 10,
            cost.talking.liveHeapKb >> 10);
  }

  static String millis(Histogram nanos) {
    return "%.2f / %.2f / %.2f"
        .formatted(
            nanos.getValueAtPercentile(50) / 1e6,
            nanos.getValueAtPercentile(99) / 1e6,
            nanos.getMaxValue() / 1e6);
  }

  /// For programs; the same figures with their units in their names.
  JsonObject json() {
    int n = plan.calls();
    JsonObject run = kept().put(new JsonObject());
    if (farEnds == null) {
      run.put("sandbox_socket_drops", traffic.sandboxSocketDrops);
    }
    return run.put("calls", n)
        .put("hold_s", cost.holdSeconds)
        .put("connected", calls.connected)
        .put("broken_off", calls.brokenOff)
        .put("ended", calls.ended)
        .put("never_heard", neverHeard())
        .put("agent_errors", calls.agentErrors)
        .put("offences", calls.offences)
        .put("forwarded_packets", traffic.forwarded())
        .put("lost_packets", traffic.lost())
        .put("sequence_gaps", traffic.missing.whileAllStood)
        .put("sequence_gaps_while_coming", traffic.missing.whileComing)
        .put("never_made_packets", traffic.neverMade)
        .put("gateway_socket_drops", traffic.gatewaySocketDrops)
        .put("delay_towards_agents", figures(times.towardsAgents))
        .put("delay_towards_customers", figures(times.towardsCustomers))
        .put("woken_late", figures(times.machine))
        .put("accept_to_first_packet", figures(times.acceptToCustomer))
        .put("accept_to_agents_voice", figures(times.acceptToVoice))
        .put("accept_to_customers_voice", figures(times.acceptToAgent))
        .put("gateway_cpu_s_per_million_packets", cpuSecondsPerMillionPackets())
        .put("gateway_cpu_s", cost.gatewayCpuSeconds)
        .put("generator_cpu_s", cost.generatorCpuSeconds)
        .put("memory_idle", figures(cost.idle))
        .put("memory_talking", figures(cost.talking));
  }

  private static JsonObject figures(Memory memory) {
    return new JsonObject()
        .put("resident_kb", memory.residentKb)
        .put("live_heap_kb", memory.liveHeapKb);
  }

  static JsonObject figures(Histogram nanos) {
    return new JsonObject()
        .put("p50_ms", nanos.getValueAtPercentile(50) / 1e6)
        .put("p99_ms", nanos.getValueAtPercentile(99) / 1e6)
        .put("max_ms", nanos.getMaxValue() / 1e6);
  }
}
