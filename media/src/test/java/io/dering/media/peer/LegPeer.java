package io.dering.media.peer;

import io.dering.media.demux.PacketKind;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.IceAgent;
import io.dering.media.leg.Leg;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegOutput;
import io.dering.media.leg.Negotiation;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.net.Host;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import io.dering.media.time.Deadline;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A leg in its place on the emulated network: what [io.dering.media.leg.LegOutput]'s owner does in
/// the real house, with a fake engine, and a memory of what happened.
public final class LegPeer implements Host, LegOutput {
  private static final int ROOM = 1500 + SrtpSender.MAX_TRAILER_LENGTH;

  public final Leg leg;
  public final EmulatedNetwork.Port port;
  public final List<LegEvent> events = new ArrayList<>();

  /// When each handshake attempt began; the first one's number is 1.
  public final List<Long> attempts = new ArrayList<>();

  /// In which role each of them began.
  public final List<DtlsRole> roles = new ArrayList<>();

  /// Plain RTP packets that arrived.
  public final List<byte[]> heard = new ArrayList<>();

  private final EmulatedNetwork network;
  private final IceAgent.Settings ice;
  private final FakeDtls.Identity identity;
  private final SplittableRandom random;
  private final Deque<LongConsumer> later = new ArrayDeque<>();
  private final Deque<DtlsFailure> failures = new ArrayDeque<>();
  private final byte[] room = new byte[ROOM];
  private @Nullable FakeDtls engine;
  private @Nullable MediaSink bridge;
  private byte[] lastRtp = {};
  private long datagramsOut;
  private long rtpOut;
  private boolean deafToDtls;

  /// Where packets go instead of into [#heard].
  public interface MediaSink {
    void media(byte[] b, int offset, int length, long nowNanos);
  }

  /// @param own the certificate shown in handshakes; its SDP may have promised another
  LegPeer(
      EmulatedNetwork network,
      InetSocketAddress at,
      Negotiation.Agreed agreed,
      SrtpProfile profile,
      Fingerprint own) {
    this.network = network;
    this.ice = agreed.settings().ice();
    this.random = new SplittableRandom(at.getPort() + network.nowNanos());
    this.leg = new Leg(agreed.settings(), agreed.cname(), random, new SrtpScratch());
    this.identity =
        new FakeDtls.Identity(
            agreed.settings().dtlsRole(), profile, own, agreed.remoteFingerprint());
    this.port = network.open(at, this);
  }

  public void start() {
    turn(now -> leg.start(now, this));
  }

  /// Runs something of the leg's owner, and then what came of it.
  public void turn(LongConsumer verb) {
    long now = network.nowNanos();
    verb.accept(now);
    for (LongConsumer next = later.poll(); next != null; next = later.poll()) {
      next.accept(now);
    }
  }

  public void close() {
    turn(now -> leg.close(now, this));
  }

  /// Packets go there from now on.
  public void bridgeTo(MediaSink sink) {
    bridge = sink;
  }

  /// The next attempts fail as soon as they have begun, in this order.
  public void failNext(DtlsFailure... whys) {
    failures.addAll(List.of(whys));
  }

  /// DTLS from the peer no longer reaches the engine.
  public void deafToDtls() {
    deafToDtls = true;
  }

  /// A packet of 20 ms with this payload, as a source of its own would send it.
  public void say(byte[] payload) {
    turn(now -> {
      System.arraycopy(payload, 0, room, RtpHeader.MIN_LENGTH, payload.length);
      int length = leg.outgoing().frame(room, 0, payload.length, now);
      leg.send(room, 0, length, this);
    });
  }

  /// A telephone event in the same stream as what is said.
  public void press(byte[] event) {
    turn(now -> {
      RtpHeader.write(room, 0, true, 0, 1, 0, leg.outgoing().ssrc());
      System.arraycopy(event, 0, room, RtpHeader.MIN_LENGTH, event.length);
      leg.outgoing().release();
      int length = RtpHeader.MIN_LENGTH + event.length;
      int start = leg.outgoing().rewrite(room, 0, length, true, now);
      leg.outgoing().release();
      leg.send(room, start, length, this);
    });
  }

  /// Sends a packet written by hand, header included.
  public void sayRaw(byte[] rtp) {
    turn(now -> {
      System.arraycopy(rtp, 0, room, 0, rtp.length);
      leg.send(room, 0, rtp.length, this);
    });
  }

  /// A check by which this end, as the controlling one, names the path it came by.
  public byte[] nominatingCheck() {
    return nominatingCheck(ice.remote().pwd());
  }

