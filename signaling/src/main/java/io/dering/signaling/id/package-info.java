/// The names of things: ids as records, so that aggregates need not import each other.
///
/// No RFC. Personal data (`PhoneNumber`, `MetaCallId`) redacts itself in `toString`; `value()` is
/// for the wire and the store only. Immutable, any thread.
@NullMarked
package io.dering.signaling.id;

import org.jspecify.annotations.NullMarked;
