/// What Meta charges for answered calls: 6-second pulses by the customer's country and the month's
/// volume, and what its analytics tell of it (Meta reference part 8).
///
/// The rates are an example of ours, in the form of a rate card of Meta's and not one.
///
/// Thread: one, the sandbox's.
@NullMarked
package io.dering.sandbox.pricing;

import org.jspecify.annotations.NullMarked;
