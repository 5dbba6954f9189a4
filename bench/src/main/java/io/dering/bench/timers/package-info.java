/// How punctual the switchboard is with very many deadlines at once, on one thread and a real
/// clock.
///
/// Deadlines stand in its state; there is no timer for each call. What is measured is the call
/// heart alone: the commit and the way to Meta come after it.
@NullMarked
package io.dering.bench.timers;

import org.jspecify.annotations.NullMarked;
