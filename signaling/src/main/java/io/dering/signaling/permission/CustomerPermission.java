package io.dering.signaling.permission;

import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.room.Customer;

/// Whose permission it is, and how it stands.
public record CustomerPermission(
    PermissionId id, ChannelId channel, Customer customer, Permission permission) {
  public CustomerPermission with(Permission other) {
    return new CustomerPermission(id, channel, customer, other);
  }

  CustomerPermission with(Customer known) {
    return new CustomerPermission(id, channel, known, permission);
  }
}
