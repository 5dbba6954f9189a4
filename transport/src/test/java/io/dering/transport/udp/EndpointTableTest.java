package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.transport.linux.Endpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The table of remote addresses against a map, and the rows it makes of addresses that are alike.
final class EndpointTableTest {
  private static final int PEERS = 2_000;

  /// What chance alone makes of a table that is half full is 1.5.
  private static final double MOST_PROBES = 2.5;

  private final Slots slots = new Slots();
  private final EndpointTable table = new EndpointTable();

  @AfterEach
  void close() {
    slots.close();
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void itHoldsWhatAMapHolds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LegSlot> some = IntStream.range(0, 5).mapToObj(_ -> slots.slot()).toList();
    Map<InetSocketAddress, LegSlot> model = new HashMap<>();
    for (int step = 0; step < 100_000; step++) {
      InetSocketAddress address = address(random.nextInt(16), 40_000 + random.nextInt(16));
      if (random.nextInt(5) < 3) {
        LegSlot slot = some.get(random.nextInt(some.size()));
        table.put(Endpoint.of(address), address, slot);
        model.put(address, slot);
      } else {
        table.remove(Endpoint.of(address));
        model.remove(address);
      }
      assertThat(table.size()).isEqualTo(model.size());
      assertThat(found(address)).isSameAs(model.get(address));
    }
    for (int host = 0; host < 16; host++) {
      for (int port = 40_000; port < 40_016; port++) {
        assertThat(found(address(host, port))).isSameAs(model.get(address(host, port)));
      }
    }
  }

  @Test
  void anAddressComesBackAsTheObjectThatItsLegKnows() {
    InetSocketAddress known = address(1, 3478);
    table.put(Endpoint.of(known), known, slots.slot());

    int entry = table.find(Endpoint.of(address(1, 3478)));

    assertThat(table.address(entry)).isSameAs(known);
  }

  @Test
  void relaysThatShareAPortShareNoRow() {
    assertThat(meanProbes(IntStream.range(0, PEERS).mapToObj(i -> address(i, 3478)).toList()))
        .isLessThan(MOST_PROBES);
  }

  @Test
  void browsersBehindOneNatShareNoRow() {
    assertThat(meanProbes(IntStream.range(0, PEERS).mapToObj(i -> address(1, 2 * i + 1)).toList()))
        .isLessThan(MOST_PROBES);
  }

  @Test
  void rowsAreAsShortAsBeforeAfterAHundredThousandHaveComeAndGone() {
    List<InetSocketAddress> here =
        new ArrayList<>(IntStream.range(0, PEERS).mapToObj(i -> address(i, 3478)).toList());
    meanProbes(here);
    LegSlot slot = slots.slot();
    for (int next = PEERS; next < 100_000; next++) {
      InetSocketAddress goes = here.set(next % PEERS, address(next, 3478));
      table.remove(Endpoint.of(goes));
      InetSocketAddress comes = here.get(next % PEERS);
      table.put(Endpoint.of(comes), comes, slot);
    }
    assertThat(table.size()).isEqualTo(PEERS);
    assertThat(here.stream().mapToInt(a -> table.probes(Endpoint.of(a))).average().orElseThrow())
        .isLessThan(MOST_PROBES);
    assertThat(table.probes(Endpoint.of(address(1, 5060)))).isLessThan(40);
  }

  private double meanProbes(List<InetSocketAddress> peers) {
    LegSlot slot = slots.slot();
    for (InetSocketAddress peer : peers) {
      table.put(Endpoint.of(peer), peer, slot);
    }
    return peers.stream().mapToInt(a -> table.probes(Endpoint.of(a))).average().orElseThrow();
  }

  private @Nullable LegSlot found(InetSocketAddress address) {
    int entry = table.find(Endpoint.of(address));
    return entry == EndpointTable.ABSENT ? null : table.slot(entry);
  }

  /// The host's number within 100.64.0.0/10.
  private static InetSocketAddress address(int host, int port) {
    return new InetSocketAddress(
        "100." + (64 + (host >> 16)) + "." + (host >> 8 & 0xFF) + "." + (host & 0xFF), port);
  }
}
