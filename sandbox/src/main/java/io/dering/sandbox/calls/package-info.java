/// What Meta makes of a call: one machine per inbound call, from the customer's tap to the end.
///
/// Source: Meta's calling API as `docs/sandbox.md` describes it; where Meta does not say, the
/// choice is marked there. Left out: business-initiated calls (`io.dering.sandbox.outbound`),
/// recording.
///
/// Pure: no clock, thread, socket or randomness; `now` is an argument and time-outs are values. The
/// owner is `io.dering.sandbox.network`. Tests walk every state with every event.
@NullMarked
package io.dering.sandbox.calls;

import org.jspecify.annotations.NullMarked;
