package io.dering.bench.load;

import io.dering.bench.lean.LeanEnds;
import io.dering.bench.lean.Watch;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A gateway that runs, both of its ends, and how people come to them: what each scenario plays on.
final class Stage implements AutoCloseable {
  private static final Duration TOKEN_LIFE = Duration.ofHours(2);

  /// Into which lean far ends spread their packets, within 20 ms.
  private static final int SLOTS = 20;

  private final Generator generator;
  private final GatewayUnderTest gateway;
  private final Premises premises;
  private final SessionTokens tokens;
  private final ProcessFigures process;
  private final Path folder;
  private final @Nullable LeanEnds lean;

  private Stage(
      LoadPlan plan,
      Generator generator,
      GatewayUnderTest gateway,
      Premises premises,
      SecureRandom random,
      @Nullable LeanEnds lean) {
    this.generator = generator;
    this.gateway = gateway;
    this.premises = premises;
    this.tokens =
        new SessionTokens(generator.vertx(), TokenKey.of(plan.folder().resolve("data"), random));
    this.process = new ProcessFigures(gateway.pid());
    this.folder = plan.folder();
    this.lean = lean;
  }

  /// @throws IOException when something cannot be started
  static Stage open(LoadPlan plan, GatewayUnderTest.Starter starter)
      throws IOException, InterruptedException {
    return open(plan, starter, plan.lean() ? Ends.lean(new SecureRandom(), SLOTS) : null);
  }

  /// @param lean where all far ends come from; null: from sockets of their own
  static Stage open(LoadPlan plan, GatewayUnderTest.Starter starter, @Nullable LeanEnds lean)
      throws IOException, InterruptedException {
    SecureRandom random = new SecureRandom();
    Premises premises = Premises.find(random);
    Generator generator = Generator.start(premises, plan, random, lean);
    try {
      Path config =
          premises.configure(plan, generator.graphPort(), Business.DEMO.phoneNumberId(), random);
      GatewayUnderTest gateway = starter.start(config, premises.httpPort());
      return new Stage(plan, generator, gateway, premises, random, lean);
    } catch (IOException | InterruptedException | RuntimeException e) {
      generator.close();
      throw e;
    }
  }

  /// Watches the far ends from now on; null where they have sockets of their own.
  @Nullable Watch watch() {
    return lean == null ? null : lean.watch();
  }

  Generator generator() {
    return generator;
  }

  /// The gateway's process.
  ProcessFigures gateway() {
    return process;
  }

  Premises premises() {
    return premises;
  }

  /// Where the gateway writes.
  Path folder() {
    return folder;
  }

  /// An agent comes in; completes when its leg is warm.
  CompletableFuture<LoadAgent> signIn(int index) {
    return signIn(Premises.agent(index));
  }

  CompletableFuture<LoadAgent> signIn(String name) {
    String token =
        tokens.issue(
            new SessionTokens.Claims(
                new AccountId(Premises.ACCOUNT), new AgentId(name), Role.AGENT),
            TOKEN_LIFE);
    return generator.agent(premises.httpPort(), name, token);
  }

  /// A customer calls.
  LoadPhone dial(int index) {
    LoadPhone phone = new LoadPhone(generator.window(), generator.towardsCustomers());
    phone.dial(generator.sandbox(), Customer.fictional(index, caller(index)));
    return phone;
  }

  /// By this name an agent's call and a customer's are known to be one.
  static String caller(int index) {
    return "Caller " + index;
  }

  /// Of the gateway, after a full collection.
  LoadReport.Memory memory() {
    long heap = process.liveHeapKb();
    return new LoadReport.Memory(process.residentKb(), heap);
  }

  /// What the gateway did that Meta forbids.
  long offences() {
    long sum = 0;
    for (Offence offence : Offence.values()) {
      sum += generator.offences(offence);
    }
    return sum;
  }

  /// How many of these end well in time.
  static int succeeded(List<? extends CompletableFuture<?>> all, long seconds)
      throws InterruptedException {
    await(all, seconds);
    return (int)
        all.stream().filter(one -> one.isDone() && !one.isCompletedExceptionally()).count();
  }

  /// How many of these end in time, well or not.
  static int finished(List<? extends CompletableFuture<?>> all, long seconds)
      throws InterruptedException {
    await(all, seconds);
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

  @Override
  public void close() {
    gateway.close();
    generator.close();
  }
}
