package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dering.media.rtp.ReceptionStatistics;
import io.dering.media.rtp.RtpHeader;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The gate of the packet path: a forwarded packet allocates nothing.
class SrtpAllocationTest {
  private static final int WARM_UP = 50_000;
  private static final int MEASURED = 100_000;
  private static final int PLAIN_LENGTH = 112;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void aForwardedPacketAllocatesNothing(SrtpProfile profile) {
    Path path = new Path(profile);
    path.forward(WARM_UP);
    long before = threads.getCurrentThreadAllocatedBytes();
    path.forward(MEASURED);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    // The JIT compiler's threads have accounts of their own; the rest is the measurement itself.
    assertThat((double) bytes / MEASURED).isLessThan(1.0);
    assertThat(path.statistics.received()).isEqualTo(WARM_UP + MEASURED);
  }

  /// A flood of forgeries must not feed the collector either.
  @ParameterizedTest
  @EnumSource
  void aRefusedPacketAllocatesNothing(SrtpProfile profile) {
    Path path = new Path(profile);
    path.refuse(WARM_UP);
    long before = threads.getCurrentThreadAllocatedBytes();
    path.refuse(MEASURED);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat((double) bytes / MEASURED).isLessThan(1.0);
  }

  /// Unprotect, count, rewrite, protect. Both ends have the same master key, so each packet sent is
  /// the next one received.
  private static final class Path {
    private final SrtpReceiver receiver;
    private final SrtpSender sender;
    private final ReceptionStatistics statistics = new ReceptionStatistics(7, 48_000);
    private final byte[] b = new byte[PLAIN_LENGTH + SrtpSender.MAX_TRAILER_LENGTH];
    private int length;
    private long nowNanos;

    Path(SrtpProfile profile) {
      byte[] key = new byte[profile.keyLength()];
      byte[] salt = new byte[profile.saltLength()];
      receiver = new SrtpReceiver(profile, key, salt);
      sender = new SrtpSender(profile, key, salt);
      RtpHeader.write(b, 0, false, 111, 1, 0, 7);
      length = sender.protectRtp(b, 0, PLAIN_LENGTH);
    }

    void forward(int packets) {
      for (int i = 0; i < packets; i++) {
        int plain = receiver.unprotectRtp(b, 0, length);
        if (plain != PLAIN_LENGTH) {
          throw new AssertionError("refused: " + plain);
        }
        nowNanos += 20_000_000;
        statistics.receive(RtpHeader.sequenceNumber(b, 0), RtpHeader.timestamp(b, 0), nowNanos);
        RtpHeader.sequenceNumber(b, 0, RtpHeader.sequenceNumber(b, 0) + 1);
        RtpHeader.timestamp(b, 0, RtpHeader.timestamp(b, 0) + 960);
        length = sender.protectRtp(b, 0, plain);
      }
    }

    void refuse(int packets) {
      b[length - 1] ^= 1;
      for (int i = 0; i < packets; i++) {
        int result = receiver.unprotectRtp(b, 0, length);
        if (SrtpRejection.of(result) != SrtpRejection.NOT_AUTHENTIC) {
          throw new AssertionError("not refused: " + result);
        }
      }
      b[length - 1] ^= 1;
    }
  }
}
