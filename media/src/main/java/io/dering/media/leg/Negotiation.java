package io.dering.media.leg;

import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceAgent;
import io.dering.media.ice.IceCredentials;
import io.dering.media.ice.IceRole;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.DtlsSetup;
import io.dering.media.sdp.LocalAudio;
import io.dering.media.sdp.SdpWriter;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/// From a peer's SDP and our policy to a leg's settings and our SDP (RFC 3264, 8839, 5763).
///
/// Roles. ICE: lite towards browsers; otherwise full and controlling, also as the answerer, because
/// a lite offerer is always controlled (RFC 8445 §6.1.1) and a full one settles the conflict by
/// 487. DTLS: client wherever the peer allows (`actpass`, `passive`), server where it insists
/// (`active`): a client offers no server to a stranger's ClientHello.
public final class Negotiation {
  /// What it came to.
  public sealed interface Outcome {}

  /// @param sdp ours, to be sent to the peer
  public record Agreed(
      Leg.Settings settings,
      String cname,
      Fingerprint remoteFingerprint,
      List<InetSocketAddress> expectedSources,
      String sdp)
      implements Outcome {
    public Agreed {
      expectedSources = List.copyOf(expectedSources);
    }
  }

  public record Refused(String code, String detail) implements Outcome {}

  private final LegPolicy policy;
  private final LocalAudio local;

  private Negotiation(LegPolicy policy, LocalAudio local) {
    this.policy = policy;
    this.local = local;
  }

  /// Our own offer, in the form of Meta's.
  public static Negotiation offering(
      LegPolicy policy,
      List<Candidate> candidates,
      Fingerprint fingerprint,
      RandomGenerator random) {
    return new Negotiation(
        policy, local(policy, candidates, fingerprint, DtlsSetup.ACTPASS, random));
  }

  /// The offer's text.
  public String sdp() {
    return SdpWriter.offer(local);
  }

  /// Reads the peer's answer to our offer.
  public Outcome answered(AudioSession answer) {
    return switch (answer.setup()) {
      case ACTPASS ->
          new Refused("setup_actpass", "An answer must say setup active or passive (RFC 5763 §5).");
      case ACTIVE -> agree(answer, DtlsRole.SERVER, sdp());
      case PASSIVE -> agree(answer, DtlsRole.CLIENT, sdp());
    };
  }

  /// Answers a peer's offer.
  public static Outcome answering(
      AudioSession offer,
      LegPolicy policy,
      List<Candidate> candidates,
      Fingerprint fingerprint,
      RandomGenerator random) {
    if (policy.iceLite() && offer.iceLite()) {
      return new Refused("both_ice_lite", "Two ICE-lite ends cannot connect (RFC 8445 §2.5).");
    }
    if (!policy.iceLite() && offer.iceLite() && !anyAllowed(offer, policy)) {
      return new Refused(
          "no_usable_candidate",
          "The offer names no IPv4 address over UDP that this gateway may send to: loopback,"
              + " link-local and private addresses are refused unless media.allow-loopback-peers"
              + " is on.");
    }
    boolean server = offer.setup() == DtlsSetup.ACTIVE;
    LocalAudio local =
        local(
            policy, candidates, fingerprint, server ? DtlsSetup.PASSIVE : DtlsSetup.ACTIVE, random);
    return new Negotiation(policy, local)
        .agree(offer, server ? DtlsRole.SERVER : DtlsRole.CLIENT, SdpWriter.answer(offer, local));
  }

  private Outcome agree(AudioSession remote, DtlsRole role, String sdp) {
    // The media port is bound to IPv4: an IPv6 candidate of Meta's is dropped at once, not waited
    // for.
    IceAgent.Settings ice =
        new IceAgent.Settings(
                policy.iceLite(),
                policy.iceLite() ? IceRole.CONTROLLED : IceRole.CONTROLLING,
                local.ice(),
                remote.ice(),
                remote.iceLite(),
                remote.candidates(),
                policy.addresses())
            .withIpv6(false);
    Leg.Settings settings =
        new Leg.Settings(
            ice,
            role,
            remote.opusPayloadType(),
            remote.telephoneEventPayloadType().orElse(-1),
            (int) local.ssrc());
    List<InetSocketAddress> sources =
        policy.iceLite()
            ? List.of()
            : remote.candidates().stream()
                .filter(candidate -> allowed(candidate, policy))
                .map(Candidate::address)
                .toList();
    return new Agreed(settings, policy.cname(), remote.fingerprint(), sources, sdp);
  }

  private static boolean anyAllowed(AudioSession offer, LegPolicy policy) {
    return offer.candidates().stream().anyMatch(candidate -> allowed(candidate, policy));
  }

  private static boolean allowed(Candidate candidate, LegPolicy policy) {
    InetSocketAddress address = candidate.address();
    return !address.isUnresolved()
        && address.getAddress() instanceof Inet4Address
        && address.getPort() != 0
        && candidate.transport() == Candidate.Transport.UDP
        && candidate.component() == Candidate.RTP_COMPONENT
        && policy.addresses().allows(address.getAddress());
  }

  private static LocalAudio local(
      LegPolicy policy,
      List<Candidate> candidates,
      Fingerprint fingerprint,
      DtlsSetup setup,
      RandomGenerator random) {
    // Only the stand-in for Meta offers as a lite end.
    boolean likeMeta = setup == DtlsSetup.ACTPASS && policy.iceLite();
    return new LocalAudio(
        policy.iceLite(),
        IceCredentials.random(random),
        candidates,
        fingerprint,
        setup,
        random.nextLong(1, 1L << 32),
        policy.cname(),
        policy.cname() + "audio",
        random.nextLong(1L << 62),
        candidates.getFirst().address(),
        likeMeta ? LocalAudio.Style.META_OFFER : LocalAudio.Style.GATEWAY);
  }
}
