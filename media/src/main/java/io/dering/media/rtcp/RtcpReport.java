package io.dering.media.rtcp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compound packet to be written: SR with `sender` or else RR, then SDES with the CNAME, then BYE
/// when `bye`.
///
/// @param ssrc our source
/// @param sender what we have sent, or null when we have sent nothing since the report before last
/// @param blocks what we hear, at most 31
/// @param cname our canonical name, at most 255 bytes of UTF-8
/// @param bye whether we leave
public record RtcpReport(
    int ssrc, @Nullable SenderReport sender, List<ReportBlock> blocks, String cname, boolean bye) {

  private static final int MAX_BLOCKS = 31;
  private static final int MAX_CNAME_LENGTH = 255;

  /// Throws `IllegalArgumentException` when blocks or name do not fit their fields.
  public RtcpReport {
    blocks = List.copyOf(blocks);
    if (blocks.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException("at most 31 report blocks: " + blocks.size());
    }
    if (cname.isEmpty() || cname.getBytes(StandardCharsets.UTF_8).length > MAX_CNAME_LENGTH) {
      throw new IllegalArgumentException("a CNAME has 1..255 bytes");
    }
  }
}
