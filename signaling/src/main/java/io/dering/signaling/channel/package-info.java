/// A business number's settings: name and ringing window (IN-7).
///
/// Left out: on and off per channel and office hours, which come with IN-2 and RM-9. Pure values.
@NullMarked
package io.dering.signaling.channel;

import org.jspecify.annotations.NullMarked;
