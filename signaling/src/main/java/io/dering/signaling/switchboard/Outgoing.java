package io.dering.signaling.switchboard;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The calls of the business's that Meta may still speak of, by the customer who is called: one a
/// customer and channel (Meta's 138003), and as many a channel as Meta takes (P2). Besides, what
/// Meta said of calls that are not known by its id yet: its webhooks may overtake its answer to
/// connect.
final class Outgoing {
  /// More remembers more webhooks that came before their call; each costs some kilobytes. The
  /// oldest goes first.
  static final int MAX_EARLY = 1_000;

  private final Map<Place, CallId> byCustomer = new HashMap<>();
  private final Map<CallId, List<Place>> places = new HashMap<>();
  private final Map<ChannelId, Integer> counts = new HashMap<>();
  private final LinkedHashMap<String, List<Fact.FromMeta>> early = new LinkedHashMap<>();

  private record Place(ChannelId channel, Alias alias) {}

  void add(LiveCall call) {
    List<Place> all =
        Customer.of(call.caller()).aliases().stream()
            .map(alias -> new Place(call.channel(), alias))
            .toList();
    all.forEach(place -> byCustomer.put(place, call.id()));
    places.put(call.id(), all);
    counts.merge(call.channel(), 1, Integer::sum);
  }

  /// It is over, here and at Meta; without effect if it is not known.
  void remove(LiveCall call) {
    List<Place> known = places.remove(call.id());
    if (known != null) {
      known.forEach(place -> byCustomer.remove(place, call.id()));
      counts.computeIfPresent(call.channel(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// The calls to that customer: more than one where an earlier one is over here and may still show
  /// at Meta, or where the customer's names were not known as one person's.
  List<CallId> to(ChannelId channel, Customer customer) {
    return customer.aliases().stream()
        .map(alias -> byCustomer.get(new Place(channel, alias)))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  int of(ChannelId channel) {
    return counts.getOrDefault(channel, 0);
  }

  /// Keeps what Meta said of a call that is not known by that id.
  void early(String metaCall, Fact.FromMeta fact) {
    List<Fact.FromMeta> before = early.getOrDefault(metaCall, List.of());
    if (before.contains(fact)) {
      return;
    }
    List<Fact.FromMeta> all = new ArrayList<>(before);
    all.add(fact);
    early.put(metaCall, List.copyOf(all));
    if (early.size() > MAX_EARLY) {
      early.pollFirstEntry();
    }
  }

  /// What Meta said of it before, in the order of its coming; once.
  List<Fact.FromMeta> takeEarly(String metaCall) {
    List<Fact.FromMeta> said = early.remove(metaCall);
    return said == null ? List.of() : said;
  }
}
