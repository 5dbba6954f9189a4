/// One call: its states, what can happen to it, and the pure machine that decides.
///
/// Source: business rules IN-5 to IN-8, REP-2; Meta's calling reference, parts 1.1 to 1.7. Left
/// out: outbound calls and money, which come with their own states. The machine knows no agent's
/// sockets but the one tab that took the call: who rings is `switchboard`'s matter. Pure values and
/// pure functions: any thread. Test vectors: every state and event pair, and all orders of Meta's
/// webhooks, are walked by the tests.
@NullMarked
package io.dering.signaling.call;

import org.jspecify.annotations.NullMarked;
