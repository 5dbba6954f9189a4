/// Call permission: may the business call this customer now, may it ask, and what became of what it
/// asked (PM-1 to PM-9, OUT-3, OUT-4; Meta reference part 3).
///
/// Meta is the authority, not this table: who dials asks Meta first (reference 3.4) and hands the
/// answer in. What is kept here are the customers' answers as a cache and a history, the counts of
/// our own, and what Meta said last of its limits; of Meta's limits and ours the stricter wins.
/// Meta says nothing when a temporary permission runs out: the clock ends it here.
///
/// A permission belongs to a customer and a channel, not to a room: who calls while callback
/// permission is on grants one and opens no room (RM-1). Customers are found by their aliases, as
/// rooms are, and two entries of one customer become one.
///
/// Pure, owned by the switchboard's thread. Limits are arguments: they change while the gateway
/// runs.
@NullMarked
package io.dering.signaling.permission;

import org.jspecify.annotations.NullMarked;
