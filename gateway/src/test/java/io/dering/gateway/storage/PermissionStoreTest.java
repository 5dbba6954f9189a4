package io.dering.gateway.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.PermissionRecord.PermissionChanged;
import io.dering.signaling.activity.PermissionRecord.PermissionHolder;
import io.dering.signaling.activity.PermissionRecord.PermissionKept;
import io.dering.signaling.activity.PermissionRecord.PermissionsMerged;
import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.Attempts;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.permission.Grant;
import io.dering.signaling.permission.GrantSource;
import io.dering.signaling.permission.Held;
import io.dering.signaling.permission.MetaWord;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.PermissionChange;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Call permissions on both databases.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class PermissionStoreTest {
  private static final AccountId ACCOUNT = SampleCall.ACCOUNT;
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  private static final Alias PHONE = new Alias(Alias.Kind.PHONE, "6281");
  private static final Alias USER = new Alias(Alias.Kind.USER, "ID.1");
  private static final MessageId ASKED = new MessageId("wamid.asked");

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(AT));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// PM-7: nothing of it is forgotten by a restart.
  @Test
  void aPermissionComesBackAsItWas() throws Exception {
    CustomerPermission all = entry("perm_all", List.of(PHONE, USER), full());
    keep(all);
    assertThat(recall(PHONE)).containsExactly(all);
    assertThat(recall(USER)).containsExactly(all);
    CustomerPermission less = all.with(Permission.NEW);
    append(new PermissionKept(AT, ACCOUNT, less));
    assertThat(recall(PHONE).getFirst().permission().grant()).isEqualTo(new Grant.None());
    assertThat(recall(PHONE).getFirst().permission().asks())
        .as("requests stay as the history")
        .hasSize(1);
  }

  @Test
  void aStartBringsThoseThatTimeChanges() throws Exception {
    CustomerPermission waits = entry("perm_waits", List.of(PHONE), full());
    keep(waits);
    keep(entry("perm_idle", List.of(USER), Permission.NEW));
    assertThat(store.permissions().timed(ACCOUNT)).containsExactly(waits);
    assertThat(store.permissions().timed(new AccountId("another"))).isEmpty();
  }

  @Test
  void twoEntriesOfOneCustomerBecomeOne() throws Exception {
    CustomerPermission one = entry("perm_one", List.of(PHONE), Permission.NEW);
    CustomerPermission other = entry("perm_other", List.of(USER), full());
    keep(one);
    keep(other);
    CustomerPermission both = entry("perm_one", List.of(PHONE, USER), full());
    append(
        new PermissionKept(AT, ACCOUNT, both),
        new PermissionsMerged(AT, ACCOUNT, both.id(), other.id()),
        new PermissionHolder(AT, ACCOUNT, both));
    assertThat(recall(USER)).containsExactly(both);
    assertThat(recall(PHONE)).containsExactly(both);
  }

  /// PM-9: the message in the room says when the request ends, and where it stands.
  @Test
  void aRoomBringsItsCustomersPermissionAndShowsTheRequest() throws Exception {
    Room room =
        new Room(
            new RoomId("room_ada"),
            CHANNEL,
            new Customer("Ada", List.of(USER)),
            new RoomState.Open(),
            AT,
            AT,
            AT,
            1);
    CustomerPermission ada = entry("perm_ada", List.of(USER, PHONE), full());
    append(
        new RoomRecord.RoomKept(AT, ACCOUNT, room),
        new RoomRecord.CustomerKnown(AT, ACCOUNT, room),
        new RoomRecord.MessageSent(
            AT, ACCOUNT, room.id(), ASKED, MessageKind.PERMISSION_REQUEST, "May we?", null));
    keep(ada);
    assertThat(store.permissions().recall(ACCOUNT, new Recall.ById(room.id())))
        .containsExactly(ada);
    RoomMessage shown =
        store.roomLog().messages(ACCOUNT, room.id(), null, 10).orElseThrow().getFirst();
    assertThat(shown.request())
        .isEqualTo(new RoomMessage.Request(Ask.State.OPEN, AT.plus(Duration.ofDays(3))));
  }

  @Test
  void aChangeIsAnEvent() throws Exception {
    CustomerPermission one = entry("perm_one", List.of(PHONE), full());
    keep(one);
    append(
        new PermissionChanged(
            AT,
            ACCOUNT,
            one,
            null,
            new PermissionChange.Granted(new Grant.Permanent(), GrantSource.PROFILE)));
    assertThat(store.events().after(ACCOUNT, 0, 10))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo("permission.granted");
          assertThat(event.data()).contains("\"permanent\":true", "\"source\":\"profile\"");
        });
  }

  private static Permission full() {
    return new Permission(
        new Held(new Grant.Temporary(AT.plus(Duration.ofDays(7))), GrantSource.REQUEST, AT, AT),
        List.of(
            new Ask(
                new AskId("ask_1"),
                ASKED,
                AT,
                new AgentId("ayu"),
                "May we call you?",
                Ask.Form.FREE_FORM,
                Ask.State.OPEN,
                AT.plus(Duration.ofDays(3)),
                null)),
        new Attempts(List.of(AT.minusSeconds(60), AT), 2, AT),
        new MetaWord(AT.plusSeconds(60), AT.plusSeconds(61), 100));
  }

  private static CustomerPermission entry(String id, List<Alias> aliases, Permission permission) {
    return new CustomerPermission(
        new PermissionId(id), CHANNEL, new Customer(null, aliases), permission);
  }

  private List<CustomerPermission> recall(Alias alias) {
    return store.permissions().recall(ACCOUNT, new Recall.ByAlias(CHANNEL, List.of(alias)));
  }

  private void keep(CustomerPermission one) throws Exception {
    append(new PermissionKept(AT, ACCOUNT, one), new PermissionHolder(AT, ACCOUNT, one));
  }

  private void append(ActivityRecord... records) throws Exception {
    store.append(List.of(records)).get(30, SECONDS);
  }
}
