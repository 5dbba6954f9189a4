/// What is kept of a call: the records a store appends, one row per call and its events (REP-1,
/// REP-2), and what a start after a crash needs to end calls left open.
///
/// Pure values, any thread. Quality figures and charges other than zero come later.
@NullMarked
package io.dering.signaling.activity;

import org.jspecify.annotations.NullMarked;
