package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.wiring.MediaHouse.Far;
import io.dering.media.doctor.Cause;
import io.dering.media.leg.DtlsManner;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.desk.PageFigures;
import io.dering.signaling.desk.PageFigures.Microphone;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that fail or are silent, over real UDP, DTLS and SRTP with a peer that misbehaves so: each
/// is given its name.
final class CallDoctorTest {
  private static final CallId CALL = new CallId("call_a");
  private static final ChannelId CHANNEL = new ChannelId("200000000000001");
  private static final ConnectionId TAB = new ConnectionId("tab");
  private static final byte AGENT = 'a';
  private static final byte CUSTOMER = 'c';

  private MediaHouse house = new MediaHouse();
  private @Nullable Far agent;
  private @Nullable Far customer;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void nobodyAnswersTheChecks() {
    fails(
        DtlsManner.USUAL,
        answer -> answer.replaceAll("127\\.0\\.0\\.1 \\d+ typ", "127.0.0.1 9 typ"),
        LegCloseReason.ICE_FAILED,
        Cause.NO_UDP_FROM_META);
  }

  @Test
  void bothAreDtlsServers() {
    fails(
        DtlsManner.SERVER,
        answer -> answer.replace("a=setup:passive", "a=setup:active"),
        LegCloseReason.DTLS_FAILED,
        Cause.DTLS_ROLE);
  }

  @Test
  void bothAreDtlsClients() {
    dial(DtlsManner.CLIENT, answer -> answer.replace("a=setup:active", "a=setup:passive"));
    house.awaitHello();
    failed(LegCloseReason.DTLS_FAILED, Cause.DTLS_ROLE);
  }

  @Test
  void theCertificateIsAnothers() {
    dial(
        DtlsManner.USUAL,
        answer -> answer.replaceAll("(?i)(a=fingerprint:sha-256 )..:..:..:..", "$100:11:22:33"));
    house.awaitFailedHandshake();
    failed(LegCloseReason.FINGERPRINT_MISMATCH, Cause.DTLS_FINGERPRINT);
  }

  @Test
  void nobodyAnswersTheHello() {
    house.release(new Command.MakeOffer(CALL, CHANNEL));
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    house.metaAnswers(CALL, offer, DtlsManner.SERVER, UnaryOperator.identity(), FarEar.leaving());
    failed(LegCloseReason.DTLS_FAILED, Cause.DTLS_UNANSWERED);
  }

  @Test
  void theCustomersSideStopsAnswering() {
    talk(true, true);
    house.leapAlone(Duration.ofSeconds(40));
    assertThat(house.fact(Fact.MetaLegClosed.class).reason())
        .isEqualTo(LegCloseReason.CONSENT_LOST);
    assertThat(ended()).isEqualTo(Cause.NO_CONSENT);
  }

  @Test
  void nothingComesFromTheCustomer() {
    talk(true, false);
    passes(() -> customer().ear().awaitVoice(AGENT));
    assertThat(ended()).isEqualTo(Cause.ONE_WAY_FROM_CUSTOMER);
  }

  @Test
  void nothingComesFromTheAgent() {
    talk(false, true);
    passes(() -> agent().ear().awaitVoice(CUSTOMER));
    assertThat(ended()).isEqualTo(Cause.ONE_WAY_FROM_AGENT);
  }

  /// What the peer sees of us is not what our SDP says, and nothing comes.
  @Test
  void theGatewayIsToldToBeElsewhere() {
    house.close();
    house = new MediaHouse(InetAddress.ofLiteral("127.0.0.77"));
    Far far = dial(DtlsManner.USUAL, UnaryOperator.identity());
    assertThat(house.fact(Fact.MetaLegConnected.class).call()).isEqualTo(CALL);
    house.release(new Command.OpenGate(CALL));
    passes(() -> assertThat(far.ear().next()).isNotEmpty());
    assertThat(ended()).isEqualTo(Cause.WRONG_PUBLIC_ADDRESS);
  }

