/// How the packet heart holds time: monotonic nanoseconds as arguments, deadlines as values.
///
/// No RFC. The values come from the shell's one monotonic source (`System.nanoTime`), so they may
/// be negative and may wrap: they are compared by subtraction, never by `<`. We leave out
/// wall-clock time, because nothing on the packet path depends on it. Any thread; no buffers; no
/// vectors.
@NullMarked
package io.dering.media.time;

import org.jspecify.annotations.NullMarked;
