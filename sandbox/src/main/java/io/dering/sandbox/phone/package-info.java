/// A telephone that follows a script: places a call through the sandbox's ordinary door, says a
/// voice, records what it hears and reports on it. For tests and benches.
///
/// Threads: [io.dering.sandbox.phone.ScriptedPhone] may be used from any thread. Its mouth and ear
/// run on the media loop; what the ear keeps is guarded by one lock, taken for the length of a
/// copy. Recordings are bounded at ten minutes.
@NullMarked
package io.dering.sandbox.phone;

import org.jspecify.annotations.NullMarked;
