/// What Meta keeps about the business's number: its call settings and the restrictions of its calls
/// (Meta reference part 4).
///
/// Left out: SIP, codecs and countries are kept and shown, but change nothing; the phone calls
/// whatever the settings say. Not thread-safe: one owner.
@NullMarked
package io.dering.sandbox.numbers;

import org.jspecify.annotations.NullMarked;
