package io.dering.media.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsRole;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegClosure;
import io.dering.media.leg.LegTrace;
import io.dering.media.quality.LinePoint;
import io.dering.media.quality.PagePoint;
import io.dering.media.quality.QualityPoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From what is known at the end of a call to its cause. A row is a call.
class CallDoctorTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.4.4");
  private static final InetAddress OTHER = InetAddress.ofLiteral("9.9.9.9");
  private static final InetAddress PRIVATE = InetAddress.ofLiteral("10.0.0.7");

  /// @param cause null for none
  record Row(String name, Evidence evidence, @Nullable Cause cause) {
    @Override
    public String toString() {
      return name + " → " + cause;
    }
  }

  private static final LegTrace GOOD =
      new LegTrace(60_000_000_000L, 900, true, PUBLIC, DtlsRole.CLIENT, false, true, true, null);

  static Stream<Row> rows() {
    LegTrace silent =
        new LegTrace(
            15_000_000_000L,
            0,
            false,
            null,
            DtlsRole.CLIENT,
            false,
            false,
            false,
            LegClosure.ICE_FAILED);
    return Stream.of(
        new Row("all was well", with(GOOD), null),
        new Row(
            "no leg was made",
            new Evidence(null, List.of(PUBLIC), InetAddressPolicy.PUBLIC_ONLY, false, List.of()),
            null),
        new Row("nothing came", with(silent), Cause.NO_UDP_FROM_META),
        new Row(
            "nothing came, and our SDP names an address that nobody reaches",
            new Evidence(silent, List.of(PRIVATE), InetAddressPolicy.PUBLIC_ONLY, false, List.of()),
            Cause.WRONG_PUBLIC_ADDRESS),
        new Row("hung up before ICE gave up", with(early(silent, 5_000)), Cause.NO_UDP_FROM_META),
        new Row("hung up at once", with(early(silent, 4_999)), null),
        new Row(
            "something came, no pair",
            with(dtls(silent, 9, false, null, LegClosure.ICE_FAILED)),
            Cause.ICE_NOT_NOMINATED),
        new Row(
            "something came, no pair, seen elsewhere",
            with(dtls(silent, 9, false, OTHER, LegClosure.ICE_FAILED)),
            Cause.WRONG_PUBLIC_ADDRESS),
        new Row("both clients", with(dtls(DtlsRole.CLIENT, true, false)), Cause.DTLS_ROLE),
        new Row("both servers", with(dtls(DtlsRole.SERVER, false, false)), Cause.DTLS_ROLE),
        new Row("no answer", with(dtls(DtlsRole.CLIENT, false, false)), Cause.DTLS_UNANSWERED),
        new Row(
            "half a handshake", with(dtls(DtlsRole.CLIENT, false, true)), Cause.DTLS_UNANSWERED),
        new Row("half of theirs", with(dtls(DtlsRole.SERVER, true, false)), Cause.DTLS_UNANSWERED),
        new Row(
            "another's certificate",
            with(dtls(silent, 9, true, PUBLIC, LegClosure.FINGERPRINT_MISMATCH)),
            Cause.DTLS_FINGERPRINT),
        new Row(
            "no profile",
            with(dtls(silent, 9, true, PUBLIC, LegClosure.NO_SRTP_PROFILE)),
            Cause.DTLS_PROFILE),
        new Row("consent", with(closed(LegClosure.CONSENT_LOST)), Cause.NO_CONSENT),
        new Row("hung up", with(closed(LegClosure.CLOSED_BY_PEER)), null),
        new Row(
            "no agent",
            new Evidence(
                GOOD, List.of(PUBLIC), InetAddressPolicy.PUBLIC_ONLY, true, points("....")),
            Cause.AGENT_LEG_LOST),
        new Row(
            "consent before the agent's leg",
            new Evidence(
                closed(LegClosure.CONSENT_LOST),
                List.of(PUBLIC),
                InetAddressPolicy.PUBLIC_ONLY,
                true,
                List.of()),
            Cause.NO_CONSENT),
        new Row("nothing from the customer", talked("NN"), Cause.ONE_WAY_FROM_CUSTOMER),
        new Row("half of it nothing", talked("NN.."), Cause.ONE_WAY_FROM_CUSTOMER),
        new Row("less than half", talked("NN..."), null),
        new Row("nothing for a moment", talked("N"), null),
        new Row(
            "nothing from the customer, and seen elsewhere",
            new Evidence(
                dtls(GOOD, 900, true, OTHER, null),
                List.of(PUBLIC),
                InetAddressPolicy.PUBLIC_ONLY,
                false,
                points("NN")),
            Cause.WRONG_PUBLIC_ADDRESS),
        new Row(
            "seen elsewhere, and all was well",
            new Evidence(
                dtls(GOOD, 900, true, OTHER, null),
                List.of(PUBLIC),
                InetAddressPolicy.PUBLIC_ONLY,
                false,
                points("..")),
            null),
        new Row("nothing from the agent", talked("nn"), Cause.ONE_WAY_FROM_AGENT),
        new Row("no microphone", talked("xx"), Cause.NO_MICROPHONE),
        new Row("muted by the system", talked("ss"), Cause.MICROPHONE_MUTED),
        new Row("muted on the page", talked("mm"), null),
        new Row("customer muted", talked("SS"), Cause.CUSTOMER_SILENT));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void ofWhatIsKnownTheCauseIsNamed(Row row) {
    assertThat(CallDoctor.examine(row.evidence()).orElse(null)).isEqualTo(row.cause());
  }

  @Test
  void everyCauseIsInTheTableAndSaysWhatMendsIt() {
    Set<Cause> named =
        rows().map(Row::cause).filter(cause -> cause != null).collect(Collectors.toSet());
    assertThat(named).isEqualTo(new HashSet<>(Arrays.asList(Cause.values())));
    for (Cause cause : Cause.values()) {
      assertThat(cause.sentence()).endsWith(".").hasSizeLessThan(100);
      assertThat(cause.mend()).endsWith(".").hasSizeLessThan(110);
    }
  }

  @Test
  void anAddressIsNotForTheLog() {
    assertThat(GOOD.toString()).doesNotContain("8.8.4.4");
  }

  private static Evidence with(LegTrace leg) {
    return new Evidence(leg, List.of(PUBLIC), InetAddressPolicy.PUBLIC_ONLY, false, List.of());
  }

  private static Evidence talked(String letters) {
    return new Evidence(
        GOOD, List.of(PUBLIC), InetAddressPolicy.PUBLIC_ONLY, false, points(letters));
  }

  private static LegTrace early(LegTrace leg, long ageMs) {
    return new LegTrace(
        ageMs * 1_000_000,
        leg.datagrams(),
        leg.pathSelected(),
        leg.mapped(),
        leg.role(),
        leg.helloSeen(),
        leg.helloAnswered(),
        leg.ready(),
        LegClosure.CLOSED_BY_US);
  }

  private static LegTrace dtls(
      LegTrace leg,
      long datagrams,
      boolean pathSelected,
      @Nullable InetAddress mapped,
      @Nullable LegClosure closure) {
    return new LegTrace(
        leg.ageNanos(),
        datagrams,
        pathSelected,
        mapped,
        leg.role(),
        leg.helloSeen(),
        leg.helloAnswered(),
        leg.ready(),
        closure);
  }

  private static LegTrace dtls(DtlsRole role, boolean helloSeen, boolean helloAnswered) {
    return new LegTrace(
        12_000_000_000L,
        40,
        true,
        PUBLIC,
        role,
        helloSeen,
        helloAnswered,
        false,
        LegClosure.DTLS_TIMED_OUT);
  }

  private static LegTrace closed(LegClosure closure) {
    return dtls(GOOD, 900, true, PUBLIC, closure);
  }

  /// Each letter 5 s: `N` nothing from the customer, `n` from the agent, `x` no microphone, `s` and
  /// `S` nothing in the agent's and the customer's packets, `m` muted on the page.
  private static List<QualityPoint> points(String letters) {
    List<QualityPoint> points = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      LinePoint good = new LinePoint(250, 0, 250, 0, 3, 40);
      LinePoint none = new LinePoint(0, 0, 250, 0, 0, 40);
      points.add(
          new QualityPoint(
              5_000L * (points.size() + 1),
              letter == 'N' ? none : good,
              letter == 'n' || letter == 'x' ? none : good,
              new PagePoint(
                  5_000,
                  0,
                  40,
                  20,
                  letter == 's' || letter == 'm' ? PagePoint.NOTHING : 35,
                  2_000,
                  letter == 'S' ? PagePoint.NOTHING : 35,
                  2_000,
                  switch (letter) {
                    case 'x' -> PagePoint.Microphone.NONE;
                    case 'm' -> PagePoint.Microphone.MUTED;
                    default -> PagePoint.Microphone.LIVE;
                  })));
    }
    return points;
  }
}
