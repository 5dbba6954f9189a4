package io.dering.signaling.simulation;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// P2, of accounts: no more calls at once than the account may have, of both directions together.
final class NoMoreThanMay implements Auditor {
  private final Map<AccountId, Integer> most = new HashMap<>();

  NoMoreThanMay(List<AccountSettings> accounts) {
    for (AccountSettings account : accounts) {
      if (account.policy().mostCalls() > 0) {
        most.put(account.account(), account.policy().mostCalls());
      }
    }
  }

  @Override
  public void stepped(AccountId account, Snapshot after) {
    Integer limit = most.get(account);
    int calls = after.ringing() + after.connecting() + after.talking() + after.calling();
    Claim.that(limit == null || calls <= limit, "an account has more calls at once than it may");
  }
}
