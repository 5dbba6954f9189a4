/// An account's voice balance (BAL-1 to BAL-8): what it holds, what is set aside for minutes that
/// run or are about to, and what a talk costs in the end.
///
/// The model is two-phase: a minute is *held* before it begins and then *settled* (all of it or a
/// part, the rest goes back) or *released*, exactly once. The limit is looked at when holding, so
/// settling cannot break it, and calls that share a balance cannot overspend it together.
///
/// [Ledger] decides, then applies: deciding changes nothing, and applying the records is the only
/// thing that does, now and when a start rebuilds it. The store checks the same again in its
/// schema. Plain fields, owned by the switchboard's thread. Prices are next door, in `tariff`.
@NullMarked
package io.dering.signaling.money;

import org.jspecify.annotations.NullMarked;
