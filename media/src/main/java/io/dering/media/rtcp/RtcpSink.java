package io.dering.media.rtcp;

/// Where [RtcpReader] says what a compound packet holds.
public interface RtcpSink {
  /// A sender report's own part.
  void senderReport(int ssrc, SenderReport info);

  /// A report block of an SR or RR that `reporter` sent.
  void reportBlock(int reporter, ReportBlock block);

  /// `ssrc` leaves.
  void goodbye(int ssrc);
}
