/// What must outlive the process: the log of calls, the inbox of webhooks, the backends' tokens and
/// the answers that are kept for requests that come again, in SQLite or in PostgreSQL.
///
/// [io.dering.gateway.storage.CallStore] is all that others see, with the
/// [io.dering.gateway.storage.Place] that says where. Writes are durable when their future
/// completes: one thread of ours owns the one writing connection, takes everything that waits, and
/// commits it as a group (SQLite: `synchronous=FULL`, PostgreSQL: `synchronous_commit=on`; the
/// write-ahead log is on the disk). Reads run on their caller's thread over a small pool of
/// connections that cannot write; they block, so call them from a virtual thread.
///
/// A write that contradicts what is stored (a call opened or closed twice, an agent with two calls)
/// fails alone. When the disk fails, the store is broken from then on: all that waits fails and
/// nothing is tried again, because after a failed fsync nobody knows what the file holds
/// (PostgreSQL's "fsyncgate"); the next start reads what is really there. A PostgreSQL connection
/// that breaks is the same: whether its last commit was done is known to the next start alone.
///
/// One process writes: a lock on the data folder, or an advisory lock of the writing session. One
/// subset of SQL and one set of migrations serve both databases;
/// [io.dering.gateway.storage.Dialect] is all that differs, and a new migration must pass the
/// store's tests on both. A smaller table has a class of its own, which hands the one thread what
/// to run.
///
/// Left out: quality figures. Rows are plain JDBC on the writing side, where statements are
/// prepared once, and JDBI elsewhere.
@NullMarked
package io.dering.gateway.storage;

import org.jspecify.annotations.NullMarked;
