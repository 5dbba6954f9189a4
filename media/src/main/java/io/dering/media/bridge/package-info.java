/// Two legs of a call and what passes between them: the gate, mute, silence while there is nothing
/// else, and the passing through of Opus packets and telephone events, renumbered into each
/// receiver's one stream (see [io.dering.media.leg.OutgoingStream]); and what is heard while an
/// agent is away without having left.
///
/// What Meta requires and why it is here: no RTP before accept's 200, because the customer's phone
/// takes the first packet for the answer; then never a quiet wire, because 20 to 30 s without
/// packets end the call with 138021.
///
/// What we leave out: decoding, and mixing with it. A clip of our own takes the place of what would
/// pass (see [io.dering.media.opus.OpusClip]); a tone that a caller hears alone is played into that
/// leg without a bridge. Packets pass through untouched below the RTP header.
///
/// Thread: the media loop that owns both legs. Buffers: borrowed, changed in place.
@NullMarked
package io.dering.media.bridge;

import org.jspecify.annotations.NullMarked;
