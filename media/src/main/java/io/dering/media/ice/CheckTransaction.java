package io.dering.media.ice;

import io.dering.media.stun.StunMessage;

/// The identity of one check: its 96-bit transaction id, the role it claimed, and whether it
/// nominates.
record CheckTransaction(int idHigh, long idLow, IceRole sentAs, boolean nominating) {
  boolean isAnsweredBy(StunMessage response) {
    return response.transactionHigh() == idHigh && response.transactionLow() == idLow;
  }
}
