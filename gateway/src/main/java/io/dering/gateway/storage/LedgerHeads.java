package io.dering.gateway.storage;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.AccountId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Where each account stands: its row of `ledger_head`, followed in memory from record to record
/// and written once a commit. The row of a busy account would otherwise be rewritten hundreds of
/// times in one transaction, and each time PostgreSQL walks through all its former versions.
///
/// What the schema says of the row is asked here of every step between: the chain of entries has no
/// gap, and never is more held than there is (M3). Used by [LedgerStatements] alone.
final class LedgerHeads {
  private static final Head NOTHING = new Head(0, 0, 0);

  private final PreparedStatement read;
  private final PreparedStatement first;
  private final PreparedStatement move;
  private final Map<AccountId, Head> stored = new HashMap<>();
  private final Map<AccountId, Head> heads = new HashMap<>();
  private final Set<AccountId> moved = new LinkedHashSet<>();

  LedgerHeads(Prepared prepared) throws SQLException {
    read =
        prepared.prepare(
            "SELECT sequence, balance_minor, held_minor FROM ledger_head WHERE account = ?");
    first =
        prepared.prepare(
            "INSERT INTO ledger_head (account, sequence, balance_minor, held_minor)"
                + " VALUES (?, ?, ?, ?)");
    move =
        prepared.prepare(
            """
            UPDATE ledger_head SET sequence = ?, balance_minor = ?, held_minor = ?
            WHERE account = ? AND sequence = ? AND balance_minor = ? AND held_minor = ?
            """);
  }

  /// @param sequence of the newest entry, 0 before the first
  private record Head(long sequence, long balanceMinor, long heldMinor) {
    Head {
      if (heldMinor < 0 || balanceMinor < heldMinor) {
        throw contradiction();
      }
    }
  }

  /// A charge leaves balance and hold at once.
  void add(EntryAdded added) throws SQLException {
    Head before = head(added.account());
    if (added.sequence() != before.sequence() + 1
        || added.balanceBeforeMinor() != before.balanceMinor()) {
      throw contradiction();
    }
    long paid = added.kind() == EntryKind.CHARGE ? added.amountMinor() : 0;
    put(
        added.account(),
        new Head(added.sequence(), added.balanceAfterMinor(), before.heldMinor() + paid));
  }

  /// More is held, or less.
  void hold(AccountId account, long changeMinor) throws SQLException {
    if (changeMinor != 0) {
      Head before = head(account);
      put(
          account,
          new Head(before.sequence(), before.balanceMinor(), before.heldMinor() + changeMinor));
    }
  }

  /// Writes what has moved. Whoever else moved the row meanwhile is a conflict.
  void flush() throws SQLException {
    for (AccountId account : moved) {
      Head before = stored.getOrDefault(account, NOTHING);
      Head after = heads.getOrDefault(account, NOTHING);
      PreparedStatement write =
          before.sequence() == 0 ? insert(account, after) : update(account, before, after);
      if (write.executeUpdate() != 1) {
        throw contradiction();
      }
      stored.put(account, after);
    }
    moved.clear();
  }

  private PreparedStatement insert(AccountId account, Head after) throws SQLException {
    first.setString(1, account.value());
    first.setLong(2, after.sequence());
    first.setLong(3, after.balanceMinor());
    first.setLong(4, after.heldMinor());
    return first;
  }

  private PreparedStatement update(AccountId account, Head before, Head after) throws SQLException {
    move.setLong(1, after.sequence());
    move.setLong(2, after.balanceMinor());
    move.setLong(3, after.heldMinor());
    move.setString(4, account.value());
    move.setLong(5, before.sequence());
    move.setLong(6, before.balanceMinor());
    move.setLong(7, before.heldMinor());
    return move;
  }

  /// Something was rolled back: what is stored is read again.
  void forget() {
    stored.clear();
    heads.clear();
    moved.clear();
  }

  private Head head(AccountId account) throws SQLException {
    Head known = heads.get(account);
    if (known != null) {
      return known;
    }
    read.setString(1, account.value());
    try (ResultSet row = read.executeQuery()) {
      Head found = row.next() ? new Head(row.getLong(1), row.getLong(2), row.getLong(3)) : NOTHING;
      stored.put(account, found);
      heads.put(account, found);
      return found;
    }
  }

  private void put(AccountId account, Head head) {
    heads.put(account, head);
    moved.add(account);
  }

  static StoreFailure contradiction() {
    return new StoreFailure(
        StoreFailure.Kind.CONFLICT, "A movement of the balance contradicts what is stored.");
  }
}
