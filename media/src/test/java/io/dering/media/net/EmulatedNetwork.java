package io.dering.media.net;

import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The network itself: carries datagrams between ports and moves the clock.
public final class EmulatedNetwork {
  private static final long START_NANOS = Long.MAX_VALUE - 3_000_000_000L;
  private static final int MAX_IDLE_ADVANCES = 1_000;

  private final SplittableRandom random;
  private final List<Port> ports = new ArrayList<>();
  private final Set<InetSocketAddress> blackHoles = new HashSet<>();
  private final Map<InetSocketAddress, Traffic> traffic = new HashMap<>();
  private final Map<Path, Line> paths = new HashMap<>();
  private final Map<InetSocketAddress, Conditions> uplinks = new HashMap<>();
  private final PriorityQueue<InFlight> inFlight = new PriorityQueue<>(InFlight::compare);
  private Conditions conditions = Conditions.PERFECT;
  private long nowNanos = START_NANOS;
  private long cutUntilNanos = START_NANOS;
  private long sequence;

  public EmulatedNetwork(long seed) {
    random = new SplittableRandom(seed);
  }

  /// A host's place on the network.
  public final class Port {
    private final Host host;
    private InetSocketAddress address;

    private Port(InetSocketAddress address, Host host) {
      this.address = address;
      this.host = host;
    }

    public void send(byte[] b, int off, int len, InetSocketAddress to) {
      EmulatedNetwork.this.send(address, b, off, len, to);
    }

    /// What is on its way to the old address is lost.
    public void moveTo(InetSocketAddress next) {
      address = next;
    }

    public InetSocketAddress address() {
      return address;
    }
  }

  /// What arrived at an address, whether somebody lives there or not.
  public record Traffic(long datagrams, long bytes) {
    static final Traffic NONE = new Traffic(0, 0);

    Traffic plus(int length) {
      return new Traffic(datagrams + 1, bytes + length);
    }
  }

  public Port open(InetSocketAddress address, Host host) {
    Port port = new Port(address, host);
    ports.add(port);
    return port;
  }

  /// From the next datagram on; a run of losses that has begun is over.
  public void conditions(Conditions next) {
    conditions = next;
    paths.forEach((path, line) -> line.conditions(conditionsFrom(path.from)));
  }

  /// The same for what this address sends alone, whatever holds for the others. A host that moves
  /// leaves its conditions behind.
  public void conditionsFrom(InetSocketAddress from, Conditions next) {
    uplinks.put(from, next);
    paths.forEach((path, line) -> {
      if (path.from.equals(from)) {
        line.conditions(next);
      }
    });
  }

  /// Nothing arrives anywhere for so long; what is under way does.
  public void cutForMs(long milliseconds) {
    cutUntilNanos = nowNanos + milliseconds * 1_000_000;
    paths.values().forEach(line -> line.cutUntil(cutUntilNanos));
  }

  /// What became of all that this address has sent.
  public Line.Counts sentBy(InetSocketAddress from) {
    Line.Counts sum = new Line.Counts(0, 0, 0, 0);
    for (Map.Entry<Path, Line> path : paths.entrySet()) {
      if (path.getKey().from.equals(from)) {
        sum = sum.plus(path.getValue().counts());
      }
    }
    return sum;
  }

  /// Nothing reaches this address any more.
  public void blackHole(InetSocketAddress address) {
    blackHoles.add(address);
  }

  /// What is sent to this address arrives again.
  public void restore(InetSocketAddress address) {
    blackHoles.remove(address);
  }

  public Traffic arrivedAt(InetSocketAddress address) {
    return traffic.getOrDefault(address, Traffic.NONE);
  }

  public long nowNanos() {
    return nowNanos;
  }

  /// Sends as anybody, forged sources included.
  public void send(InetSocketAddress from, byte[] b, int off, int len, InetSocketAddress to) {
    Line.Fate fate = paths.computeIfAbsent(new Path(from, to), this::open).carry(nowNanos);
    if (fate.copies() == 0 || blackHoles.contains(to)) {
      return;
    }
    byte[] copy = new byte[len];
    System.arraycopy(b, off, copy, 0, len);
    post(new InFlight(fate.firstNanos(), sequence++, from, to, copy));
    if (fate.copies() > 1) {
      post(new InFlight(fate.secondNanos(), sequence++, from, to, copy));
    }
  }

  /// Lets this much time pass.
  public void runForMs(long milliseconds) {
    runUntil(() -> false, milliseconds);
  }

  /// Runs until the condition holds, at most so long; whether it holds.
  public boolean runUntil(BooleanSupplier done, long limitMs) {
    long endNanos = nowNanos + limitMs * 1_000_000;
    int idle = 0;
    while (!done.getAsBoolean()) {
      long next = nextNanos();
      if (next == Deadline.NEVER || next - endNanos > 0) {
        nowNanos = endNanos;
        return done.getAsBoolean();
      }
      idle = next - nowNanos > 0 ? 0 : idle + 1;
      if (idle > MAX_IDLE_ADVANCES) {
        throw new AssertionError("a host's deadline stays in the past");
      }
      nowNanos = next - nowNanos > 0 ? next : nowNanos;
      step();
    }
    return true;
  }

  private void step() {
    InFlight first = inFlight.peek();
    if (first != null && first.atNanos - nowNanos <= 0) {
      inFlight.remove();
      deliver(first);
    }
    for (Port port : List.copyOf(ports)) {
      if (Deadline.isDue(port.host.nextDeadlineNanos(), nowNanos)) {
        port.host.advance(nowNanos);
      }
    }
  }

  private void deliver(InFlight datagram) {
    traffic.merge(
        datagram.to,
        Traffic.NONE.plus(datagram.payload.length),
        (sum, _) -> sum.plus(datagram.payload.length));
    for (Port port : List.copyOf(ports)) {
      if (port.address.equals(datagram.to)) {
        port.host.receive(datagram.payload, 0, datagram.payload.length, datagram.from, nowNanos);
      }
    }
  }

  private long nextNanos() {
    InFlight first = inFlight.peek();
    long next = first == null ? Deadline.NEVER : first.atNanos;
    for (Port port : ports) {
      next = Deadline.earlier(next, port.host.nextDeadlineNanos());
    }
    return next;
  }

  private void post(InFlight datagram) {
    inFlight.add(datagram);
  }

  private Line open(Path path) {
    Line line = new Line(random);
    line.conditions(conditionsFrom(path.from));
    if (cutUntilNanos - nowNanos > 0) {
      line.cutUntil(cutUntilNanos);
    }
    return line;
  }

  private Conditions conditionsFrom(InetSocketAddress from) {
    return uplinks.getOrDefault(from, conditions);
  }

  private record Path(InetSocketAddress from, InetSocketAddress to) {}

  private record InFlight(
      long atNanos,
      long sequence,
      InetSocketAddress from,
      InetSocketAddress to,
      // Records compare arrays by identity; these are never compared.
      @SuppressWarnings("ArrayRecordComponent") byte[] payload) {
    static int compare(InFlight a, InFlight b) {
      long byTime = a.atNanos - b.atNanos;
      return byTime != 0 ? Long.signum(byTime) : Long.compare(a.sequence, b.sequence);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(sequence);
    }
  }
}
