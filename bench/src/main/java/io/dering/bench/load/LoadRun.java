package io.dering.bench.load;

import io.dering.bench.lean.Watch;
import io.dering.bench.lean.Watched;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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

/// One run whose calls all stand at the same time: start, bring agents and calls, hold, count, hang
/// up.
public final class LoadRun {
  private static final long SIGN_IN_PATIENCE_S = 30;
  private static final long CONNECT_PATIENCE_S = 45;
  private static final long END_PATIENCE_S = 20;

  /// After the last call is up, and again after the last numbered frame: what is under way arrives.
  private static final long SETTLE_MS = 1_500;

  private static final int THREADS_SHOWN = 4;

  /// Signed in ahead of the calls.
  private static final int FREE_AGENTS = 5;

  /// What happens while all of them talk and frames count.
  interface Meanwhile {
    void happen(Stage stage, List<LoadPhone> phones) throws IOException, InterruptedException;
  }

  private final LoadPlan plan;
  private final Meanwhile meanwhile;
  private final Consumer<String> progress;
  private Meanwhile encore = (_, _) -> {};

  /// @param progress a line for people, now and then
  public LoadRun(LoadPlan plan, Consumer<String> progress) {
    this(plan, (_, _) -> Thread.sleep(plan.hold()), progress);
  }

  /// @param meanwhile takes as long as frames shall count
  LoadRun(LoadPlan plan, Meanwhile meanwhile, Consumer<String> progress) {
    this.plan = plan;
    this.meanwhile = meanwhile;
    this.progress = progress;
  }

  /// @param encore happens when all is counted, while all calls still talk: what disturbs
  LoadRun then(Meanwhile encore) {
    this.encore = encore;
    return this;
  }

  /// @throws IOException when something cannot be started
  public LoadReport run(GatewayUnderTest.Starter starter) throws IOException, InterruptedException {
    try (Stage stage = Stage.open(plan, starter)) {
      return on(stage);
    }
  }

  /// On a stage that others have played on before and will after, with nobody on it.
  LoadReport on(Stage stage) throws IOException, InterruptedException {
    Generator generator = stage.generator();
    LoadReport.Memory idle = stage.memory();
    List<LoadPhone> phones = ramp(stage);
    int connected =
        Stage.succeeded(phones.stream().map(LoadPhone::connected).toList(), CONNECT_PATIENCE_S);
    progress.accept(connected + " calls are up");
    rehearse(generator);
    // After the collection that this asks for, the hold begins with a young heap.
    LoadReport.Memory talking = stage.memory();
    settle();

    generator.towardsAgents().reset();
    generator.towardsCustomers().reset();
    Metronome metronome = Metronome.start();
    Gaps before = Gaps.of(stage, phones);
    Watch farEnds = stage.watch();
    ProcessWatch watch = ProcessWatch.start(stage.gateway(), plan.step(), () -> standing(phones));
    LoadReport.Cost cost = hold(stage, phones, new Memories(idle, talking));
    watch.close();
    metronome.close();
    settle();
    int brokenOff = (int) phones.stream().filter(phone -> phone.ended().isDone()).count();
    LoadReport.Traffic traffic = traffic(stage, phones, before);
    Watched watched = farEnds == null ? null : farEnds.watched();

    encore.happen(stage, phones);

    int ended = hangUp(generator, phones);
    LoadReport.Calls calls =
        new LoadReport.Calls(
            phones.size(),
            connected,
            brokenOff,
            ended,
            generator.floor().errors().get(),
            stage.offences());
    return new LoadReport(
        plan,
        calls,
        traffic,
        cost,
        times(generator, phones, metronome.lateNanos()),
        new Timeline(
            generator.towardsAgents(),
            generator.towardsCustomers(),
            watch.looks(),
            cost.holdSeconds()),
        watched);
  }

