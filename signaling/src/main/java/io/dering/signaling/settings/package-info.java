/// What Meta's own call settings of a number ought to say, and what they do say (Meta reference
/// part 4): written after a change, read back, and compared.
///
/// Of Meta's fields those that follow from a channel's settings are kept (IN-2, RM-9, IN-13); all
/// others, such as SIP, codecs and countries, are never named in a request and stay as they are.
///
/// Left out: requests and webhooks themselves. Pure values and one machine.
@NullMarked
package io.dering.signaling.settings;

import org.jspecify.annotations.NullMarked;
