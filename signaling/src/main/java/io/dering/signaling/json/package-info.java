/// A bounded JSON tree for the two wire codecs, read and written with jackson-core's streams.
///
/// RFC 8259. A tree and not a stream of tokens, because Meta puts `field` behind the `value` that
/// it explains. Bounded: depth, body and name length are limited before memory is taken. Numbers
/// stay as written. Of a repeated name the last value counts. Stateless: any thread.
@NullMarked
package io.dering.signaling.json;

import org.jspecify.annotations.NullMarked;
