package io.dering.media.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.rtcp.ReportBlock;
import io.dering.media.rtcp.RtcpReader;
import io.dering.media.rtcp.RtcpReport;
import io.dering.media.rtcp.RtcpSink;
import io.dering.media.rtcp.RtcpVerdict;
import io.dering.media.rtcp.RtcpWriter;
import io.dering.media.rtcp.SenderReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compound packet: a malformed one has no effect at all, and what is read is read again from
/// what we write.
final class RtcpTarget {
  private static final int MAX_BLOCKS = 31;

  private RtcpTarget() {}

  static void run(byte[] input) {
    Heard heard = new Heard();
    RtcpVerdict verdict = RtcpReader.read(input, 0, input.length, heard);
    if (verdict != RtcpVerdict.WELL_FORMED) {
      assertThat(heard.isEmpty()).as("nothing of a malformed packet").isTrue();
      return;
    }
    for (int from = 0; from < heard.blocks.size(); from += MAX_BLOCKS) {
      int to = Math.min(from + MAX_BLOCKS, heard.blocks.size());
      writtenAndRead(null, heard.blocks.subList(from, to));
    }
    for (SenderReport report : heard.senders) {
      writtenAndRead(report, List.of());
    }
  }

  private static void writtenAndRead(@Nullable SenderReport sender, List<ReportBlock> blocks) {
    byte[] b = new byte[RtcpWriter.MAX_LENGTH];
    int length = RtcpWriter.write(b, 0, new RtcpReport(9, sender, blocks, "us", true));
    Heard again = new Heard();
    assertThat(RtcpReader.read(b, 0, length, again)).isEqualTo(RtcpVerdict.WELL_FORMED);
    assertThat(again.blocks).isEqualTo(blocks);
    assertThat(again.senders).isEqualTo(sender == null ? List.of() : List.of(sender));
    assertThat(again.goodbyes).isEqualTo(1);
  }

  private static final class Heard implements RtcpSink {
    final List<SenderReport> senders = new ArrayList<>();
    final List<ReportBlock> blocks = new ArrayList<>();
    int goodbyes;

    boolean isEmpty() {
      return senders.isEmpty() && blocks.isEmpty() && goodbyes == 0;
    }

    @Override
    public void senderReport(int ssrc, SenderReport info) {
      senders.add(info);
    }

    @Override
    public void reportBlock(int reporter, ReportBlock block) {
      blocks.add(block);
    }

    @Override
    public void goodbye(int ssrc) {
      goodbyes++;
    }
  }
}
