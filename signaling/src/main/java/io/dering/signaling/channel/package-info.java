/// A business number's settings: name, ringing window (IN-7), on and off for customers' calls
/// (IN-2), office hours (RM-9), and callback permission (IN-13).
///
/// What of it stands in Meta's own settings is `settings`. Pure values.
@NullMarked
package io.dering.signaling.channel;

import org.jspecify.annotations.NullMarked;
