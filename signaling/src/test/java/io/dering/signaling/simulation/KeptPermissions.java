package io.dering.signaling.simulation;

import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a disk knows of customers' permissions, from its records alone. As the tables are: how one
/// stands, and whose it is, come with records of their own.
final class KeptPermissions {
  private final Map<PermissionId, CustomerPermission> all = new LinkedHashMap<>();
  private final Map<Place, PermissionId> byAlias = new HashMap<>();

  private record Place(ChannelId channel, Alias alias) {}

  void append(PermissionRecord written) {
    switch (written) {
      case PermissionRecord.PermissionKept(var _, var _, var of) -> {
        CustomerPermission before = all.get(of.id());
        Customer whose = before == null ? new Customer(null, List.of()) : before.customer();
        all.put(of.id(), new CustomerPermission(of.id(), of.channel(), whose, of.permission()));
      }
      case PermissionRecord.PermissionHolder(var _, var _, var of) -> {
        CustomerPermission before = all.get(of.id());
        Claim.that(before != null, "aliases of a permission that is not there");
        if (before != null) {
          for (Alias alias : before.customer().aliases()) {
            byAlias.remove(new Place(of.channel(), alias), of.id());
          }
          all.put(
              of.id(),
              new CustomerPermission(of.id(), of.channel(), of.customer(), before.permission()));
        }
        of.customer()
            .aliases()
            .forEach(alias -> byAlias.put(new Place(of.channel(), alias), of.id()));
      }
      case PermissionRecord.PermissionsMerged merged -> {
        all.remove(merged.absorbed());
        byAlias.replaceAll((_, id) -> id.equals(merged.absorbed()) ? merged.permission() : id);
      }
      case PermissionRecord.PermissionChanged _ -> {
        // Told, not kept.
      }
    }
  }

  List<CustomerPermission> timed() {
    return all.values().stream()
        .filter(one -> one.permission().nextDue().isBefore(Instant.MAX))
        .toList();
  }

  List<CustomerPermission> of(ChannelId channel, List<Alias> aliases) {
    return aliases.stream()
        .map(alias -> byAlias.get(new Place(channel, alias)))
        .filter(Objects::nonNull)
        .distinct()
        .map(all::get)
        .filter(Objects::nonNull)
        .toList();
  }
}
