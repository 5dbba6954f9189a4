package io.dering.sandbox.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What customers' phones have got from the business, by customer, and the phones that want to see
/// it. On the sandbox's context.
public final class Inbox {
  /// Shown to a page that is opened later.
  private static final int KEPT = 20;

  private static final int MOST_CUSTOMERS = 1_000;

  private final Map<String, Deque<ObjectNode>> messages = new HashMap<>();
  private final Map<String, Set<Consumer<ObjectNode>>> phones = new HashMap<>();

  /// A message has come for that customer.
  ///
  /// @param number of the customer
  public void deliver(String number, ObjectNode message) {
    if (messages.size() >= MOST_CUSTOMERS && !messages.containsKey(number)) {
      messages.clear();
    }
    Deque<ObjectNode> kept = messages.computeIfAbsent(number, _ -> new ArrayDeque<>());
    kept.addLast(message);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    List.copyOf(phones.getOrDefault(number, Set.of())).forEach(phone -> phone.accept(message));
  }

  /// Oldest first; entries are not to be changed.
  public List<ObjectNode> of(String number) {
    return List.copyOf(messages.getOrDefault(number, new ArrayDeque<>()));
  }

  public void subscribe(String number, Consumer<ObjectNode> phone) {
    phones.computeIfAbsent(number, _ -> new LinkedHashSet<>()).add(phone);
  }

  public void unsubscribe(String number, Consumer<ObjectNode> phone) {
    phones.getOrDefault(number, Set.of()).remove(phone);
  }
}
