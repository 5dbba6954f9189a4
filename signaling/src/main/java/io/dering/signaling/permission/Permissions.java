package io.dering.signaling.permission;

import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// An account's permissions in memory, found by each alias of their customers: those that something
/// happened to last. The rest is in the store: [#unknown] says what to bring from there,
/// [#remember] takes it. Owned by the switchboard's thread.
///
/// Those that time changes by itself stay as long as there is room: whoever is forgotten before its
/// moment is looked at when somebody asks for it.
public final class Permissions {
  /// Some 2 kB each. It must be more than one turn of the conductor can touch, so that what is
  /// forgotten is on the disk.
  static final int MAX_IDLE = 10_000;

  /// Of those that wait for a moment.
  public static final int MAX_TIMED = 50_000;

  /// Aliases of which the store was asked, and knew nothing.
  static final int MAX_ABSENT = 20_000;

  private final SequencedMap<PermissionId, CustomerPermission> timed =
      new LinkedHashMap<>(16, 0.75f, true);
  private final SequencedMap<PermissionId, CustomerPermission> idle =
      new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Place, PermissionId> byAlias = new HashMap<>();
  private final SequencedSet<Place> absent = new LinkedHashSet<>();

  private record Place(ChannelId channel, Alias alias) {}

  /// What was found for a customer.
  ///
  /// @param one as it is from now on
  /// @param absorbed entries of the same customer that are part of it from now on
  /// @param learned whether it has aliases that it had not
  public record Met(CustomerPermission one, List<CustomerPermission> absorbed, boolean learned) {
    public Met {
      absorbed = List.copyOf(absorbed);
    }
  }

  /// Aliases of which no permission is known here, although the store may have one.
  public List<Alias> unknown(ChannelId channel, Customer customer) {
    return customer.aliases().stream()
        .filter(alias -> isUnknown(new Place(channel, alias)))
        .toList();
  }

  private boolean isUnknown(Place place) {
    return !byAlias.containsKey(place) && !absent.contains(place);
  }

  /// The store was asked of these: those that are not known by now are nowhere.
  public void absent(ChannelId channel, List<Alias> aliases) {
    for (Alias alias : aliases) {
      Place place = new Place(channel, alias);
      if (!byAlias.containsKey(place) && absent.add(place) && absent.size() > MAX_ABSENT) {
        absent.removeFirst();
      }
    }
  }

  /// What the store has; without effect where memory is newer.
  ///
  /// @return whether it was taken
  public boolean remember(CustomerPermission stored) {
    boolean known =
        find(stored.id()).isPresent() || !of(stored.channel(), stored.customer()).isEmpty();
    if (!known) {
      put(stored);
    }
    return !known;
  }

  public Optional<CustomerPermission> find(PermissionId id) {
    return Optional.ofNullable(timed.get(id)).or(() -> Optional.ofNullable(idle.get(id)));
  }

  /// Those that any alias of the customer leads to: more than one until [#meet].
  public List<CustomerPermission> of(ChannelId channel, Customer customer) {
    Set<PermissionId> ids = new LinkedHashSet<>();
    for (Alias alias : customer.aliases()) {
      PermissionId id = byAlias.get(new Place(channel, alias));
      if (id != null) {
        ids.add(id);
      }
    }
    return ids.stream().flatMap(id -> find(id).stream()).toList();
  }

  /// How the customer's permission stands; new for one of whom nothing is known.
  public Permission look(ChannelId channel, Customer customer) {
    return of(channel, customer).stream()
        .map(CustomerPermission::permission)
        .reduce(Permission::and)
        .orElse(Permission.NEW);
  }

  /// Brings together the entries of a customer, with the new aliases; empty without one.
  public Optional<Met> meet(ChannelId channel, Customer seen) {
    List<CustomerPermission> found = new ArrayList<>(of(channel, seen));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    found.sort(Comparator.comparing(one -> one.id().value()));
    CustomerPermission one = found.removeFirst();
    Customer before = one.customer();
    for (CustomerPermission other : found) {
      one =
          new CustomerPermission(
              one.id(),
              channel,
              other.customer().and(one.customer()),
              one.permission().and(other.permission()));
      forget(other);
    }
    one = one.with(one.customer().and(seen));
    put(one);
    boolean learned = !one.customer().aliases().equals(before.aliases());
    return Optional.of(new Met(one, found, learned));
  }

  /// It is this from now on, new or known.
  public void put(CustomerPermission one) {
    find(one.id()).ifPresent(this::forget);
    boolean waits = one.permission().nextDue().isBefore(Instant.MAX);
    (waits ? timed : idle).put(one.id(), one);
    for (Alias alias : one.customer().aliases()) {
      Place place = new Place(one.channel(), alias);
      byAlias.put(place, one.id());
      absent.remove(place);
    }
    if (idle.size() > MAX_IDLE) {
      forget(idle.firstEntry().getValue());
    }
    if (timed.size() > MAX_TIMED) {
      forget(timed.firstEntry().getValue());
    }
  }

  private void forget(CustomerPermission one) {
    timed.remove(one.id());
    idle.remove(one.id());
    for (Alias alias : one.customer().aliases()) {
      byAlias.remove(new Place(one.channel(), alias), one.id());
    }
  }
}
