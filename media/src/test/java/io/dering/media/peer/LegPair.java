package io.dering.media.peer;

import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegPolicy;
import io.dering.media.leg.Negotiation;
import io.dering.media.net.EmulatedNetwork;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import io.dering.media.srtp.SrtpProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// The gateway's leg and the peer it was negotiated with, by their own SDP.
///
/// @param gateway full and controlling towards Meta, lite towards a browser, DTLS client in both
/// @param remote the offerer: lite and DTLS server like Meta, or full and controlling like a
///   browser
public record LegPair(EmulatedNetwork network, LegPeer gateway, LegPeer remote) {
  private static final SrtpProfile USUAL = SrtpProfile.AES_CM_128_HMAC_SHA1_80;

  public static final InetSocketAddress GATEWAY = address("203.0.113.5", 10_000);
  public static final InetSocketAddress GATEWAY_FOR_AGENTS = address("203.0.113.5", 10_002);
  public static final InetSocketAddress META = address("157.240.1.9", 3484);
  public static final InetSocketAddress BROWSER = address("198.51.100.7", 51_000);

  /// A customer's leg and an end like Meta's.
  public static LegPair customer(EmulatedNetwork network) {
    return customer(network, USUAL);
  }

  public static LegPair customer(EmulatedNetwork network, SrtpProfile profile) {
    return make(network, new Place(GATEWAY, META, true), profile, "meta");
  }

  /// Meta shows another certificate than its SDP named.
  public static LegPair customerWithAnotherCertificate(EmulatedNetwork network) {
    return make(network, new Place(GATEWAY, META, true), USUAL, "somebody else");
  }

  /// A leg that we offered and an end like Meta's, whose answer says this of the DTLS roles.
  ///
  /// @param says what it says where that is not what it does
  public static LegPair outbound(
      EmulatedNetwork network, DtlsManner does, UnaryOperator<String> says) {
    SplittableRandom random = new SplittableRandom(META.getPort());
    Negotiation offering =
        Negotiation.offering(
            new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "dering"),
            List.of(Candidate.host("1", GATEWAY, 65_535)),
            certificate("gateway"),
            random);
    Negotiation.Agreed theirs =
        agreed(
            Negotiation.answering(
                read(offering.sdp()),
                LegPolicy.likeMeta("meta", does),
                List.of(Candidate.host("1", META, 65_535)),
                certificate("meta"),
                random));
    Negotiation.Agreed ours = agreed(offering.answered(read(says.apply(theirs.sdp()))));
    return new LegPair(
        network,
        new LegPeer(network, GATEWAY, ours, USUAL, certificate("gateway")),
        new LegPeer(network, META, theirs, USUAL, certificate("meta")));
  }

  public static LegPair outbound(EmulatedNetwork network, DtlsManner does) {
    return outbound(network, does, UnaryOperator.identity());
  }

  /// An agent's leg and an end like a browser's.
  public static LegPair agent(EmulatedNetwork network) {
    return agent(network, BROWSER);
  }

  public static LegPair agent(EmulatedNetwork network, InetSocketAddress browser) {
    InetSocketAddress ours =
        new InetSocketAddress(
            GATEWAY_FOR_AGENTS.getAddress(), GATEWAY_FOR_AGENTS.getPort() + browser.getPort());
    return make(network, new Place(ours, browser, false), USUAL, "browser");
  }

  public static LegPair agent(EmulatedNetwork network, SrtpProfile profile) {
    return make(network, new Place(GATEWAY_FOR_AGENTS, BROWSER, false), profile, "browser");
  }

  /// The remote end is there before its answer comes, as in life.
  public LegPair start() {
    remote.start();
    gateway.start();
    return this;
  }

  /// Starts both and waits until media can flow.
  public LegPair ready() {
    start();
    if (!network.runUntil(this::isReady, 10_000)) {
      throw new AssertionError("not ready: " + gateway.events + " " + remote.events);
    }
    return this;
  }

  public boolean isReady() {
    return gateway.isReady() && remote.isReady();
  }

  private record Place(InetSocketAddress ours, InetSocketAddress theirs, boolean remoteLite) {}

  private static LegPair make(
      EmulatedNetwork network, Place place, SrtpProfile profile, String shownCertificate) {
    SplittableRandom random = new SplittableRandom(place.theirs().getPort());
    Fingerprint promised = certificate(place.remoteLite() ? "meta" : "browser");
    Negotiation offering =
        Negotiation.offering(
            new LegPolicy(place.remoteLite(), InetAddressPolicy.ALLOW_ALL, "remote"),
            List.of(Candidate.host("1", place.theirs(), 65_535)),
            promised,
            random);
    Negotiation.Agreed ours =
        agreed(
            Negotiation.answering(
                read(offering.sdp()),
                new LegPolicy(!place.remoteLite(), InetAddressPolicy.ALLOW_ALL, "dering"),
                List.of(Candidate.host("1", place.ours(), 65_535)),
                certificate("gateway"),
                random));
    Negotiation.Agreed theirs = agreed(offering.answered(read(ours.sdp())));
    return new LegPair(
        network,
        new LegPeer(network, place.ours(), ours, profile, certificate("gateway")),
        new LegPeer(network, place.theirs(), theirs, profile, certificate(shownCertificate)));
  }

  private static Negotiation.Agreed agreed(Negotiation.Outcome outcome) {
    return switch (outcome) {
      case Negotiation.Agreed agreed -> agreed;
      case Negotiation.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static AudioSession read(String sdp) {
    return switch (SdpReader.read(sdp)) {
      case SdpResult.Accepted(var session) -> session;
      case SdpResult.Refused(var reason, _) -> throw new AssertionError(reason.toString());
    };
  }

  private static Fingerprint certificate(String of) {
    return Fingerprint.ofCertificate(of.getBytes(StandardCharsets.US_ASCII));
  }

  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }
}
