/// RTP as far as a gateway that never decodes needs it: header accessors over borrowed bytes,
/// serial arithmetic, and reception statistics.
///
/// Sources: RFC 3550 (§5.1 the header, appendices A.1, A.3 and A.8 the statistics), RFC 8285
/// (header extensions, which are measured and skipped but never read), RFC 3711 appendix A (packet
/// index).
///
/// Left out: jitter buffers, padding and CSRC handling beyond their length (both legs speak Opus
/// and the payload passes through untouched), RFC 3550's probation of new sources (a packet gets
/// here only after SRTP has authenticated it).
///
/// One owner, one thread. Buffers are borrowed for the call and never kept; nothing here allocates
/// per packet.
@NullMarked
package io.dering.media.rtp;

import org.jspecify.annotations.NullMarked;
