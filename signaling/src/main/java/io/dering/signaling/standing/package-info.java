/// How a channel stands with Meta: how many of its calls are answered, and what Meta has said of it
/// (IN-12).
///
/// Meta warns numbers that answer too few calls, then hides their call button. It publishes neither
/// the rate nor the span that it looks at (Meta reference 4.4), so ours are policy values that warn
/// early. Pure values and one machine for each figure.
@NullMarked
package io.dering.signaling.standing;

import org.jspecify.annotations.NullMarked;
