package io.dering.bench.load;

import io.dering.bench.lean.LeanEnds;
import io.dering.bench.lean.Watch;
import io.dering.bench.lean.Watched;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.wiring.TokenKey;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Offence;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One run: start, bring agents and calls, hold, count, hang up.
public final class LoadRun {
  private static final long SIGN_IN_PATIENCE_S = 30;
  private static final long CONNECT_PATIENCE_S = 45;
  private static final long END_PATIENCE_S = 20;

  /// After the last call is up, and again after the last numbered frame: what is under way arrives.
  private static final long SETTLE_MS = 1_500;

  private static final Duration TOKEN_LIFE = Duration.ofHours(2);
  private static final int THREADS_SHOWN = 4;

  /// Signed in ahead of the calls.
  private static final int FREE_AGENTS = 5;

  private final LoadPlan plan;
  private final Consumer<String> progress;
  private final @Nullable LeanEnds lean;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Watched watched;

  /// @param progress a line for people, now and then
  public LoadRun(LoadPlan plan, Consumer<String> progress) {
    this(plan, progress, null);
  }

  /// @param lean where all far ends come from, closed at the end; null: from sockets of their own
  public LoadRun(LoadPlan plan, Consumer<String> progress, @Nullable LeanEnds lean) {
    this.plan = plan;
    this.progress = progress;
    this.lean = lean;
  }

  /// What lean far ends saw while all calls stood; null where there are none, and before.
  public @Nullable Watched watched() {
    return watched;
  }

  /// @throws IOException when something cannot be started
  public LoadReport run(GatewayUnderTest.Starter starter) throws IOException, InterruptedException {
    Premises premises = Premises.find(random);
    try (Generator generator = Generator.start(premises, plan, random, lean)) {
      Path config =
          premises.configure(plan, generator.graphPort(), Business.DEMO.phoneNumberId(), random);
      try (GatewayUnderTest gateway = starter.start(config, premises.httpPort())) {
        return measure(generator, new ProcessFigures(gateway.pid()), premises);
      }
    }
  }

  private LoadReport measure(Generator generator, ProcessFigures process, Premises premises)
      throws IOException, InterruptedException {
    LoadReport.Memory idle = memory(process);
    List<LoadPhone> phones = ramp(generator, new Doors(generator, premises));
    int connected = succeeded(phones.stream().map(LoadPhone::connected).toList());
    progress.accept(connected + " calls are up");
    rehearse(generator);
    // After the collection that this asks for, the hold begins with a young heap.
    LoadReport.Memory talking = memory(process);
    settle();

    generator.towardsAgents().reset();
    generator.towardsCustomers().reset();
    Metronome metronome = Metronome.start();
    Gaps before = Gaps.of(generator, phones, premises);
    Watch watch = lean == null ? null : lean.watch();
    LoadReport.Cost cost = hold(generator.window(), process, new Memories(idle, talking));
    metronome.close();
    settle();
    int brokenOff = (int) phones.stream().filter(phone -> phone.ended().isDone()).count();
    LoadReport.Traffic traffic = traffic(generator, phones, premises, before);
    watched = watch == null ? null : watch.watched();

    phones.forEach(LoadPhone::hangUp);
    int ended = finished(phones.stream().map(LoadPhone::ended).toList());
    LoadReport.Calls calls =
        new LoadReport.Calls(
            phones.size(),
            connected,
            brokenOff,
            ended,
            generator.floor().errors().get(),
            offences(generator));
    return new LoadReport(
        plan, calls, traffic, cost, times(generator, phones, metronome.lateNanos()));
  }

  /// Frames are numbered and told apart in the warm-up as well: code that first ran in the hold
  /// would be compiled in it.
  private void rehearse(Generator generator) throws InterruptedException {
    if (plan.warmUp().isPositive()) {
      generator.window().open();
      Thread.sleep(plan.warmUp());
      generator.window().close();
    }
  }

