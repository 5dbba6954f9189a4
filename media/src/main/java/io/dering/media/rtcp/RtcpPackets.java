package io.dering.media.rtcp;

/// Numbers of RFC 3550 §6 and §12.1 that reader and writer share.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|  count  |      type     |   length in words, less one   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
final class RtcpPackets {
  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int SOURCE_DESCRIPTION = 202;
  static final int GOODBYE = 203;

  static final int HEADER_LENGTH = 4;
  static final int SSRC_LENGTH = 4;
  static final int SENDER_INFO_LENGTH = 20;
  static final int BLOCK_LENGTH = 24;
  static final int CNAME = 1;

  static final int VERSION_2 = 0x80;
  static final int VERSION_MASK = 0xC0;
  static final int PADDING_BIT = 0x20;
  static final int COUNT_MASK = 0x1F;

  private RtcpPackets() {}
}
