package io.dering.gateway.events;

import io.dering.signaling.id.AccountId;
import java.util.List;
import java.util.Optional;

/// The events of the last days. Methods block on the disk.
public interface EventLog {
  /// The account's events after that place, oldest first.
  List<StoredEvent> after(AccountId account, long seq, int limit);

  /// One event of the account.
  Optional<StoredEvent> find(AccountId account, long seq);

  /// The place of the newest event of all accounts, 0 without any.
  long last();
}
