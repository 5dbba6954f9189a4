package io.dering.media.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.ice.Candidate;
import io.dering.media.ice.InetAddressPolicy;
import java.net.InetAddress;
import java.util.Optional;

/// A candidate line: what is read is read again from what we write, and nothing is resolved.
final class CandidateTarget {
  private CandidateTarget() {}

  static void run(byte[] input) {
    Optional<Candidate> read = Candidate.parse(new String(input, UTF_8));
    if (read.isEmpty()) {
      return;
    }
    Candidate candidate = read.get();
    String written = candidate.toAttribute();
    assertThat(Candidate.parse(written)).contains(candidate);
    assertThat(written.chars()).noneMatch(c -> c == '\r' || c == '\n');
    assertThat(candidate.priority()).isBetween(0L, 0xFFFF_FFFFL);
    assertThat(candidate.component()).isBetween(1, 256);
    assertThat(candidate.toString())
        .isEqualTo("Candidate[" + candidate.type().token() + ", redacted]");
    InetAddress address = candidate.address().getAddress();
    if (address != null) {
      boolean allowed = InetAddressPolicy.PUBLIC_ONLY.allows(address);
      boolean inner =
          address.isLoopbackAddress()
              || address.isAnyLocalAddress()
              || address.isLinkLocalAddress()
              || address.isSiteLocalAddress()
              || address.isMulticastAddress();
      assertThat(allowed && inner).as("an inner address is allowed").isFalse();
    }
  }
}
