/// The one owner of an account's calls: facts and an instant in, records and commands out.
///
/// Durable before visible: whoever runs it stores `Step.records()` first and then releases
/// `Step.commands()`. One thread per account; no I/O, clock, randomness of its own or logger. Left
/// out in this slice: rooms, outbound, money (their rules come with their own packages). Tests:
/// table, permutations and the seeded simulation in `simulation`.
@NullMarked
package io.dering.signaling.switchboard;

import org.jspecify.annotations.NullMarked;
