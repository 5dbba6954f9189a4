package io.dering.signaling.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Permissions in memory: by each name of their customers.
class PermissionsTest {
  private static final ChannelId CHANNEL = new ChannelId("200000000000001");
  private static final Instant NOW = Instant.parse("2026-10-05T08:00:00Z");
  private static final Alias PHONE = new Alias(Alias.Kind.PHONE, "6281");
  private static final Alias USER = new Alias(Alias.Kind.USER, "ID.1");

  private final Permissions permissions = new Permissions();

  @Test
  void theNewerWordWinsWhenTwoEntriesAreOfOneCustomer() {
    permissions.put(entry("perm_a", PHONE, held(new Grant.Permanent(), NOW)));
    permissions.put(entry("perm_b", USER, held(new Grant.None(), NOW.plusSeconds(60))));
    Permissions.Met met =
        permissions.meet(CHANNEL, new Customer(null, List.of(USER, PHONE))).orElseThrow();
    assertThat(met.one().id()).isEqualTo(new PermissionId("perm_a"));
    assertThat(met.one().permission().grant()).isEqualTo(new Grant.None());
    assertThat(met.absorbed()).hasSize(1);
    assertThat(permissions.of(CHANNEL, new Customer(null, List.of(USER)))).hasSize(1);
  }

  @Test
  void oneCustomerOfTwoChannelsHasTwoPermissions() {
    permissions.put(entry("perm_a", PHONE, held(new Grant.Permanent(), NOW)));
    Customer customer = new Customer(null, List.of(PHONE));
    assertThat(permissions.look(new ChannelId("2"), customer)).isEqualTo(Permission.NEW);
  }

  @Test
  void theStoreIsAskedOnceForWhatItDoesNotKnow() {
    Customer customer = new Customer(null, List.of(PHONE, USER));
    assertThat(permissions.unknown(CHANNEL, customer)).containsExactly(PHONE, USER);
    permissions.absent(CHANNEL, List.of(PHONE, USER));
    assertThat(permissions.unknown(CHANNEL, customer)).isEmpty();
  }

  @Test
  void memoryIsNewerThanTheStore() {
    permissions.put(entry("perm_a", PHONE, held(new Grant.None(), NOW)));
    assertThat(permissions.remember(entry("perm_a", PHONE, held(new Grant.Permanent(), NOW))))
        .isFalse();
    assertThat(permissions.look(CHANNEL, new Customer(null, List.of(PHONE))).grant())
        .isEqualTo(new Grant.None());
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i <= Permissions.MAX_IDLE; i++) {
      permissions.put(
          entry(
              "perm_" + i,
              new Alias(Alias.Kind.PHONE, "62" + i),
              held(new Grant.Permanent(), NOW)));
    }
    assertThat(permissions.find(new PermissionId("perm_0"))).isEmpty();
    assertThat(
            permissions.unknown(
                CHANNEL, new Customer(null, List.of(new Alias(Alias.Kind.PHONE, "620")))))
        .hasSize(1);
  }

  @Test
  void metasTimeIsReadOutOfItsDetails() {
    assertThat(MetaTimes.next(details("Next call allowed at 1791217200."), NOW))
        .contains(Instant.ofEpochSecond(1_791_217_200));
    assertThat(MetaTimes.next(details("allowed at 17912172001"), NOW)).isEmpty();
    assertThat(MetaTimes.next(details("it was allowed at 1691217200"), NOW)).isEmpty();
    assertThat(MetaTimes.next(MetaError.of(138_012), NOW)).isEmpty();
  }

  private static MetaError details(String text) {
    return new MetaError(138_012, null, null, text, null);
  }

  private static Permission held(Grant grant, Instant since) {
    return Permission.NEW.with(new Held(grant, GrantSource.REQUEST, since, since));
  }

  private static CustomerPermission entry(String id, Alias alias, Permission permission) {
    return new CustomerPermission(
        new PermissionId(id), CHANNEL, new Customer(null, List.of(alias)), permission);
  }
}
