/// Whether a customer may be called, and whether the customer may be asked (PM-1 to PM-9, OUT-3,
/// OUT-4; Meta reference part 3). Pure values.
@NullMarked
package io.dering.signaling.permission;

import org.jspecify.annotations.NullMarked;
