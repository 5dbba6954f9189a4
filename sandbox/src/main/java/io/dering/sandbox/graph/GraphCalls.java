package io.dering.sandbox.graph;

import java.util.Optional;
import java.util.function.Consumer;

/// Whoever owns the calls that Graph requests are about.
public interface GraphCalls {
  /// Carries a request out. On the owner's thread.
  ///
  /// @param answer takes the error, or empty for success, exactly once, on the owner's thread, and
  ///   writes the response before it returns: what the owner does next comes after it
  void handle(GraphAction action, Consumer<Optional<GraphError>> answer);

  /// Places a call of the business's. On the owner's thread.
  ///
  /// @param answer takes the outcome exactly once, on the owner's thread; webhooks may come before
  void connect(ConnectWish wish, Consumer<ConnectAnswer> answer);
}
