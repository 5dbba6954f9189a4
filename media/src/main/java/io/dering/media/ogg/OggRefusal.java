package io.dering.media.ogg;

/// Why a file was refused.
public enum OggRefusal {
  /// More than [OggOpusReader#MAX_LENGTH] bytes.
  TOO_LONG,
  /// No page where one should begin.
  NOT_OGG,
  /// The file ends inside a page or a packet.
  TRUNCATED,
  /// A page's checksum is not that of its bytes.
  WRONG_CHECKSUM,
  /// A page is missing or repeated.
  OUT_OF_SEQUENCE,
  /// A packet that does not go on where it should, or goes on where it should not.
  BROKEN_PACKET,
  /// A packet of no bytes or of more than Opus has.
  WRONG_PACKET_LENGTH,
  /// More than [OggOpusReader#MAX_PACKETS] packets.
  TOO_MANY_PACKETS,
  /// A position that goes backwards.
  WRONG_GRANULE,
  /// More than one stream, side by side or one after the other.
  SEVERAL_STREAMS,
  /// The stream does not begin with an OpusHead of one or two channels.
  NOT_OPUS,
  /// The second packet is no OpusTags.
  NO_TAGS
}
