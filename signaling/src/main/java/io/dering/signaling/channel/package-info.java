/// A business number's settings: name, ringing window (IN-7), on and off for customers' calls
/// (IN-2), and office hours (RM-9).
///
/// Left out: writing them to Meta's own settings. Pure values.
@NullMarked
package io.dering.signaling.channel;

import org.jspecify.annotations.NullMarked;