  /// A phone's end is at once, an agent's only when Meta has told the gateway and that has told the
  /// page: who left in between and came again would be taken for a page that was loaded anew, and
  /// get the old call back.
  ///
  /// @return how many phones ended
  private static int hangUp(Generator generator, List<LoadPhone> phones)
      throws InterruptedException {
    List<LoadAgent> talking = generator.agentsWithCalls();
    phones.forEach(LoadPhone::hangUp);
    int ended = Stage.finished(phones.stream().map(LoadPhone::ended).toList(), END_PATIENCE_S);
    int heard = Stage.finished(talking.stream().map(LoadAgent::callEnded).toList(), END_PATIENCE_S);
    generator.floor().errors().addAndGet(talking.size() - heard);
    return ended;
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

  private static int standing(List<LoadPhone> phones) {
    return (int)
        phones.stream()
            .filter(phone -> phone.connected().isDone() && !phone.ended().isDone())
            .count();
  }

  /// Each call finds a few free agents and the others on the phone, as in a team that is busy. All
  /// signed in before the first call, hundreds would hear every call ring, and the run would
  /// measure the ringing.
  private List<LoadPhone> ramp(Stage stage) throws IOException, InterruptedException {
    Deque<CompletableFuture<LoadAgent>> coming = new ArrayDeque<>();
    List<LoadPhone> phones = new ArrayList<>();
    for (int i = 0; i < Math.min(FREE_AGENTS, plan.calls()); i++) {
      coming.add(stage.signIn(i));
    }
    Arrivals arrivals = Arrivals.even(plan.callsPerSecond());
    long start = System.nanoTime();
    for (int i = 0; i < plan.calls(); i++) {
      TimeUnit.NANOSECONDS.sleep(start + arrivals.dueNanos(i) - System.nanoTime());
      arrived(coming.remove());
      if (i + FREE_AGENTS < plan.calls()) {
        coming.add(stage.signIn(i + FREE_AGENTS));
      }
      phones.add(stage.dial(i));
    }
    return phones;
  }

  private static void arrived(CompletableFuture<LoadAgent> agent)
      throws IOException, InterruptedException {
    try {
      agent.get(SIGN_IN_PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("an agent cannot sign in", e);
    }
  }

  private LoadReport.Cost hold(Stage stage, List<LoadPhone> phones, Memories memories)
      throws IOException, InterruptedException {
    ProcessFigures gateway = stage.gateway();
    ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
    double generatorBefore = generator.cpuSeconds();
    double gatewayBefore = gateway.cpuSeconds();
    Map<String, Double> threadsBefore = gateway.cpuSecondsByThread();
    long start = System.nanoTime();
    stage.generator().window().open();
    meanwhile.happen(stage, phones);
    stage.generator().window().close();
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> threadsAfter = gateway.cpuSecondsByThread();
    Map<String, Double> threads = new HashMap<>(threadsAfter);
    threads.replaceAll((name, after) -> (after - threadsBefore.getOrDefault(name, 0.0)) / seconds);
    return new LoadReport.Cost(
        seconds,
        gateway.cpuSeconds() - gatewayBefore,
        generator.cpuSeconds() - generatorBefore,
        busiest(threads),
        Shares.between(threadsBefore, threadsAfter),
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
    static Gaps of(Stage stage, List<LoadPhone> phones) {
      Generator generator = stage.generator();
      return new Gaps(
          phones.stream().mapToLong(phone -> phone.ear().sequenceGaps()).sum()
              + generator.agents().stream().mapToLong(agent -> agent.ear().sequenceGaps()).sum(),
          ProcessFigures.udpDrops(stage.premises().mediaPort()),
          ProcessFigures.udpDrops(generator.sandboxMediaPort()),
          Numbered.of(generator, phones));
    }
  }

  /// Frames with a number, so far.
  ///
  /// @param neverMade by voices of either side
  private record Numbered(
      long customersSent, long agentsHeard, long agentsSent, long customersHeard, long neverMade) {
    static Numbered of(Generator generator, List<LoadPhone> phones) {
      List<LoadAgent> agents = generator.agents();
      return new Numbered(
          phones.stream().mapToLong(phone -> phone.voice().numbered()).sum(),
          agents.stream().mapToLong(agent -> agent.ear().numbered()).sum(),
          agents.stream().mapToLong(agent -> agent.voice().numbered()).sum(),
          phones.stream().mapToLong(phone -> phone.ear().numbered()).sum(),
          phones.stream().mapToLong(phone -> phone.voice().neverMade()).sum()
              + agents.stream().mapToLong(agent -> agent.voice().neverMade()).sum());
    }
  }

  private static LoadReport.Traffic traffic(Stage stage, List<LoadPhone> phones, Gaps before) {
    Gaps after = Gaps.of(stage, phones);
    Numbered until = after.numbered();
    Numbered from = before.numbered();
    return new LoadReport.Traffic(
        until.customersSent() - from.customersSent(),
        until.agentsHeard() - from.agentsHeard(),
        until.agentsSent() - from.agentsSent(),
        until.customersHeard() - from.customersHeard(),
        until.neverMade() - from.neverMade(),
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
      LoadAgent agent = byCaller.get(Stage.caller(i));
      if (agent != null) {
        StampedEar customer = phones.get(i).ear();
        record(first, agent.acceptNanos(), customer.firstNanos());
        record(voice, agent.acceptNanos(), customer.firstVoiceNanos());
        record(back, agent.acceptNanos(), agent.ear().firstVoiceNanos());
      }
    }
    return new LoadReport.Times(
        generator.towardsAgents().all(),
        generator.towardsCustomers().all(),
        first,
        voice,
        back,
        machine);
  }

  private static void record(Histogram histogram, long from, long to) {
    if (from != 0 && to != 0) {
      histogram.recordValue(Math.max(0, to - from));
    }
  }

  private static void settle() throws InterruptedException {
    Thread.sleep(SETTLE_MS);
  }
}
