package io.dering.sandbox.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The last exchanges, and whoever wants to hear of the next ones.
public final class WireLog {
  /// How many are kept. More shows a longer past to a page that is opened late.
  public static final int KEPT = 50;

  private final ArrayDeque<ObjectNode> last = new ArrayDeque<>();
  private final Set<Consumer<ObjectNode>> readers = new LinkedHashSet<>();
  private long sequence;

  public void add(Exchange exchange) {
    ObjectNode entry = exchange.toJson(++sequence);
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(entry);
    List.copyOf(readers).forEach(reader -> reader.accept(entry));
  }

  /// Oldest first; entries are not to be changed.
  public List<ObjectNode> last() {
    return new ArrayList<>(last);
  }

  public void subscribe(Consumer<ObjectNode> reader) {
    readers.add(reader);
  }

  public void unsubscribe(Consumer<ObjectNode> reader) {
    readers.remove(reader);
  }
}
