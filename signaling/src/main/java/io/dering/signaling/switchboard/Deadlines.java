package io.dering.signaling.switchboard;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PermissionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The moments at which something must be looked at again; each thing has at most one. Equal
/// moments come in the order in which they were set. Cost: O(log n).
final class Deadlines {
  private final TreeSet<Entry> order =
      new TreeSet<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::sequence));
  private final Map<Key, Entry> entries = new HashMap<>();
  private long nextSequence;

  /// What is to be looked at.
  sealed interface Key {
    record CallDue(CallId call) implements Key {}

    /// A round-robin call goes on to the next member (RG-7).
    record HuntDue(CallId call) implements Key {}

    /// A call that its customer's agents have not answered rings for the groups too.
    record OverflowDue(CallId call) implements Key {}

    record AgentDue(AgentId agent) implements Key {}

    record WrapUpDue(AgentId agent) implements Key {}

    /// A channel's settings at Meta are looked at, or a restriction of it ends.
    record ChannelDue(ChannelId channel) implements Key {}

    /// A minute of a call of the business's begins, or its money ends soon.
    record MinuteDue(CallId call) implements Key {}

    /// A temporary permission or a request ends.
    record PermissionDue(PermissionId permission) implements Key {}

    /// Meta has had time to count a request of which it did not say what became of it.
    record DoubtDue(PermissionId permission) implements Key {}

    record TombstoneDue(MetaCallId metaCall) implements Key {}
  }

  private record Entry(Instant at, long sequence, Key key) {}

  /// Sets or moves a deadline; `Instant.MAX` clears it.
  void set(Key key, Instant at) {
    Entry old = entries.get(key);
    if (old != null && old.at().equals(at)) {
      return;
    }
    clear(key);
    if (!at.equals(Instant.MAX)) {
      Entry entry = new Entry(at, nextSequence++, key);
      entries.put(key, entry);
      order.add(entry);
    }
  }

  void clear(Key key) {
    Entry old = entries.remove(key);
    if (old != null) {
      order.remove(old);
    }
  }

  /// Takes the earliest key whose moment has come.
  Optional<Key> takeDue(Instant now) {
    if (order.isEmpty() || now.isBefore(order.first().at())) {
      return Optional.empty();
    }
    Key key = order.first().key();
    clear(key);
    return Optional.of(key);
  }

  Instant next() {
    return order.isEmpty() ? Instant.MAX : order.first().at();
  }
}
