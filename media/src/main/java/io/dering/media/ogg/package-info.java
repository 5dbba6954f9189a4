/// Opus packets in Ogg pages and back: voice messages, prompts, recordings.
///
/// **What this is.** `OggOpusReader` takes a whole file apart into packets; `OggOpusWriter` makes
/// pages out of packets as they come. No codec: packets pass as they are.
///
/// **RFCs.** RFC 3533 (Ogg), RFC 7845 (Opus in Ogg).
///
/// **What we leave out and why.** One logical stream of one or two channels: "channel mapping
/// family 0" (RFC 7845 §5.1.1.1) is all that calls and voice messages have, so multiplexed and
/// chained files are refused with that name. A decoder "SHOULD" resynchronise after damage (RFC
/// 3533 §5); we refuse instead, since our files come whole over HTTPS or from disk, and a hole in a
/// prompt is better found than heard. Comments are skipped unread beyond the vendor. End trimming
/// is left to who plays: `endTicks` says where.
///
/// **Threads.** One owner per writer; the reader is a function.
///
/// **Buffers.** The reader copies packets out of the file. The writer copies packets in; a page
/// handed to `OggSink` is borrowed for the call.
///
/// **Tests.** Files written by libopus through FFmpeg are read, and read back after our writer; the
/// checksum is proved by their pages.
@NullMarked
package io.dering.media.ogg;

import org.jspecify.annotations.NullMarked;
