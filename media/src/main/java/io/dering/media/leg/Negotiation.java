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
import java.util.Optional;
import java.util.random.RandomGenerator;

/// From a peer's SDP and our policy to a leg's settings and our SDP (RFC 3264, 8839, 5763).
///
/// Roles. ICE: lite towards browsers; otherwise full and controlling, also as the answerer, because
/// a lite peer is always controlled (RFC 8445 §6.1.1) and a full one settles the conflict by 487.
/// DTLS: client wherever the peer allows (`actpass`, `passive`), server where it insists
/// (`active`): a client offers no server to a stranger's ClientHello. An answer that leaves the
/// roles open though it must not (`actpass`, Meta is said to send it) finds us the client, and a
/// server as soon as it says hello itself (see [Handshake]).
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

  /// Our own offer.
  public static Negotiation offering(
      LegPolicy policy,
      List<Candidate> candidates,
      Fingerprint fingerprint,
      RandomGenerator random) {
    DtlsSetup setup =
        switch (policy.dtls()) {
          case CLIENT -> DtlsSetup.ACTIVE;
          case USUAL, SERVER, UNDECIDED -> DtlsSetup.ACTPASS;
        };
    return new Negotiation(policy, local(policy, candidates, fingerprint, setup, random));
  }

  /// The offer's text.
  public String sdp() {
    return SdpWriter.offer(local);
  }

  /// Reads the peer's answer to our offer. A refused one leaves the offer open for another.
  ///
  /// Payload types that the offer has not are no part of `answer` (see
  /// [io.dering.media.sdp.SdpReader#readAnswer]).
  public Outcome answered(AudioSession answer) {
    Optional<Refused> unusable = unusable(answer, policy, "answer");
    if (unusable.isPresent()) {
      return unusable.get();
    }
    return switch (answer.setup()) {
      case ACTIVE -> agree(answer, DtlsRole.SERVER, false, sdp());
      case PASSIVE -> agree(answer, DtlsRole.CLIENT, false, sdp());
      case ACTPASS ->
          policy.iceLite()
              ? new Refused(
                  "setup_actpass", "An answer must say setup active or passive (RFC 5763 §5).")
              : agree(answer, DtlsRole.CLIENT, true, sdp());
    };
  }

  /// Answers a peer's offer.
  public static Outcome answering(
      AudioSession offer,
      LegPolicy policy,
      List<Candidate> candidates,
      Fingerprint fingerprint,
      RandomGenerator random) {
    Optional<Refused> unusable = unusable(offer, policy, "offer");
    if (unusable.isPresent()) {
      return unusable.get();
    }
    DtlsSetup setup =
        switch (offer.setup()) {
          case ACTIVE -> DtlsSetup.PASSIVE;
          case PASSIVE -> DtlsSetup.ACTIVE;
          case ACTPASS ->
              switch (policy.dtls()) {
                case USUAL, CLIENT -> DtlsSetup.ACTIVE;
                case SERVER -> DtlsSetup.PASSIVE;
                case UNDECIDED -> DtlsSetup.ACTPASS;
              };
        };
    DtlsRole role = setup == DtlsSetup.PASSIVE ? DtlsRole.SERVER : DtlsRole.CLIENT;
    LocalAudio local = local(policy, candidates, fingerprint, setup, random);
    return new Negotiation(policy, local).agree(offer, role, false, SdpWriter.answer(offer, local));
  }

  private Outcome agree(AudioSession remote, DtlsRole role, boolean givesWay, String sdp) {
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
            .withIpv6(false)
            .withBeforeNomination(policy.beforeNomination());
    Leg.Settings settings =
        new Leg.Settings(
            ice,
            role,
            givesWay,
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

  /// Why no pair of addresses can come of it. A full peer checks us from wherever it is, so that
  /// its candidates may be missing; a lite one never does.
  private static Optional<Refused> unusable(AudioSession remote, LegPolicy policy, String what) {
    if (policy.iceLite() && remote.iceLite()) {
      return Optional.of(
          new Refused("both_ice_lite", "Two ICE-lite ends cannot connect (RFC 8445 §2.5)."));
    }
    boolean reachable =
        policy.iceLite()
            || !remote.iceLite()
            || remote.candidates().stream().anyMatch(candidate -> allowed(candidate, policy));
    return reachable
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "no_usable_candidate",
                "The "
                    + what
                    + " names no IPv4 address over UDP that this gateway may send to: loopback,"
                    + " link-local and private addresses are refused unless"
                    + " media.allow-loopback-peers is on."));
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
    return new LocalAudio(
        policy.iceLite(),
        IceCredentials.random(random),
        candidates,
        fingerprint,
        setup,
        random.nextLong(1, 1L << 32),
        policy.cname(),
        track(policy),
        random.nextLong(1L << 62),
        candidates.getFirst().address(),
        policy.style());
  }

  private static String track(LegPolicy policy) {
    return switch (policy.style()) {
      case GATEWAY -> policy.cname() + "audio";
      case META -> "WhatsAppTrack1";
    };
  }
}
