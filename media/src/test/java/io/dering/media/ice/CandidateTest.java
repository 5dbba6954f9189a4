package io.dering.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {
  private static final String META =
      "candidate:1052331718 1 udp 2122260223 192.0.2.44 3484 typ host generation 0 network-cost 50";

  @Test
  void aCandidateOfMetaIsReadAndWrittenBackAsItWas() {
    Candidate candidate = Candidate.parse(META).orElseThrow();
    assertThat(candidate.foundation()).isEqualTo("1052331718");
    assertThat(candidate.component()).isEqualTo(1);
    assertThat(candidate.transport()).isEqualTo(Candidate.Transport.UDP);
    assertThat(candidate.priority()).isEqualTo(2122260223L);
    assertThat(candidate.address()).isEqualTo(IcePeer.at("192.0.2.44", 3484));
    assertThat(candidate.type()).isEqualTo(CandidateType.HOST);
    assertThat(candidate.extensions()).isEqualTo("generation 0 network-cost 50");
    assertThat(candidate.toAttribute()).isEqualTo(META);
  }

  @Test
  void prefixesAreOptionalAndKeywordsHaveNoCase() {
    Candidate plain = Candidate.parse(META).orElseThrow();
    assertThat(Candidate.parse("a=" + META)).contains(plain);
    assertThat(Candidate.parse(META.substring("candidate:".length()))).contains(plain);
    assertThat(Candidate.parse(META.replace("udp", "UDP").replace("typ host", "TYP HOST")))
        .contains(plain);
  }

  @Test
  void everyTypeIsRead() {
    assertThat(type("srflx raddr 10.0.0.1 rport 9")).isEqualTo(CandidateType.SERVER_REFLEXIVE);
    assertThat(type("prflx raddr 10.0.0.1 rport 9")).isEqualTo(CandidateType.PEER_REFLEXIVE);
    assertThat(type("relay raddr 10.0.0.1 rport 9")).isEqualTo(CandidateType.RELAYED);
  }

  /// Found by fuzzing: the extensions are written back as they came.
  @Test
  void aCandidateIsOneLine() {
    assertThat(Candidate.parse(META + " a\nb=c")).isEmpty();
    assertThat(Candidate.parse(META + " a\rb=c")).isEmpty();
    assertThat(Candidate.parse(META + "\r\n")).as("line end").isPresent();
  }

  private static CandidateType type(String rest) {
    return Candidate.parse("candidate:1 1 udp 1 192.0.2.1 5000 typ " + rest).orElseThrow().type();
  }

  @Test
  void namesStayNames() {
    Candidate mdns =
        Candidate.parse("candidate:1 1 udp 5 3f1c7c8e-9c1a-4a52.local 50000 typ host")
            .orElseThrow();
    assertThat(mdns.address().isUnresolved()).isTrue();
    assertThat(mdns.toAttribute()).contains("3f1c7c8e-9c1a-4a52.local 50000");
  }

  @Test
  void ipv6AndMappedIpv4AreLiterals() {
    Candidate ipv6 = Candidate.parse("candidate:1 1 udp 5 2001:db8::1 5 typ host").orElseThrow();
    assertThat(ipv6.address()).isEqualTo(IcePeer.at("2001:db8::1", 5));
    // What IPv6 wraps is judged as IPv4 by every policy.
    Candidate mapped =
        Candidate.parse("candidate:1 1 udp 5 ::ffff:127.0.0.1 5 typ host").orElseThrow();
    assertThat(mapped.address()).isEqualTo(IcePeer.at("127.0.0.1", 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "candidate:",
        "candidate:1 1 udp 1 192.0.2.1 5000 typ",
        "candidate:1 1 udp 1 192.0.2.1 5000 host typ",
        "candidate:1 0 udp 1 192.0.2.1 5000 typ host",
        "candidate:1 257 udp 1 192.0.2.1 5000 typ host",
        "candidate:1 1 sctp 1 192.0.2.1 5000 typ host",
        "candidate:1 1 udp 4294967296 192.0.2.1 5000 typ host",
        "candidate:1 1 udp -1 192.0.2.1 5000 typ host",
        "candidate:1 1 udp 1 192.0.2.1 65536 typ host",
        "candidate:1 1 udp 1 192.0.2.256 5000 typ host",
        "candidate:1 1 udp 1 127.1 5000 typ host",
        "candidate:1 1 udp 1 2130706433 5000 typ host",
        "candidate:1 1 udp 1 0x7f.0.0.1 5000 typ host",
        "candidate:1 1 udp 1 2001:db8:::1 5000 typ host",
        "candidate:1 1 udp 1 fe80::1%nowhere 5000 typ host",
        "candidate:1 1 udp 1 bad_$name 5000 typ host",
        "candidate:1 1 udp 1 192.0.2.1 5000 typ guess"
      })
  void malformedCandidatesAreEmpty(String text) {
    assertThat(Candidate.parse(text)).isEmpty();
  }

  @Test
  void overlongLinesAreEmpty() {
    assertThat(Candidate.parse(META + " x".repeat(300))).isEmpty();
  }

  @Test
  void ourHostCandidateHasTheRecommendedPriority() {
    InetSocketAddress address = IcePeer.at("203.0.113.5", 10000);
    assertThat(Candidate.host("1", address, 65535).toAttribute())
        .isEqualTo("candidate:1 1 udp 2130706431 203.0.113.5 10000 typ host");
  }

  @Test
  void addressesDoNotShowInText() {
    assertThat(Candidate.parse(META).orElseThrow().toString()).doesNotContain("192.0.2.44");
  }

  @Test
  void parsingNeverThrowsAndWhatIsReadIsWrittenReadable() {
    SplittableRandom random = new SplittableRandom(7);
    String alphabet = " :.%=-0123456789abcdefudptyhostcandidate\t\r\n\0\u00e9";
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(META);
      int changes = 1 + random.nextInt(5);
      for (int c = 0; c < changes; c++) {
        int at = random.nextInt(text.length());
        char next = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, next);
          case 1 -> text.insert(at, next);
          default -> text.deleteCharAt(at);
        }
      }
      var candidate = Candidate.parse(text.toString());
      if (candidate.isPresent()) {
        read++;
        assertThat(Candidate.parse(candidate.get().toAttribute())).isEqualTo(candidate);
      }
    }
    assertThat(read).isGreaterThan(10_000);
  }
}
