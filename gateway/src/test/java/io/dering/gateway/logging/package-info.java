<<<<<<< HEAD
/// What must never reach a log.
=======
/// Tests of the log: one JSON object a line, and nothing personal in it.
>>>>>>> store
@NullMarked
package io.dering.gateway.logging;

import org.jspecify.annotations.NullMarked;
