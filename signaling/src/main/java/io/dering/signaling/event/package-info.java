/// What a business's own system is told as it happens, over its webhooks and the event stream.
///
/// Events are thin: ids, and what cannot be read elsewhere later. The caller's name and number
/// stand in `call.offered` alone, since a backend shows the customer while it rings. Pure values;
/// the catalogue with examples is docs/events.md.
@NullMarked
package io.dering.signaling.event;

import org.jspecify.annotations.NullMarked;
