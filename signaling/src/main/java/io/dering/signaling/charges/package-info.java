/// What Meta charges for calls, month by month, beside what the account pays (BAL-3).
///
/// Meta charges the business by begun pulses of six seconds, by country and volume tier (Meta
/// reference part 8); the account pays by begun minutes of its own rate card. The two are kept
/// apart and compared, never converted. Money is in whole numbers: an account's in minor units,
/// Meta's in millionths of a currency unit, because a pulse costs less than a minor unit.
///
/// Left out: why the two differ. A row of Meta's names no call.
///
/// Stateless: any thread.
@NullMarked
package io.dering.signaling.charges;

import org.jspecify.annotations.NullMarked;
