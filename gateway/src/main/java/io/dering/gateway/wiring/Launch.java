package io.dering.gateway.wiring;

import io.dering.gateway.cli.Launcher;
import io.dering.gateway.cli.PortTaken;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.pages.PageRoutes;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.sandbox.Sandbox;
import io.dering.sandbox.SandboxServer;
import io.dering.sandbox.SandboxSettings;
import io.dering.sandbox.SandboxSources;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.transport.http.HttpLimits;
import io.dering.transport.http.HttpSettings;
import io.dering.transport.http.LoopbackHosts;
import io.dering.transport.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/// What the command line starts.
public final class Launch implements Launcher {
  private static final long PATIENCE_S = 2;

  /// The time of day.
  public static InstantSource wallClock() {
    return InstantSource.system();
  }

  /// What nobody can foretell.
  public static RandomGenerator randomness() {
    return new SecureRandom();
  }

  @Override
  public Running gateway(GatewayConfig config) throws IOException {
    Gateway gateway = Gateway.start(config, System::exit);
    return new Started(gateway.httpPort(), gateway.mediaPort(), gateway::close);
  }

  @Override
  public Running sandbox(GatewayConfig config) throws IOException {
    Vertx vertx = Vertx.vertx();
    try {
      String host = config.http().host();
      HttpSettings http = new HttpSettings(host, config.http().port(), null, HttpLimits.DEFAULTS);
      SandboxSettings settings =
          SandboxSettings.demo(businessOf(config))
              .withMedia(SandboxSettings.Media.onLoopback(config.sandbox().mediaPort()));
      SandboxSources sources =
          new SandboxSources(System::nanoTime, InstantSource.system(), new SecureRandom());
      Sandbox sandbox =
          PortTaken.unlessTaken(
              PortTaken.Which.SANDBOX_MEDIA,
              config.sandbox().mediaPort(),
              () -> Sandbox.start(settings, vertx, sources));
      List<Routes> pages =
          List.of(new LoopbackHosts(), PageRoutes.read(Launch.class.getClassLoader(), true));
      SandboxServer server =
          PortTaken.unlessTaken(
              PortTaken.Which.HTTP,
              http.port(),
              () -> await(SandboxServer.open(vertx, http, sandbox, pages)));
      return new Started(
          server.port(),
          sandbox.mediaPort(),
          () -> {
            sandbox.close();
            close(vertx);
          });
    } catch (IOException | RuntimeException e) {
      close(vertx);
      throw e;
    }
  }

  @Override
  public String token(
      GatewayConfig config, GatewayConfig.Account account, String agent, Duration life) {
    Vertx vertx = Vertx.vertx();
    try {
      byte[] key = TokenKey.of(Path.of(config.data().dir()), new SecureRandom());
      GatewayConfig.Agent person =
          account.agents().stream().filter(a -> a.id().equals(agent)).findFirst().orElseThrow();
      return new SessionTokens(vertx, key)
          .issue(
              new SessionTokens.Claims(
                  new AccountId(account.id()), new AgentId(agent), Accounts.agent(person).role()),
              life);
    } finally {
      close(vertx);
    }
  }

  /// Something started, and how it is stopped.
  private record Started(int httpPort, int mediaPort, Runnable stop) implements Running {
    @Override
    public void close() {
      stop.run();
    }
  }

  /// Where the business listens that the sandbox's webhooks go to.
  private static URI businessOf(GatewayConfig config) {
    String url = config.sandbox().webhookUrl();
    return url.isEmpty()
        ? URI.create("http://" + config.http().host() + ":" + config.http().port())
        : URI.create(url);
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
  }

  private static void close(Vertx vertx) {
    try {
      var _ =
          vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException _) {
      // What does not close in time ends with the process.
    }
  }
}
