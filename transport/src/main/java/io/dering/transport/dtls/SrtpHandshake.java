package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/// What client and server do alike in one handshake: check the certificate, agree on an SRTP
/// profile, export the keys. Written and read by the thread of the attempt.
final class SrtpHandshake {
  private static final byte[] NO_MKI = {};

  private final Fingerprint expected;
  private final List<SrtpProfile> profiles;
  private @Nullable SrtpProfile profile;
  private @Nullable DtlsKeys keys;
  private DtlsFailure failure = DtlsFailure.HANDSHAKE;

  SrtpHandshake(Fingerprint expected, List<SrtpProfile> profiles) {
    this.expected = expected;
    this.profiles = profiles;
  }

  /// Why the handshake stopped, when it did.
  DtlsFailure failure() {
    return failure;
  }

  /// The keys of a completed handshake, which are not kept here: whoever needs them takes them.
  DtlsKeys takeKeys() throws IOException {
    DtlsKeys taken = keys;
    keys = null;
    if (taken == null) {
      throw new TlsFatalAlert(AlertDescription.internal_error);
    }
    return taken;
  }

  void check(@Nullable Certificate chain) throws IOException {
    if (chain == null
        || chain.isEmpty()
        || !expected.equals(Fingerprint.ofCertificate(chain.getCertificateAt(0).getEncoded()))) {
      throw refused(DtlsFailure.FINGERPRINT_MISMATCH, AlertDescription.bad_certificate);
    }
  }

  UseSRTPData offer() {
    return new UseSRTPData(profiles.stream().mapToInt(SrtpProfile::id).toArray(), NO_MKI);
  }

  /// The server's side: takes our best profile among those offered.
  void choose(@Nullable UseSRTPData offered) throws IOException {
    profile =
        profiles.stream()
            .filter(ours -> offered != null && contains(offered, ours))
            .findFirst()
            .orElse(null);
    if (profile == null) {
      throw refused(DtlsFailure.NO_SRTP_PROFILE, AlertDescription.handshake_failure);
    }
  }

  UseSRTPData answer() throws IOException {
    return new UseSRTPData(new int[] {chosen().id()}, NO_MKI);
  }

  /// The client's side: the server must have taken exactly one of ours, without an MKI.
  void accept(@Nullable UseSRTPData answered) throws IOException {
    if (answered == null || answered.getProtectionProfiles().length != 1) {
      throw refused(DtlsFailure.NO_SRTP_PROFILE, AlertDescription.handshake_failure);
    }
    Optional<SrtpProfile> taken = SrtpProfile.ofId(answered.getProtectionProfiles()[0]);
    if (taken.isEmpty() || !profiles.contains(taken.get()) || answered.getMki().length != 0) {
      throw refused(DtlsFailure.NO_SRTP_PROFILE, AlertDescription.illegal_parameter);
    }
    profile = taken.get();
  }

  /// To be called while the secrets still exist: Bouncy Castle clears them after the handshake.
  void export(TlsContext context) throws IOException {
    SrtpProfile agreed = chosen();
    byte[] material =
        context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, agreed.keyingMaterialLength());
    keys = new DtlsKeys(agreed, material, !context.isServer());
  }

  private SrtpProfile chosen() throws IOException {
    if (profile == null) {
      throw refused(DtlsFailure.NO_SRTP_PROFILE, AlertDescription.handshake_failure);
    }
    return profile;
  }

  private static boolean contains(UseSRTPData offered, SrtpProfile profile) {
    for (int id : offered.getProtectionProfiles()) {
      if (id == profile.id()) {
        return true;
      }
    }
    return false;
  }

  private TlsFatalAlert refused(DtlsFailure why, short alert) {
    failure = why;
    return new TlsFatalAlert(alert);
  }
}
