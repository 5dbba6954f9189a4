package io.dering.bench.load;

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
import java.util.ArrayList;
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

/// One run: start, sign agents in, place calls, hold, count, hang up.
public final class LoadRun {
  private static final long SIGN_IN_PATIENCE_S = 30;
  private static final long CONNECT_PATIENCE_S = 45;
  private static final long END_PATIENCE_S = 20;

  /// After the last call is up, and again after the last numbered frame: what is under way arrives.
  private static final long SETTLE_MS = 1_500;

  private static final Duration TOKEN_LIFE = Duration.ofHours(2);
  private static final int THREADS_SHOWN = 4;

  private final LoadPlan plan;
  private final Consumer<String> progress;
  private final SecureRandom random = new SecureRandom();

  /// @param progress a line for people, now and then
  public LoadRun(LoadPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /// @throws IOException when something cannot be started
  public LoadReport run(GatewayUnderTest.Starter starter) throws IOException, InterruptedException {
    Premises premises = Premises.find(random);
    try (Generator generator = Generator.start(premises, plan, random)) {
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
    signIn(generator, premises);
    progress.accept(plan.calls() + " agents are signed in, their legs are warm");
    LoadReport.Memory warm = memory(process);

    List<LoadPhone> phones = ramp(generator);
    int connected = succeeded(phones.stream().map(LoadPhone::connected).toList());
    progress.accept(connected + " calls are up");
    // After the collection that this asks for, the hold begins with a young heap.
    LoadReport.Memory talking = memory(process);
    settle();

    Metronome metronome = Metronome.start();
    LoadReport.Cost cost = hold(generator.window(), process, new Memories(idle, warm, talking));
    metronome.close();
    settle();
    int brokenOff = (int) phones.stream().filter(phone -> phone.ended().isDone()).count();
    LoadReport.Traffic traffic = traffic(generator, phones, premises);

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

  private record Memories(
      LoadReport.Memory idle, LoadReport.Memory warm, LoadReport.Memory talking) {}

  private void signIn(Generator generator, Premises premises)
      throws IOException, InterruptedException {
    byte[] key = TokenKey.of(plan.folder().resolve("data"), random);
    SessionTokens tokens = new SessionTokens(generator.vertx(), key);
    for (int i = 0; i < plan.calls(); i++) {
      String name = Premises.agent(i);
      String token =
          tokens.issue(
              new SessionTokens.Claims(
                  new AccountId(Premises.ACCOUNT), new AgentId(name), Role.AGENT),
              TOKEN_LIFE);
      // One after the other: how fast legs can be made is another question.
      try {
        generator.agent(premises.httpPort(), name, token).get(SIGN_IN_PATIENCE_S, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException(name + " cannot sign in", e);
      }
    }
  }

  private List<LoadPhone> ramp(Generator generator) throws InterruptedException {
    List<LoadPhone> phones = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < plan.calls(); i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / plan.callsPerSecond();
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      LoadPhone phone = new LoadPhone(generator.window(), generator.towardsCustomers());
      phone.dial(generator.line(), Customer.fictional(i, caller(i)));
      phones.add(phone);
    }
    return phones;
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
        memories.warm(),
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

  private static LoadReport.Traffic traffic(
      Generator generator, List<LoadPhone> phones, Premises premises) {
    List<LoadAgent> agents = generator.agents();
    return new LoadReport.Traffic(
        phones.stream().mapToLong(phone -> phone.voice().numbered()).sum(),
        agents.stream().mapToLong(agent -> agent.ear().numbered()).sum(),
        agents.stream().mapToLong(agent -> agent.voice().numbered()).sum(),
        phones.stream().mapToLong(phone -> phone.ear().numbered()).sum(),
        phones.stream().mapToLong(phone -> phone.ear().sequenceGaps()).sum()
            + agents.stream().mapToLong(agent -> agent.ear().sequenceGaps()).sum(),
        ProcessFigures.udpDrops(premises.mediaPort()),
        ProcessFigures.udpDrops(generator.sandboxMediaPort()));
  }

  private static LoadReport.Times times(
      Generator generator, List<LoadPhone> phones, Histogram machine) {
    Map<String, LoadAgent> byCaller =
        generator.agents().stream()
            .collect(Collectors.toMap(LoadAgent::caller, Function.identity(), (a, _) -> a));
    Histogram first = Generator.histogram();
    Histogram voice = Generator.histogram();
    Histogram back = Generator.histogram();
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
