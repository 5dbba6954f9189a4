/// How a call sounded: loss, jitter and round trip of both legs over the length of a call, from
/// what the legs count anyway (RFC 3550 §6.4.1); concealment, levels, talk and silence as the
/// agent's browser reports them; the score that the wideband E-model expects of it (ITU-T G.107.1);
/// one word for the whole, and sentences for what went wrong when.
///
/// Left out: the burst loss, discards and MOS of RFC 3611, which no peer of ours reports. Pure
/// values and one owner that is not the packet path: figures are taken every few seconds.
@NullMarked
package io.dering.media.quality;

import org.jspecify.annotations.NullMarked;
