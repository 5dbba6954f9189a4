package io.dering.transport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.net.RelayCore.Direction;
import org.junit.jupiter.api.Test;

final class AfterCutTest {
  private static final long MS = 1_000_000;
  private static final byte[] STUN = new byte[20];
  private static final byte[] RTP = new byte[20];

  static {
    RTP[0] = (byte) 0x80;
  }

  private final AfterCut afterCut = new AfterCut();

  @Test
  void theFirstOfEachKindAndDirectionBehindTheEndCounts() {
    afterCut.begin(1_000 * MS);
    afterCut.entered(Direction.OUT, STUN, 999 * MS);
    afterCut.entered(Direction.OUT, STUN, 1_056 * MS);
    afterCut.entered(Direction.OUT, STUN, 1_100 * MS);
    afterCut.entered(Direction.BACK, STUN, 1_057 * MS);
    afterCut.entered(Direction.BACK, RTP, 1_080 * MS);
    assertThat(afterCut.json())
        .isEqualTo("{\"out\":{\"STUN\":56},\"back\":{\"STUN\":57,\"RTP\":80}}");
  }

  @Test
  void withoutACutAndAfterTheNextOneNothingIsKnown() {
    afterCut.entered(Direction.OUT, STUN, 5 * MS);
    assertThat(afterCut.json()).isEqualTo("{\"out\":{},\"back\":{}}");
    afterCut.begin(10 * MS);
    afterCut.entered(Direction.OUT, RTP, 10 * MS);
    assertThat(afterCut.json()).isEqualTo("{\"out\":{\"RTP\":0},\"back\":{}}");
    afterCut.begin(20 * MS);
    assertThat(afterCut.json()).isEqualTo("{\"out\":{},\"back\":{}}");
  }
}
