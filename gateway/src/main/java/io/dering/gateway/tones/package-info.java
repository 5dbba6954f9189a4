/// The tones that the gateway plays into calls: made as samples, encoded to Opus once at start, and
/// played from then on as frames that stand ready.
///
/// Sources: ITU-T E.180 (12/98) §6 for the ringing tone's frequency and cadence, and its Supplement
/// 2 for the countries'. The low-balance warning and the comfort tone have no standard; ours are
/// our own.
///
/// Left out: tones of other countries. The customer is at the end of a WhatsApp call, whose own
/// ringing nobody hears but them; the agent needs to hear that it rings, not where.
///
/// Threads: the encoder works on the caller's; what comes of it never changes.
@NullMarked
package io.dering.gateway.tones;

import org.jspecify.annotations.NullMarked;
