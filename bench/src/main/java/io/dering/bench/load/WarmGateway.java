package io.dering.bench.load;

import io.dering.bench.lean.LeanEnds;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

/// A gateway for several rounds of calls, with lean far ends: its process lives through all of
/// them, as a server's does, and stands still between them.
public final class WarmGateway implements AutoCloseable {
  /// What fell due while it stood still, as the end of pages that have gone meanwhile, is seen to
  /// before the next ones come.
  private static final long AWAKE_MS = 3_000;

  private final LoadPlan plan;
  private final Stage stage;
  private final Standstill standstill;

  private WarmGateway(LoadPlan plan, Stage stage) {
    this.plan = plan;
    this.stage = stage;
    this.standstill = new Standstill(stage.gateway().pid());
  }

  /// Starts it, and makes it stand still.
  ///
  /// @param plan of each round, but for its warm-up; no round has more calls
  /// @param slots into which the far ends spread their packets, within 20 ms
  /// @throws IOException when something cannot be started
  public static WarmGateway start(LoadPlan plan, GatewayUnderTest.Starter starter, int slots)
      throws IOException, InterruptedException {
    LeanEnds ends = Ends.lean(new SecureRandom(), slots);
    WarmGateway gateway = new WarmGateway(plan, Stage.open(plan, starter, ends));
    gateway.standstill.begin();
    return gateway;
  }

  /// Looks into the gateway's process while all calls talk and nothing counts any more, so that
  /// what the look costs is in no figure of the round.
  public interface Onlooker {
    Onlooker NONE = _ -> {};

    void look(ProcessFigures gateway) throws IOException, InterruptedException;
  }

  /// Calls come, talk and go; then it stands still again.
  ///
  /// @param calls at once
  /// @param warmUp how long all of them talk before anything is counted
  /// @throws IOException when the calls do not all stand to their end
  public LoadReport round(int calls, Duration warmUp, Onlooker onlooker)
      throws IOException, InterruptedException {
    standstill.end();
    Thread.sleep(AWAKE_MS);
    LoadRun run =
        new LoadRun(plan.with(calls, warmUp), _ -> {})
            .then((played, _) -> onlooker.look(played.gateway()));
    LoadReport report = run.on(stage);
    stage.generator().dismiss();
    standstill.begin();
    if (report.calls().connected() != calls
        || report.calls().brokenOff() != 0
        || report.calls().ended() != calls) {
      throw new IOException("not all calls stood: see " + plan.folder());
    }
    return report;
  }

  @Override
  public void close() {
    standstill.close();
    stage.close();
  }
}