  private record Memories(LoadReport.Memory idle, LoadReport.Memory talking) {}

  /// Each call finds a few free agents and the others on the phone, as in a team that is busy. All
  /// signed in before the first call, hundreds would hear every call ring, and the run would
  /// measure the ringing.
  private List<LoadPhone> ramp(Generator generator, Doors doors)
      throws IOException, InterruptedException {
    Deque<CompletableFuture<Void>> coming = new ArrayDeque<>();
    List<LoadPhone> phones = new ArrayList<>();
    for (int i = 0; i < Math.min(FREE_AGENTS, plan.calls()); i++) {
      coming.add(doors.signIn(generator, i));
    }
    long start = System.nanoTime();
    for (int i = 0; i < plan.calls(); i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / plan.callsPerSecond();
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      arrived(coming.remove());
      if (i + FREE_AGENTS < plan.calls()) {
        coming.add(doors.signIn(generator, i + FREE_AGENTS));
      }
      LoadPhone phone = new LoadPhone(generator.window(), generator.towardsCustomers());
      phone.dial(generator.line(), Customer.fictional(i, caller(i)));
      phones.add(phone);
    }
    return phones;
  }

  private static void arrived(CompletableFuture<Void> agent)
      throws IOException, InterruptedException {
    try {
      agent.get(SIGN_IN_PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("an agent cannot sign in", e);
    }
  }

  /// Where agents come in, and what they show there.
  private final class Doors {
    private final SessionTokens tokens;
    private final int httpPort;

    Doors(Generator generator, Premises premises) {
      httpPort = premises.httpPort();
      tokens =
          new SessionTokens(generator.vertx(), TokenKey.of(plan.folder().resolve("data"), random));
    }

    /// Completes when the agent's leg is warm.
    CompletableFuture<Void> signIn(Generator generator, int index) {
      String name = Premises.agent(index);
      String token =
          tokens.issue(
              new SessionTokens.Claims(
                  new AccountId(Premises.ACCOUNT), new AgentId(name), Role.AGENT),
              TOKEN_LIFE);
      return generator.agent(httpPort, name, token);
    }
  }

  /// By this name an agent's call and a customer's are known to be one.
  private static String caller(int index) {
    return "Caller " + index;
  }

  private LoadReport.Cost hold(Window window, ProcessFigures gateway, Memories memories)
      throws InterruptedException {
    ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
    double generatorBefore = generator.cpuSeconds();
    double gatewayBefore = gateway.cpuSeconds();
    Map<String, Double> threadsBefore = gateway.cpuSecondsByThread();
    long start = System.nanoTime();
    window.open();
    Thread.sleep(plan.hold());
    window.close();
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> threads = gateway.cpuSecondsByThread();
    threads.replaceAll((name, after) -> (after - threadsBefore.getOrDefault(name, 0.0)) / seconds);
    return new LoadReport.Cost(
        seconds,
        gateway.cpuSeconds() - gatewayBefore,
        generator.cpuSeconds() - generatorBefore,
        busiest(threads),
        memories.idle(),
        memories.talking());
  }

  private static Map<String, Double> busiest(Map<String, Double> threads) {
    Map<String, Double> first = new LinkedHashMap<>();
    threads.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(THREADS_SHOWN)
        .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
    return first;
  }

  /// What is missing so far.
  private record Gaps(long sequenceGaps, long gatewayDrops, long sandboxDrops, Numbered numbered) {
    static Gaps of(Generator generator, List<LoadPhone> phones, Premises premises) {
      return new Gaps(
          phones.stream().mapToLong(phone -> phone.ear().sequenceGaps()).sum()
              + generator.agents().stream().mapToLong(agent -> agent.ear().sequenceGaps()).sum(),
          ProcessFigures.udpDrops(premises.mediaPort()),
          ProcessFigures.udpDrops(generator.sandboxMediaPort()),
          Numbered.of(generator, phones));
    }
  }

  /// Frames with a number, so far.
  private record Numbered(
      long customersSent, long agentsHeard, long agentsSent, long customersHeard) {
    static Numbered of(Generator generator, List<LoadPhone> phones) {
      List<LoadAgent> agents = generator.agents();
      return new Numbered(
          phones.stream().mapToLong(phone -> phone.voice().numbered()).sum(),
          agents.stream().mapToLong(agent -> agent.ear().numbered()).sum(),
          agents.stream().mapToLong(agent -> agent.voice().numbered()).sum(),
          phones.stream().mapToLong(phone -> phone.ear().numbered()).sum());
    }
  }

  private static LoadReport.Traffic traffic(
      Generator generator, List<LoadPhone> phones, Premises premises, Gaps before) {
    Gaps after = Gaps.of(generator, phones, premises);
    Numbered until = after.numbered();
    Numbered from = before.numbered();
    return new LoadReport.Traffic(
        until.customersSent() - from.customersSent(),
        until.agentsHeard() - from.agentsHeard(),
        until.agentsSent() - from.agentsSent(),
        until.customersHeard() - from.customersHeard(),
        new LoadReport.Missing(before.sequenceGaps(), after.sequenceGaps() - before.sequenceGaps()),
        after.gatewayDrops() - before.gatewayDrops(),
        after.sandboxDrops() - before.sandboxDrops());
  }

  private static LoadReport.Times times(
      Generator generator, List<LoadPhone> phones, Histogram machine) {
    Map<String, LoadAgent> byCaller =
        generator.agents().stream()
            .collect(Collectors.toMap(LoadAgent::caller, Function.identity(), (a, _) -> a));
    Histogram first = Ends.histogram();
    Histogram voice = Ends.histogram();
    Histogram back = Ends.histogram();
    for (int i = 0; i < phones.size(); i++) {
      LoadAgent agent = byCaller.get(caller(i));
      if (agent != null) {
        StampedEar customer = phones.get(i).ear();
        record(first, agent.acceptNanos(), customer.firstNanos());
        record(voice, agent.acceptNanos(), customer.firstVoiceNanos());
        record(back, agent.acceptNanos(), agent.ear().firstVoiceNanos());
      }
    }
    return new LoadReport.Times(
        generator.towardsAgents(), generator.towardsCustomers(), first, voice, back, machine);
  }

  private static void record(Histogram histogram, long from, long to) {
    if (from != 0 && to != 0) {
      histogram.recordValue(Math.max(0, to - from));
    }
  }

  private static long offences(Generator generator) {
    long sum = 0;
    for (Offence offence : Offence.values()) {
      sum += generator.offences(offence);
    }
    return sum;
  }

  private static LoadReport.Memory memory(ProcessFigures process) {
    long heap = process.liveHeapKb();
    return new LoadReport.Memory(process.residentKb(), heap);
  }

  private static void settle() throws InterruptedException {
    Thread.sleep(SETTLE_MS);
  }

  /// How many of these end well in time.
  private static int succeeded(List<? extends CompletableFuture<?>> all)
      throws InterruptedException {
    await(all, CONNECT_PATIENCE_S);
    return (int)
        all.stream().filter(one -> one.isDone() && !one.isCompletedExceptionally()).count();
  }

  private static int finished(List<? extends CompletableFuture<?>> all)
      throws InterruptedException {
    await(all, END_PATIENCE_S);
    return (int) all.stream().filter(CompletableFuture::isDone).count();
  }

  private static void await(List<? extends CompletableFuture<?>> all, long seconds)
      throws InterruptedException {
    CompletableFuture<?> together =
        CompletableFuture.allOf(
            all.stream()
                .map(one -> one.exceptionally(_ -> null))
                .toArray(CompletableFuture[]::new));
    try {
      together.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // Those that are not done are not counted.
    }
  }
}
