package io.dering.gateway.storage;

import io.dering.gateway.storage.CallSearch.Cursor;
import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CallRecord.CallEvent;
import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.room.MissedCall;
import io.dering.signaling.routing.RingTurn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jspecify.annotations.Nullable;

/// The reading side: what has been made durable, and nothing else. Methods block on the disk.
public final class CallLog {
  /// The longest page.
  public static final int MAX_LIMIT = 200;

  /// What a start reads. Few rows of many: each has an index of its own. The plus keeps SQLite from
  /// walking through every call there is in the order of the log.
  static final String OPEN =
      "SELECT * FROM call WHERE account = :account AND closed_at_ms IS NULL"
          + " ORDER BY +opened_at_ms, id";

  static final String ENDED_SINCE =
      "SELECT meta_call, closed_at_ms FROM call"
          + " WHERE account = :account AND closed_at_ms >= :since ORDER BY closed_at_ms";

  static final String MISSED_SINCE =
      "SELECT * FROM call WHERE account = :account AND closed_at_ms >= :since"
          + " AND status = 'UNANSWERED' ORDER BY closed_at_ms DESC LIMIT :limit";

  static final String UNPROCESSED =
      "SELECT id, received_at_ms, body FROM webhook_inbox"
          + " WHERE processed_at_ms IS NULL ORDER BY id";

  private final Jdbi jdbi;

  CallLog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The newest calls of an account; with `startingAfter` those older than that call.
  ///
  /// @param limit 1 to [#MAX_LIMIT]
  /// @return empty when `startingAfter` is no call of the account
  public Optional<CallPage> page(AccountId account, int limit, @Nullable CallId startingAfter) {
    return page(CallFilter.of(account), limit, startingAfter);
  }

