/// Tests of the conductor on the real switchboard and store, stepped by hand; and
/// [io.dering.gateway.conductor.CrashTest], which kills a real process with SIGKILL.
@NullMarked
package io.dering.gateway.conductor;

import org.jspecify.annotations.NullMarked;
