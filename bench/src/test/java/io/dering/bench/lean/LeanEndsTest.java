package io.dering.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.load.Ends;
import io.dering.media.leg.LegEvent;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.security.SecureRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Two far ends that talk to each other: ICE, DTLS and SRTP through the one socket.
final class LeanEndsTest {
  private static final long PATIENCE_S = 20;
  private static final int PACKETS = 5;

  @Test
  void twoLegsConnectAndHearEachOther() throws Exception {
    try (LeanEnds ends = Ends.lean(new SecureRandom(), 20)) {
      Talker offering = new Talker();
      Talker answering = new Talker();
      PendingOffer offer =
          done(ends.offerFromOwnPort(LegSide.AGENT, Ends.LIKE_A_BROWSER, offering));
      Opened.Answered answer =
          (Opened.Answered)
              done(ends.answer(offer.offer(), LegSide.CUSTOMER, Ends.LIKE_A_BROWSER, answering));
      assertThat(done(offer.answered(answer.answer()))).isInstanceOf(Opened.Answered.class);

      assertThat(offering.heard.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
      assertThat(answering.heard.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
      Watch watch = ends.watch();
      answer.leg().close();
      assertThat(done(answer.leg().stats()).packetsIn()).isGreaterThanOrEqualTo(PACKETS);
      Watched watched = watch.watched();
      assertThat(watched.notAuthentic()).isZero();
      assertThat(watched.losses().refused()).isZero();
    }
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private static final class Talker implements LegListener {
    private final CountDownLatch heard = new CountDownLatch(PACKETS);

    @Override
    public void legEvent(MediaLeg leg, LegEvent event) {
      if (event instanceof LegEvent.MediaReady) {
        leg.play((buffer, offset, _) -> {
          buffer[offset] = 0x48;
          return 1;
        });
      }
    }

    @Override
    public void media(byte[] buffer, int offset, int length, long nowNanos) {
      assertThat(length).isEqualTo(13);
      heard.countDown();
    }
  }
}
