/// What "Meta" and the business said to each other, for people to read: the last exchanges, shown
/// beside the customer's phone and at `GET /sandbox/wire`.
///
/// Bounded in number and in size. Never written to a log: it holds numbers, names and SDP, which is
/// what a developer came to see. Tokens and signatures are not in it.
///
/// Thread: one, the sandbox's.
@NullMarked
package io.dering.sandbox.wire;

import org.jspecify.annotations.NullMarked;