  /// The same by somebody who believes this to be the password.
  public byte[] nominatingCheck(String password) {
    return check(password, true);
  }

  /// A check that names nothing.
  public byte[] check() {
    return check(ice.remote().pwd(), false);
  }

  private byte[] check(String password, boolean nominating) {
    StunWriter check = new StunWriter();
    String user = ice.remote().ufrag() + ":" + ice.local().ufrag();
    check
        .begin(StunType.BINDING_REQUEST, random.nextInt(), random.nextLong())
        .username(user.getBytes(StandardCharsets.US_ASCII))
        .priority(100)
        .iceControlling(random.nextLong());
    if (nominating) {
      check.useCandidate();
    }
    check.integrity(MessageIntegrity.ofPassword(password)).fingerprint();
    return Arrays.copyOf(check.array(), check.length());
  }

  /// A datagram from somewhere, as the network would deliver it.
  public void hand(byte[] datagram, InetSocketAddress from) {
    receive(datagram, 0, datagram.length, from, network.nowNanos());
  }

  public long dropped(LegDrop reason) {
    return leg.stats().snapshot().dropped(reason);
  }

  public boolean isReady() {
    return leg.ready();
  }

  /// The last protected RTP packet that left.
  public byte[] lastRtp() {
    return lastRtp.clone();
  }

  public long datagramsOut() {
    return datagramsOut;
  }

  public long rtpOut() {
    return rtpOut;
  }

  public long deadlineNanos() {
    return leg.nextDeadlineNanos();
  }

  @Override
  public void receive(byte[] b, int off, int len, InetSocketAddress from, long nowNanos) {
    byte[] scratch = Arrays.copyOf(Arrays.copyOfRange(b, off, off + len), len + 64);
    turn(now -> leg.receive(scratch, 0, len, from, now, this));
  }

  @Override
  public void advance(long nowNanos) {
    turn(now -> {
      if (Deadline.isDue(leg.nextDeadlineNanos(), now)) {
        leg.advance(now, this);
      }
      if (engine != null) {
        engine.advance(now);
      }
    });
  }

  @Override
  public long nextDeadlineNanos() {
    long next = leg.nextDeadlineNanos();
    return engine == null ? next : Deadline.earlier(next, engine.nextDeadlineNanos());
  }

  @Override
  public void transmit(byte[] buffer, int offset, int length, InetSocketAddress to) {
    datagramsOut++;
    if (PacketKind.of(buffer, offset, length) == PacketKind.RTP) {
      rtpOut++;
      lastRtp = Arrays.copyOfRange(buffer, offset, offset + length);
    }
    port.send(buffer, offset, length, to);
  }

  @Override
  public void startDtls(int attempt, DtlsRole role) {
    attempts.add(network.nowNanos());
    roles.add(role);
    if (attempt != attempts.size()) {
      throw new AssertionError("attempt " + attempt + " is the " + attempts.size() + "th");
    }
    if (engine != null) {
      engine.close();
    }
    FakeDtls next =
        new FakeDtls(identity.in(role), random.nextLong(), network::nowNanos, new Attempt(attempt));
    engine = next;
    DtlsFailure failure = failures.poll();
    if (failure != null) {
      next.fail(failure);
    }
  }

  @Override
  public void receiveDtls(int attempt, byte[] buffer, int offset, int length) {
    if (engine != null && !deafToDtls) {
      engine.receive(buffer, offset, length);
    }
  }

  @Override
  public void media(byte[] buffer, int offset, int length) {
    if (bridge != null) {
      bridge.media(buffer, offset, length, network.nowNanos());
    } else {
      heard.add(Arrays.copyOfRange(buffer, offset, offset + length));
    }
  }

  @Override
  public void legEvent(LegEvent event) {
    events.add(event);
    if (event instanceof LegEvent.Closed && engine != null) {
      engine.close();
      engine = null;
    }
  }

  /// The engine's answers come after the verb that caused them, as from another thread.
  private final class Attempt implements DtlsSink {
    private final int number;

    Attempt(int number) {
      this.number = number;
    }

    @Override
    public void transmit(byte[] datagram) {
      later.add(_ -> leg.transmitDtls(number, datagram, LegPeer.this));
    }

    @Override
    public void established(DtlsKeys keys) {
      later.add(now -> leg.dtlsEstablished(number, keys, now, LegPeer.this));
    }

    @Override
    public void failed(DtlsFailure why) {
      later.add(now -> leg.dtlsFailed(number, why, now, LegPeer.this));
    }

    @Override
    public void closed() {
      later.add(now -> leg.dtlsClosed(number, now, LegPeer.this));
    }
  }
}
