package io.dering.sandbox.network;

import io.dering.sandbox.calls.Customer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which phones customers have. On the sandbox's context.
public final class Telephones {
  /// A phone that lies on the table: it rings and nobody comes.
  private static final Telephone ON_THE_TABLE = _ -> Optional.of(Handset.NOBODY);

  private final Map<String, Deque<Plug>> plugs = new HashMap<>();

  /// A phone and whose it is; to unplug it by.
  public record Plug(Customer customer, Telephone telephone) {}

  /// The newest phone of a customer is the one that rings.
  public void plug(Plug plug) {
    plugs.computeIfAbsent(plug.customer().number(), _ -> new ArrayDeque<>()).addFirst(plug);
  }

  public void unplug(Plug plug) {
    Deque<Plug> left = plugs.get(plug.customer().number());
    if (left != null) {
      left.remove(plug);
      if (left.isEmpty()) {
        plugs.remove(plug.customer().number());
      }
    }
  }

  /// The phone that rings for that customer, whose name may be known to it alone.
  Plug of(Customer customer) {
    Deque<Plug> here = plugs.get(customer.number());
    if (here != null) {
      return here.getFirst();
    }
    return new Plug(
        customer.name().isEmpty()
            ? customer.named("Customer " + customer.number().substring(9))
            : customer,
        ON_THE_TABLE);
  }
}
