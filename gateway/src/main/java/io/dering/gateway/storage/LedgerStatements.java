package io.dering.gateway.storage;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.LedgerRecord.HoldPlaced;
import io.dering.signaling.activity.LedgerRecord.HoldReleased;
import io.dering.signaling.activity.LedgerRecord.HoldSettled;
import io.dering.signaling.activity.LedgerRecord.ThresholdCrossed;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.HoldState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;

/// Appends to the ledgers. What contradicts the tables is a conflict: the schema refuses it, or a
/// row that must be there is not. Where the accounts stand is written by [#flush]. Used by
/// [Statements] alone.
final class LedgerStatements {
  private final LedgerHeads heads;
  private final PreparedStatement entry;
  private final PreparedStatement place;
  private final PreparedStatement resolve;
  private final PreparedStatement row;

  LedgerStatements(Prepared prepared) throws SQLException {
    heads = new LedgerHeads(prepared);
    entry =
        prepared.prepare(
            """
            INSERT INTO ledger_entry (account, sequence, previous, entry, at_ms, kind, amount_minor,
              short_minor, before_minor, after_minor, call, minute, by_agent, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    place =
        prepared.prepare(
            """
            INSERT INTO ledger_hold (account, call, minute, amount_minor, placed_at_ms, state)
            VALUES (?, ?, ?, ?, ?, 'OPEN')
            """);
    row =
        prepared.prepare(
            "UPDATE call SET charge_minor = charge_minor - ?"
                + " WHERE id = ? AND closed_at_ms IS NOT NULL");
    resolve =
        prepared.prepare(
            """
            UPDATE ledger_hold SET state = ?, charged_minor = ?, resolved_at_ms = ?
            WHERE call = ? AND minute = ? AND account = ? AND amount_minor = ? AND state = 'OPEN'
            """);
  }

  void append(LedgerRecord written) throws SQLException {
    switch (written) {
      case EntryAdded added -> add(added);
      case HoldPlaced placed -> {
        place.setString(1, placed.account().value());
        place.setString(2, placed.hold().call().value());
        place.setInt(3, placed.hold().minute());
        place.setLong(4, placed.amountMinor());
        place.setLong(5, placed.at().toEpochMilli());
        place.executeUpdate();
        heads.hold(placed.account(), placed.amountMinor());
      }
      case HoldSettled settled -> {
        resolve.setString(1, HoldState.SETTLED.name());
        resolve.setLong(2, settled.chargedMinor());
        resolve(settled.account(), settled.hold(), settled.heldMinor(), settled.at());
        heads.hold(settled.account(), settled.chargedMinor() - settled.heldMinor());
      }
      case HoldReleased released -> {
        resolve.setString(1, HoldState.RELEASED.name());
        resolve.setNull(2, Types.BIGINT);
        resolve(released.account(), released.hold(), released.heldMinor(), released.at());
        heads.hold(released.account(), -released.heldMinor());
      }
      case ThresholdCrossed _ -> {
        // An event, and nothing that the tables would not know.
      }
    }
  }

  private void add(EntryAdded added) throws SQLException {
    entry.setString(1, added.account().value());
    entry.setLong(2, added.sequence());
    if (added.sequence() == 1) {
      entry.setNull(3, Types.BIGINT);
    } else {
      entry.setLong(3, added.sequence() - 1);
    }
    entry.setString(4, Prepared.text(added.entry().value()));
    entry.setLong(5, added.at().toEpochMilli());
    entry.setString(6, added.kind().name());
    entry.setLong(7, added.amountMinor());
    entry.setLong(8, added.shortMinor());
    entry.setLong(9, added.balanceBeforeMinor());
    entry.setLong(10, added.balanceAfterMinor());
    entry.setString(11, added.call() == null ? null : added.call().value());
    if (added.kind() == EntryKind.CHARGE) {
      entry.setInt(12, added.minute());
    } else {
      entry.setNull(12, Types.BIGINT);
    }
    AgentId by = added.by();
    entry.setString(13, by == null ? null : Prepared.text(by.value()));
    entry.setString(14, Prepared.text(added.note()));
    entry.executeUpdate();
    heads.add(added);
    correctRow(added);
  }

  /// M7: the row of a call that is over says what its entries sum up to. Of one that runs, the end
  /// says it.
  private void correctRow(EntryAdded added) throws SQLException {
    CallId call = added.call();
    if (call != null) {
      row.setLong(1, added.amountMinor());
      row.setString(2, call.value());
      row.executeUpdate();
    }
  }

  private void resolve(AccountId account, HoldId hold, long heldMinor, Instant at)
      throws SQLException {
    resolve.setLong(3, at.toEpochMilli());
    resolve.setString(4, hold.call().value());
    resolve.setInt(5, hold.minute());
    resolve.setString(6, account.value());
    resolve.setLong(7, heldMinor);
    if (resolve.executeUpdate() != 1) {
      throw LedgerHeads.contradiction();
    }
  }

  /// Before a commit.
  void flush() throws SQLException {
    heads.flush();
  }

  /// After a rollback.
  void forget() {
    heads.forget();
  }
}
