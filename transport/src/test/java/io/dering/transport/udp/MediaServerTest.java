package io.dering.transport.udp;

import static io.dering.transport.udp.Peers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.leg.LegClosure;
import io.dering.media.leg.LegDrop;
import io.dering.transport.linux.RealTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the media plane promises over real UDP, with real DTLS on both ends.
final class MediaServerTest {
  private static final byte AYU = 'a';
  private static final byte BUDI = 'b';
  private static final byte CUSTOMER = 'c';
  private static final byte STRANGER = 's';

  private final Peers peers = new Peers();

  @AfterEach
  void close() {
    peers.close();
  }

  /// Whoever is not allowed to, as most who are not root, goes on sharing.
  @Test
  void theMediaThreadGoesFirstWhereItIsToldToAndTheSystemLetsIt() {
    boolean allowed =
        CompletableFuture.supplyAsync(
                () -> RealTime.beforeTheLowest().take(), task -> Thread.ofPlatform().start(task))
            .join();
    try (MediaServer server = Peers.server(true)) {
      // Of the second turn: the thread asks at the end of its first.
      await(server.totals());
      assertThat(await(server.totals()).priority().goesFirst()).isEqualTo(allowed);
    }
    try (MediaServer server = Peers.server(false)) {
      await(server.totals());
      assertThat(await(server.totals()).priority().goesFirst()).isFalse();
    }
  }