  /// The same, only the calls that the filter asks for.
  public Optional<CallPage> page(CallFilter filter, int limit, @Nullable CallId startingAfter) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " calls, not " + limit);
    }
    return jdbi.withHandle(handle -> {
      if (startingAfter == null) {
        return Optional.of(page(handle, filter, limit, Cursor.NEWEST));
      }
      return find(handle, filter.account(), startingAfter)
          .map(last -> page(handle, filter, limit, Cursor.after(last)));
    });
  }

  /// The newest calls of a customer with a channel: by any of these numbers and user ids.
  public List<StoredCall> ofCustomer(
      AccountId account, ChannelId channel, List<String> numbers, List<String> userIds, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM call WHERE account = :account AND channel = :channel"
                    + " AND (customer_number IN (<numbers>) OR customer_user_id IN (<users>))"
                    + " ORDER BY opened_at_ms DESC, id DESC LIMIT :limit")
            .bind("account", account.value())
            .bind("channel", channel.value())
            .bindList(EmptyHandling.NULL_KEYWORD, "numbers", numbers)
            .bindList(EmptyHandling.NULL_KEYWORD, "users", userIds)
            .bind("limit", limit)
            .map((row, _) -> call(row))
            .list());
  }

  /// One call of an account.
  public Optional<StoredCall> call(AccountId account, CallId call) {
    return jdbi.withHandle(handle -> find(handle, account, call));
  }

  /// Whether there is a call with this id of Meta's, in any account.
  public boolean knows(MetaCallId metaCall) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT 1 FROM call WHERE meta_call = :meta")
            .bind("meta", metaCall.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /// What happened to a call, in order.
  public List<CallEvent> events(CallId call) {
    return jdbi.withHandle(handle -> events(handle, call));
  }

  /// The calls that have no end: after a crash, those that were going on.
  public List<OpenCall> open(AccountId account) {
    return jdbi.inTransaction(handle -> {
      Instant alive =
          handle
              .createQuery(SignOfLife.LAST)
              .mapTo(Long.class)
              .findOne()
              .map(Instant::ofEpochMilli)
              .orElse(Instant.MIN);
      return handle
          .createQuery(OPEN)
          .bind("account", account.value())
          .map((row, _) -> call(row))
          .list()
          .stream()
          .map(call -> OpenCall.of(opened(call), events(handle, call.id()), alive))
          .toList();
    });
  }

  /// The calls that ended at or after `since`: their ids must not ring again.
  public List<EndedCall> endedSince(AccountId account, Instant since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(ENDED_SINCE)
            .bind("account", account.value())
            .bind("since", since.toEpochMilli())
            .map((row, _) ->
                new EndedCall(
                    new MetaCallId(row.getString("meta_call")),
                    Instant.ofEpochMilli(row.getLong("closed_at_ms"))))
            .list());
  }

  /// The calls that ended unanswered at or after `since`, the newest of them, the oldest first: for
  /// these customers may still leave a recording (IN-10).
  public List<MissedCall> missedSince(AccountId account, Instant since, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(MISSED_SINCE)
            .bind("account", account.value())
            .bind("since", since.toEpochMilli())
            .bind("limit", limit)
            .map((row, _) -> {
              StoredCall call = call(row);
              return new MissedCall(
                  call.id(),
                  call.metaCall(),
                  call.channel(),
                  call.customer(),
                  Instant.ofEpochMilli(row.getLong("closed_at_ms")));
            })
            .list()
            .reversed());
  }

  /// Where the account's round-robin groups stand (RG-3).
  public List<RingTurn> turns(AccountId account) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT ring_group, agent FROM ring_turn WHERE account = :account")
            .bind("account", account.value())
            .map((row, _) ->
                new RingTurn(
                    new RingGroupId(row.getString("ring_group")),
                    new AgentId(row.getString("agent"))))
            .list());
  }

  /// Webhooks answered 200 whose effect is not stored, in the order of their arrival.
  public List<InboxEntry> unprocessed() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(UNPROCESSED)
            .map((row, _) ->
                new InboxEntry(
                    row.getLong("id"),
                    Instant.ofEpochMilli(row.getLong("received_at_ms")),
                    row.getBytes("body")))
            .list());
  }

  private static CallPage page(Handle handle, CallFilter filter, int limit, Cursor cursor) {
    CallSearch search = CallSearch.of(filter, cursor, limit + 1);
    List<StoredCall> calls =
        handle.createQuery(search.sql()).bindMap(search.values()).map((row, _) -> call(row)).list();
    return calls.size() > limit
        ? new CallPage(calls.subList(0, limit), true)
        : new CallPage(calls, false);
  }

  private static Optional<StoredCall> find(Handle handle, AccountId account, CallId call) {
    return handle
        .createQuery("SELECT * FROM call WHERE account = :account AND id = :id")
        .bind("account", account.value())
        .bind("id", call.value())
        .map((row, _) -> call(row))
        .findOne();
  }

  private static List<CallEvent> events(Handle handle, CallId call) {
    return handle
        .createQuery("SELECT * FROM call_event WHERE call = :call ORDER BY sequence")
        .bind("call", call.value())
        .map((row, _) -> event(row))
        .list()
        .stream()
        .flatMap(row -> PassedBy.read(row).stream())
        .toList();
  }

  private static CallEvent event(ResultSet row) throws SQLException {
    return new CallEvent(
        new CallId(row.getString("call")),
        Instant.ofEpochMilli(row.getLong("at_ms")),
        row.getInt("sequence"),
        CallEventKind.valueOf(row.getString("kind")),
        agent(row),
        row.getString("detail"));
  }

  private static StoredCall call(ResultSet row) throws SQLException {
    String number = row.getString("customer_number");
    return new StoredCall(
        new CallId(row.getString("id")),
        new AccountId(row.getString("account")),
        new MetaCallId(row.getString("meta_call")),
        new ChannelId(row.getString("channel")),
        Direction.valueOf(row.getString("direction")),
        new Caller(
            number == null ? null : new PhoneNumber(number),
            row.getString("customer_user_id"),
            row.getString("customer_parent_user_id"),
            row.getString("customer_name")),
        new Payloads(row.getString("button_payload"), row.getString("link_payload")),
        Instant.ofEpochMilli(row.getLong("meta_time_ms")),
        Instant.ofEpochMilli(row.getLong("opened_at_ms")),
        agent(row),
        instant(row, "taken_at_ms"),
        instant(row, "connected_at_ms"),
        end(row),
        row.getString("quality"));
  }

  private static StoredCall.@Nullable End end(ResultSet row) throws SQLException {
    Instant at = instant(row, "closed_at_ms");
    if (at == null) {
      return null;
    }
    return new StoredCall.End(
        at,
        CallStatus.valueOf(row.getString("status")),
        EndReason.valueOf(row.getString("reason")),
        row.getLong("ring_ms"),
        row.getLong("talk_ms"),
        row.getLong("charge_minor"),
        number(row, "meta_error_code"),
        number(row, "meta_error_subcode"));
  }

  private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : number;
  }

  private static CallOpened opened(StoredCall call) {
    return new CallOpened(
        call.id(),
        call.openedAt(),
        call.account(),
        call.metaCall(),
        call.channel(),
        call.direction(),
        call.customer(),
        call.payloads(),
        call.metaTime());
  }

  private static @Nullable AgentId agent(ResultSet row) throws SQLException {
    String agent = row.getString("agent");
    return agent == null ? null : new AgentId(agent);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
