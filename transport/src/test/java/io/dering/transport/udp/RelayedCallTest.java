package io.dering.transport.udp;

import static io.dering.transport.udp.Peers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegStats;
import io.dering.media.net.Conditions;
import io.dering.media.net.Line;
import io.dering.media.net.RelayCore.Direction;
import io.dering.transport.relay.UdpRelay;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls through the relay: real UDP, real DTLS, bad weather. What is asserted are counts and
/// order; instants are the machine's.
@Timeout(120)
final class RelayedCallTest {
  private static final int FRAMES = 200;
  private static final long SEED = 20_261_127;
  private static final Conditions BAD =
      Conditions.PERFECT
          .withDelayMs(20)
          .withJitterMs(50)
          .withLoss(0.1)
          .withBurst(3)
          .withReorder(0.05, 50)
          .withDuplicate(0.02);

  private final Peers peers = new Peers();
  private final List<UdpRelay> relays = new ArrayList<>();

  @AfterEach
  void close() {
    peers.close();
    relays.forEach(UdpRelay::close);
  }

  /// Writes down the numbered frames that come, and the paths that were taken.
  private static final class Book extends Ear {
    final List<Integer> numbers = new CopyOnWriteArrayList<>();
    final BlockingQueue<Integer> next = new LinkedBlockingQueue<>();
    final List<InetSocketAddress> paths = new CopyOnWriteArrayList<>();

    @Override
    public void media(byte[] buffer, int offset, int length, long nowNanos) {
      int number = Counted.numberOf(buffer, offset, length);
      if (number >= 0) {
        numbers.add(number);
        next.add(number);
      }
    }

    @Override
    public void legEvent(MediaLeg leg, LegEvent event) {
      if (event instanceof LegEvent.PathSelected(var remote)) {
        paths.add(remote);
      }
      super.legEvent(leg, event);
    }