  @Test
  void aCustomerAndAllAgentsShareTheOnePortAndTheBridgedTwoHearEachOther() {
    List<Peers.Leg> agents = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      agents.add(peers.agent());
    }
    Peers.Leg customer = peers.customer();
    String port = " " + peers.gateway.port() + " typ host";
    for (Peers.Leg leg : agents) {
      assertThat(leg.ready().answer()).contains(port);
    }
    assertThat(customer.ready().answer()).contains(port);
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(9, 1));

    Peers.Leg ayu = agents.get(3);
    agents.get(4).there().play(voice(BUDI));
    talk(customer, ayu);
    ayu.thereEar().await(CUSTOMER);
    customer.thereEar().await(AYU);
    for (int i = 0; i < 20; i++) {
      assertThat(customer.thereEar().next()).as("nobody else is heard").isNotEqualTo(BUDI);
    }
  }

  @Test
  void whatIsSaidWhileNobodyListensIsCounted() {
    AtomicInteger heard = new AtomicInteger();
    Ear counting =
        new Ear() {
          @Override
          public void media(byte[] buffer, int offset, int length, long nowNanos) {
            heard.incrementAndGet();
            super.media(buffer, offset, length, nowNanos);
          }
        };
    Peers.Leg customer = peers.customer(counting).ready();
    customer.there().play(voice(CUSTOMER));
    for (int i = 0; i < 5; i++) {
      counting.next();
    }
    assertThat(nobodyListened(customer)).as("without a call").isBetween(5L, (long) heard.get());

    MediaCall call = peers.gateway.call(customer.here());
    call.openGate();
    await(call.firstFrameNanos());
    long before = nobodyListened(customer);
    counting.forget();
    for (int i = 0; i < 5; i++) {
      counting.next();
    }
    assertThat(nobodyListened(customer))
        .as("in a call without an agent")
        .isBetween(before + 5, (long) heard.get());
  }

  private static long nobodyListened(Peers.Leg leg) {
    return await(leg.here().stats()).dropped(LegDrop.NOBODY_LISTENS);
  }

  @Test
  void customersBehindOneAddressGetAPortEachThatGoesWithTheLeg() {
    Peers.Leg first = peers.customer().ready();
    Peers.Leg second = peers.customer().ready();
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(2, 2));
    assertThat(second.answer()).doesNotContain(" " + peers.gateway.port() + " typ host");

    Peers.Leg ayu = peers.agent().ready();
    Peers.Leg budi = peers.agent().ready();
    talk(first, ayu);
    budi.there().play(voice(BUDI));
    second.there().play(voice(STRANGER));
    MediaCall call = peers.gateway.call(second.here());
    call.attach(budi.here());
    call.openGate();
    ayu.thereEar().await(CUSTOMER);
    budi.thereEar().await(STRANGER);
    second.thereEar().await(BUDI);

    second.here().close();
    assertThat(await(second.hereEar().closed())).isEqualTo(LegClosure.CLOSED_BY_US);
    peers.awaitHeld(3, 1);
    ayu.thereEar().forget();
    ayu.thereEar().await(CUSTOMER);
  }

  @Test
  void theLoadCountsThePacketsOfLegsThatAreHereAndOfThoseThatAreGone() {
    Peers.Leg ayu = peers.agent().ready();
    Peers.Leg customer = peers.customer().ready();
    talk(customer, ayu);
    ayu.thereEar().await(CUSTOMER);
    customer.thereEar().await(AYU);
    long before = packetsIn(peers.totals());
    long load = await(peers.gateway.load()).packetsIn();
    assertThat(load).isPositive().isBetween(before, packetsIn(peers.totals()));

    customer.here().close();
    ayu.here().close();
    peers.awaitHeld(0, 1);
    assertThat(await(peers.gateway.load()).packetsIn())
        .isGreaterThanOrEqualTo(load)
        .isEqualTo(packetsIn(peers.totals()));
  }

  @Test
  void anOfferThatCannotBeAnsweredLeavesNeitherALegNorAPort() {
    Peers.Leg first = peers.customer().ready();
    String offer = await(peers.world.offer(LegSide.CUSTOMER, Peers.LITE, new Ear())).offer();
    assertThat(await(peers.gateway.answer(offer, LegSide.CUSTOMER, Peers.LITE, new Ear())))
        .isInstanceOf(Opened.Refused.class);
    assertThat(await(peers.gateway.answer("v=0", LegSide.CUSTOMER, Peers.FULL, new Ear())))
        .isInstanceOf(Opened.Refused.class);
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(1, 1));
    assertThat(first.hereEar().closed()).isNotDone();
  }

  @Test
  void anOfferThatIsWithdrawnGivesItsPortBackAndTakesNoAnswer() {
    PendingOffer offer =
        await(peers.gateway.offerFromOwnPort(LegSide.AGENT, Peers.FULL, new Ear()));
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(0, 2));
    offer.withdraw();
    offer.withdraw();
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(0, 1));
    String answer =
        ((Opened.Answered)
                await(peers.world.answer(offer.offer(), LegSide.AGENT, Peers.LITE, new Ear())))
            .answer();
    assertThat(await(offer.answered(answer)))
        .isEqualTo(new Opened.Refused("offer_withdrawn", "The offer has been used or withdrawn."));
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(0, 1));
  }

  @Test
  void strangersAreCountedGetNoAnswerAndDisturbNobody() throws IOException {
    Peers.Leg ayu = peers.agent().ready();
    Peers.Leg customer = peers.customer().ready();
    talk(customer, ayu);
    ayu.thereEar().await(CUSTOMER);
    List<byte[]> hostile = hostile();
    try (DatagramChannel stranger = DatagramChannel.open()) {
      stranger.bind(new InetSocketAddress(Peers.LOOPBACK, 0));
      stranger.configureBlocking(false);
      final long before = peers.totals().strangers();
      for (byte[] datagram : hostile) {
        stranger.send(
            ByteBuffer.wrap(datagram), new InetSocketAddress(Peers.LOOPBACK, peers.gateway.port()));
      }
      long all = before + hostile.size();
      Peers.until("each stranger is counted", () -> peers.totals().strangers() >= all);
      assertThat(peers.totals().strangers()).isEqualTo(all);
      ayu.thereEar().forget();
      ayu.thereEar().await(CUSTOMER);
      customer.thereEar().await(AYU);
      assertThat(stranger.receive(ByteBuffer.allocate(2_000))).as("an answer").isNull();
    }
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(2, 1));
    assertThat(peers.totals().defects()).isZero();
  }

  @Test
  void aDefectOnAPacketEndsItsLegAndNobodyElses() {
    Peers.Leg ayu = peers.agent().ready();
    Peers.Leg customer = peers.customer().ready();
    talk(customer, ayu);
    Peers.Leg broken =
        peers.agent(
            new Ear() {
              @Override
              public void media(byte[] buffer, int offset, int length, long nowNanos) {
                throw new IllegalStateException("a defect, made for this test");
              }
            });
    broken.ready().there().play(voice(STRANGER));

    assertThat(await(broken.hereEar().closed())).isEqualTo(LegClosure.DEFECT);
    assertThat(peers.totals().defects()).isEqualTo(1);
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(2, 1));
    ayu.thereEar().forget();
    ayu.thereEar().await(CUSTOMER);
    customer.thereEar().await(AYU);
  }

  @Test
  void aDefectAtADeadlineEndsItsLegAndTheOthersKeepTheirPace() {
    Peers.Leg ayu = peers.agent().ready();
    Peers.Leg customer = peers.customer().ready();
    MediaCall call = peers.gateway.call(customer.here());
    call.openGate();
    ayu.here()
        .play((_, _, _) -> {
          throw new IllegalStateException("a defect, made for this test");
        });

    assertThat(await(ayu.hereEar().closed())).isEqualTo(LegClosure.DEFECT);
    customer.thereEar().forget();
    for (int i = 0; i < 10; i++) {
      // The gateway's own frames of silence, each from a deadline.
      customer.thereEar().next();
    }
    assertThat(customer.hereEar().closed()).isNotDone();
  }

  /// RFC 5246 §7.2.1. The second customer has a port of its own, which goes with the leg.
  @Test
  void whoeverTheGatewayPartsFromIsToldByCloseNotify() {
    Peers.Leg ayu = peers.agent().ready();
    Peers.Leg customer = peers.customer().ready();
    Peers.Leg elsewhere = peers.customer().ready();
    for (Peers.Leg leg : List.of(ayu, customer, elsewhere)) {
      leg.here().close();
      assertThat(await(leg.thereEar().closed())).isEqualTo(LegClosure.CLOSED_BY_PEER);
      assertThat(await(leg.hereEar().closed())).isEqualTo(LegClosure.CLOSED_BY_US);
    }
    peers.awaitHeld(0, 1);
  }

  @Test
  void closingTheServerClosesEveryLegAndTellsItsPeer() {
    Peers.Leg ayu = peers.agent().ready();
    Peers.Leg customer = peers.customer().ready();
    peers.gateway.close();
    assertThat(await(ayu.thereEar().closed())).isEqualTo(LegClosure.CLOSED_BY_PEER);
    assertThat(await(customer.thereEar().closed())).isEqualTo(LegClosure.CLOSED_BY_PEER);
    assertThat(ayu.hereEar().closed()).isCompletedWithValue(LegClosure.CLOSED_BY_US);
    assertThat(customer.hereEar().closed()).isCompletedWithValue(LegClosure.CLOSED_BY_US);
    assertThat(peers.gateway.open()).isFalse();
  }

  private static long packetsIn(MediaTotals totals) {
    return totals.customer().packetsIn() + totals.agent().packetsIn();
  }

  private void talk(Peers.Leg customer, Peers.Leg agent) {
    customer.there().play(voice(CUSTOMER));
    agent.there().play(voice(AYU));
    MediaCall call = peers.gateway.call(customer.here());
    call.attach(agent.here());
    call.openGate();
  }

  private static FrameSource voice(byte who) {
    return (buffer, offset, _) -> {
      buffer[offset] = (byte) 0xF8;
      buffer[offset + 1] = who;
      return 2;
    };
  }

  /// What no leg may take: every kind of packet without a name, with a wrong one, cut short, too
  /// long, and noise.
  private static List<byte[]> hostile() {
    List<byte[]> all = new ArrayList<>();
    SplittableRandom noise = new SplittableRandom(8);
    for (int length : new int[] {1, 3, 12, 20, 100, 1_200, 1_500, 1_501, 4_000, 60_000}) {
      byte[] datagram = new byte[length];
      noise.nextBytes(datagram);
      all.add(datagram);
    }
    byte[] binding = {
      0, 1, 0, 0, 0x21, 0x12, (byte) 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    };
    all.add(binding);
    byte[] named = ByteBuffer.allocate(32).put(binding).putInt(0x0006_0005).array();
    named[3] = 12;
    System.arraycopy("me:us".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, named, 24, 5);
    all.add(named);
    all.add(java.util.Arrays.copyOf(named, 23));
    all.add(kind(0x80, 111, 172));
    all.add(kind(0x80, 200, 28));
    all.add(kind(0x80, 203, 8));
    all.add(kind(22, 0xFE, 98));
    all.add(kind(21, 0xFE, 15));
    return all;
  }

  private static byte[] kind(int first, int second, int length) {
    byte[] datagram = new byte[length];
    datagram[0] = (byte) first;
    datagram[1] = (byte) second;
    return datagram;
  }
}
