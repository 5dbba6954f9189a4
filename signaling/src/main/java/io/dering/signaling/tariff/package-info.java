/// What a minute to a number costs (BAL-3): an account's rate card, read from CSV (RFC 4180) and
/// written to it, and the tariff that it has for a call.
///
/// This is what the account pays. What Meta charges is another measure, 6-second pulses by Meta's
/// own card (Meta reference 8), and is never mixed with it. Whether a number has a country is asked
/// of [Countries], which the body implements; everything here is pure.
@NullMarked
package io.dering.signaling.tariff;

import org.jspecify.annotations.NullMarked;