    /// Waits for a frame of this number or a later one.
    void awaitFrom(int number) {
      try {
        Integer heard;
        do {
          heard = next.poll(30, TimeUnit.SECONDS);
          if (heard == null) {
            throw new AssertionError("nothing is heard");
          }
        } while (heard < number);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// Says numbered frames for ever.
  private static final class Counted implements FrameSource {
    private static final int LENGTH = 9;
    private volatile int said;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Written by the media loop alone.
    public int next(byte[] buffer, int offset, long nowNanos) {
      ByteBuffer.wrap(buffer, offset, LENGTH).put((byte) 0xF8).putInt(0x5EA50000).putInt(said++);
      return LENGTH;
    }

    int said() {
      return said;
    }

    static int numberOf(byte[] buffer, int offset, int length) {
      if (length < LENGTH) {
        return -1;
      }
      ByteBuffer payload = ByteBuffer.wrap(buffer, offset + length - LENGTH, LENGTH);
      return payload.get() == (byte) 0xF8 && payload.getInt() == 0x5EA50000 ? payload.getInt() : -1;
    }
  }

  @Test
  void whateverCameInGoesOutOnceAndInThatOrderThroughTheWeatherOfBothPeers() {
    Talk talk = new Talk();
    talk.relay.conditions(BAD, Conditions.PERFECT);
    talk.metasRelay.conditions(Conditions.PERFECT, BAD);
    talk.customerBook.awaitFrom(talk.ofAgent.said() + FRAMES);
    talk.agentBook.awaitFrom(talk.ofCustomer.said());
    // Which datagram meets which weather depends on the machine's pace: until all of it was met.
    Peers.until(
        "the agent's side has lost packets, and both have had some twice",
        () ->
            talk.relay.counts(Direction.OUT).lost() > FRAMES / 20
                && dropped(talk.agent, LegDrop.REPLAYED) > 0
                && dropped(talk.customer, LegDrop.REPLAYED) > 0);
    talk.relay.conditions(Conditions.PERFECT);
    talk.metasRelay.conditions(Conditions.PERFECT);
    talk.customerBook.awaitFrom(talk.ofAgent.said() + 10);
    talk.agentBook.awaitFrom(talk.ofCustomer.said() + 10);

    LegStats.Snapshot agent = await(talk.agent.here().stats());
    LegStats.Snapshot customer = await(talk.customer.here().stats());
    assertForwarded(
        talk.cameFromCustomer.numbers,
        talk.agentBook.numbers,
        (int) customer.dropped(LegDrop.TOO_LATE));
    assertForwarded(
        talk.cameFromAgent.numbers,
        talk.customerBook.numbers,
        (int) agent.dropped(LegDrop.TOO_LATE));
    for (LegStats.Snapshot leg : List.of(agent, customer)) {
      assertThat(leg.dropped(LegDrop.NOT_AUTHENTIC)).isZero();
      assertThat(leg.dropped(LegDrop.NOBODY_LISTENS)).isZero();
    }
    Line.Counts weather = talk.relay.counts(Direction.OUT);
    System.out.printf(
        "over real UDP: agent %s, came %d, too late %d; customer %s, came %d%n",
        weather,
        talk.cameFromAgent.numbers.size(),
        agent.dropped(LegDrop.TOO_LATE),
        talk.metasRelay.counts(Direction.BACK),
        talk.cameFromCustomer.numbers.size());
  }

  /// A NAT that gives the agent another port, as a change of network does: the same leg, the same
  /// keys, and no new call.
  @Test
  void anAgentWhoseAddressChangesIsFollowed() {
    Talk talk = new Talk();
    talk.customerBook.awaitFrom(10);
    talk.agentBook.awaitFrom(10);
    int before = talk.relay.outwardPorts().iterator().next();
    talk.relay.move();
    int after = talk.relay.outwardPorts().iterator().next();
    assertThat(after).isNotEqualTo(before);

    talk.customerBook.awaitFrom(talk.ofAgent.said() + 10);
    talk.agentBook.awaitFrom(talk.ofCustomer.said() + 10);
    assertThat(talk.cameFromAgent.paths)
        .extracting(InetSocketAddress::getPort)
        .containsExactly(before, after);
    assertThat(talk.cameFromAgent.closed()).isNotDone();
    assertThat(talk.cameFromCustomer.closed()).isNotDone();
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(2, 1));
  }

  /// Two legs of the gateway's, each behind a relay of its own, and both talk.
  private final class Talk {
    final Counted ofAgent = new Counted();
    final Counted ofCustomer = new Counted();
    final Book cameFromAgent = new Book();
    final Book cameFromCustomer = new Book();
    final Book agentBook = new Book();
    final Book customerBook = new Book();
    final Peers.Leg agent =
        peers.agentBehind(RelayedCallTest.this::relayBefore, cameFromAgent, agentBook).ready();
    final UdpRelay relay = relays.getLast();
    final Peers.Leg customer =
        peers
            .customerBehind(RelayedCallTest.this::relayBefore, cameFromCustomer, customerBook)
            .ready();
    final UdpRelay metasRelay = relays.getLast();

    Talk() {
      MediaCall call = peers.gateway.call(customer.here());
      call.attach(agent.here());
      call.openGate();
      // Told to the loop, not yet done: a datagram may overtake it.
      await(call.firstFrameNanos());
      agent.there().play(ofAgent);
      customer.there().play(ofCustomer);
    }
  }

  private static long dropped(Peers.Leg leg, LegDrop why) {
    return await(leg.here().stats()).dropped(why);
  }

  private UdpRelay relayBefore(int port) {
    UdpRelay relay = UdpRelay.before(port, SEED);
    relays.add(relay);
    return relay;
  }

  /// Some of the last may be under way still, and so many were too late.
  private static void assertForwarded(List<Integer> came, List<Integer> went, int tooLate) {
    assertThat(went).doesNotHaveDuplicates().hasSizeGreaterThan(FRAMES / 2);
    int at = 0;
    List<Integer> skipped = new ArrayList<>();
    for (int number : went) {
      while (at < came.size() && came.get(at) != number) {
        skipped.add(came.get(at));
        at++;
      }
      assertThat(at).as("frame %d was heard and had come", number).isLessThan(came.size());
      at++;
    }
    assertThat(skipped).as("came and did not go").hasSizeLessThanOrEqualTo(tooLate);
  }
}