  @ParameterizedTest
  @CsvSource({
    "127, 40, LIVE, MICROPHONE_MUTED",
    "40, 127, LIVE, CUSTOMER_SILENT",
    "127, 40, NONE, NO_MICROPHONE"
  })
  void aSideSendsNothingThatIsHeard(int agentLevel, int level, Microphone microphone, Cause cause) {
    talk(true, true);
    passes(() -> {
      bothAreHeard();
      house.figures(
          TAB, CALL, new PageFigures(5_000, 0, 40, 20, agentLevel, 0, level, 0, microphone));
    });
    assertThat(ended()).isEqualTo(cause);
  }

  @Test
  void theAgentsLegIsGone() {
    talk(true, true);
    agent().leg().close();
    // Its consent runs out, the customer's is renewed.
    for (int i = 0; i < 3; i++) {
      passes(() -> assertThat(customer().ear().next()).isNotEmpty());
    }
    assertThat(house.agentDown()).isEqualTo(TAB);
    assertThat(ended()).isEqualTo(Cause.AGENT_LEG_LOST);
  }

  @Test
  void aCallInWhichBothWereHeardHasNoCause() {
    talk(true, true);
    passes(this::bothAreHeard);
    house.release(new Command.CloseMetaLeg(CALL));
    assertThat(house.qualityKept()).isEqualTo(CALL);
    house.settle();
    assertThat(house.hasCause()).isFalse();
  }

  private void fails(
      DtlsManner manner, UnaryOperator<String> says, LegCloseReason reason, Cause cause) {
    dial(manner, says);
    failed(reason, cause);
  }

  private void failed(LegCloseReason reason, Cause cause) {
    // Past the deadline of ICE (15 s) or of DTLS (10 s), and before consent is lost (30 s).
    house.settle();
    house.leap(Duration.ofSeconds(reason == LegCloseReason.ICE_FAILED ? 20 : 12));
    assertThat(house.fact(Fact.MetaLegClosed.class))
        .isEqualTo(new Fact.MetaLegClosed(CALL, reason));
    assertThat(ended()).isEqualTo(cause);
  }

  private Cause ended() {
    house.release(new Command.CloseMetaLeg(CALL));
    return house.cause();
  }

  /// Three times 5 s.
  ///
  /// @param meanwhile what must have happened in each
  private void passes(Runnable meanwhile) {
    for (int i = 0; i < 3; i++) {
      house.settle();
      if (customer != null) {
        customer.ear().forget();
      }
      if (agent != null) {
        agent.ear().forget();
      }
      meanwhile.run();
      house.settle();
      house.leap(Duration.ofSeconds(5));
    }
    house.settle();
  }

  private void bothAreHeard() {
    customer().ear().awaitVoice(AGENT);
    agent().ear().awaitVoice(CUSTOMER);
  }

  private Far dial(DtlsManner manner, UnaryOperator<String> says) {
    house.release(new Command.MakeOffer(CALL, CHANNEL));
    String offer = house.fact(Fact.OfferMade.class).offer().text();
    return house.metaAnswers(CALL, offer, manner, says);
  }

  /// Both are connected; who speaks is heard.
  private void talk(boolean agentSpeaks, boolean customerSpeaks) {
    Far page = house.agent(TAB);
    Far phone = dial(DtlsManner.USUAL, UnaryOperator.identity());
    house.release(new Command.Bridge(CALL, TAB));
    agent = page;
    customer = phone;
    assertThat(house.fact(Fact.MetaLegConnected.class).call()).isEqualTo(CALL);
    house.release(new Command.OpenGate(CALL));
    if (agentSpeaks) {
      page.speak(AGENT);
      phone.ear().awaitVoice(AGENT);
    }
    if (customerSpeaks) {
      phone.speak(CUSTOMER);
      page.ear().awaitVoice(CUSTOMER);
    }
  }

  private Far agent() {
    return Objects.requireNonNull(agent);
  }

  private Far customer() {
    return Objects.requireNonNull(customer);
  }
}
