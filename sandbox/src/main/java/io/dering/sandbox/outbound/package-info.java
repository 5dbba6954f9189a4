/// What Meta makes of a call that the business places: one machine per call, from the `connect`
/// request to the end.
///
/// Source: Meta's calling API (reference parts 2.1 to 2.5) as `docs/sandbox.md` describes it; where
/// Meta does not say, the choice is marked there. Whether the business may call at all is the
/// matter of `io.dering.sandbox.permission`.
///
/// Pure: no clock, thread, socket or randomness; `now` is an argument and time-outs are values. The
/// owner is `io.dering.sandbox.network`. Tests walk every state with every event.
@NullMarked
package io.dering.sandbox.outbound;

import org.jspecify.annotations.NullMarked;
