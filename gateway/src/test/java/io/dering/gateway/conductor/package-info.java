<<<<<<< HEAD
/// The conductor stepped and threaded, over a store that is slow, full or dead, and a real process killed at random moments.
=======
/// Tests of the conductor on the real switchboard and store, stepped by hand; and
/// [io.dering.gateway.conductor.CrashTest], which kills a real process with SIGKILL.
>>>>>>> store
@NullMarked
package io.dering.gateway.conductor;

import org.jspecify.annotations.NullMarked;
