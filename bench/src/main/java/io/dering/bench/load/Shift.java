package io.dering.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A team that is always of the same size at the desk: whoever has had a call goes home, and
/// another comes.
final class Shift {
  private static final long PATIENCE_S = 60;

  private final Stage stage;
  private final Names names;

  Shift(Stage stage, int agents) {
    this.stage = stage;
    this.names = new Names(agents);
  }

  /// So many come in, one after the other; returns when all of them are there.
  ///
  /// @return how many are
  int begin(int count) throws InterruptedException {
    List<CompletableFuture<LoadAgent>> coming = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CompletableFuture<LoadAgent> one = comes();
      coming.add(one);
      int _ = Stage.finished(List.of(one), PATIENCE_S);
    }
    return Stage.succeeded(coming, PATIENCE_S);
  }

  private CompletableFuture<LoadAgent> comes() throws InterruptedException {
    String name = names.next();
    if (name == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("nobody is at home"));
    }
    CompletableFuture<LoadAgent> coming = stage.signIn(name);
    var _ = coming.thenCompose(agent -> agent.callEnded().thenAccept(_ -> relieved(agent)));
    return coming;
  }

  private void relieved(LoadAgent agent) {
    agent.leave();
    // Home first: with as many names as places nobody else would be there to come.
    names.back(agent.page());
    try {
      var _ = comes();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
