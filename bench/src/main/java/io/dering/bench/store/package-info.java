/// What the store costs: durable set-ups per second, durable charges per second on one balance, and
/// a start over a million past calls.
///
/// All run the gateway's own switchboard, conductor, intake and store on a real file (or on a
/// PostgreSQL server), without HTTP and media; charges without switchboard too. Customers, agents
/// and Meta are answered from [io.dering.bench.store.Lanes] on the conductor's thread, which costs
/// that thread a little.
@NullMarked
package io.dering.bench.store;

import org.jspecify.annotations.NullMarked;
