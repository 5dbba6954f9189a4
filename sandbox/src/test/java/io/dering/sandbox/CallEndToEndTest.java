package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.media.opus.OpusPackets;
import io.dering.media.rtp.RtpHeader;
import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.EarlyMedia;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.phone.Heard;
import io.dering.sandbox.phone.Script;
import io.dering.sandbox.phone.ScriptedPhone;
import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.SpeechDecoder;
import io.dering.sandbox.speech.Voice;
import io.dering.transport.udp.FrameSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Real webhooks, real ICE, DTLS-SRTP and Opus, over the loopback.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallEndToEndTest {
  private static final Voice CUSTOMER_TONE =
      Voice.of(Sound.tone(440, -20, Duration.ofSeconds(2), 16_000));
  private static final Voice BUSINESS_TONE =
      Voice.of(Sound.tone(1_000, -20, Duration.ofSeconds(2), 16_000));
  private static final Voice SILENCE = Voice.of(Sound.of(new short[16_000], 16_000));

  private House house;
  private TinyBusiness business;

  @BeforeAll
  void open() throws Exception {
    house = new House();
    business = house.business;
  }

  @AfterAll
  void close() throws Exception {
    house.close();
  }

  @BeforeEach
  void behave() {
    house.sandbox.switches(Switches.DEFAULTS);
    business.answerWebhooksWith(200);
  }

  @AfterEach
  void hangUp() throws Exception {
    business.closeLegs();
    business.forget();
  }

  @Test
  void aCallIsAnsweredAndBothHearEachOther() throws Exception {
    long offencesBefore = offences();
    ScriptedPhone phone =
        ScriptedPhone.call(
            house.sandbox,
            Script.saying(CUSTOMER_TONE)
                .by(Customer.fictional(456, "Ada Fictional"))
                .hangingUpAfter(Duration.ofSeconds(3)));
    TinyBusiness.Delivery connect = business.next("connect");
    assertThat(Fixtures.shape(connect.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-calls-connect-inbound.json")));
    assertThat(connect.call().path("from").textValue()).isEqualTo("447700900456");

    BusinessRecorder recorder = new BusinessRecorder();
    TinyBusiness.Leg leg = business.open(connect.offer(), recorder);
    TinyBusiness.Answer ahead = business.preAccept(connect.callId(), leg.answer());
    assertThat(ahead.status()).isEqualTo(200);
    assertThat(ahead.body()).isEqualTo(Fixtures.json("response-call-action-success.json"));
    get(phone.ringing());
    leg.awaitReady();
    ObjectNode accept = TinyBusiness.action(connect.callId(), "accept");
    accept.put("biz_opaque_callback_data", "call:3b91");
    assertThat(business.post(TinyBusiness.withSession(accept, leg.answer())).status())
        .isEqualTo(200);
    leg.leg().play(source(BUSINESS_TONE));
    get(phone.connected());
    Ending ending = get(phone.ended());

    assertThat(ending.cause()).isEqualTo(EndCause.CUSTOMER_HUNG_UP);
    JsonNode end = business.next("terminate").body();
    assertThat(Fixtures.shape(end))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-calls-terminate-inbound-completed.json")));
    assertThat(end.findValue("biz_opaque_callback_data").textValue()).isEqualTo("call:3b91");
    assertThat(end.findValue("start_time").textValue()).matches("[0-9]{10}");

    Heard heard = phone.heard();
    assertThat(heard.packets()).isGreaterThan(50);
    assertThat(heard.lost()).isZero();
    assertThat(heard.packetsBeforeAccept()).isZero();
    assertThat(heard.ssrcs()).hasSize(1);
    assertThat(heard.firstPacketNanos()).isPositive();
    assertThat(heard.largestGapMs()).isLessThan(2_000);
    assertThat(steady(heard.sound(16_000)).levelDbfs(1_000)).isCloseTo(-20, within(2.0));
    assertThat(steady(heard.sound(16_000)).levelDbfs(440)).isLessThan(-45);
    Sound atBusiness = steady(recorder.sound());
    assertThat(atBusiness.levelDbfs(440)).isCloseTo(-20, within(2.0));
    assertThat(atBusiness.levelDbfs(1_000)).isLessThan(-45);
    assertThat(offences()).isEqualTo(offencesBefore);

    TinyBusiness.Answer after = business.terminate(connect.callId());
    assertThat(after.errorCode()).isEqualTo(100);
    assertThat(after.details()).contains("already ended");
  }

  @Test
  void twoCustomersTalkAtOnce() throws Exception {
    ScriptedPhone first = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    Talk one = talking(first);
    ScriptedPhone second =
        ScriptedPhone.call(
            house.sandbox, Script.saying(SILENCE).by(Customer.fictional(7, "Second")));
    Talk two = talking(second);
    assertThat(first.heard().ssrcs()).doesNotContainAnyElementsOf(second.heard().ssrcs());
    business.terminate(one.callId());
    business.terminate(two.callId());
    get(first.ended());
    get(second.ended());
    business.next("terminate");
    business.next("terminate");
  }

  @Test
  void theBusinessHangsUp() throws Exception {
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    String callId = talking(phone).callId();
    assertThat(business.accept(callId, "v=0\r\n").errorCode()).isEqualTo(100);
    assertThat(business.reject(callId).details()).contains("already been accepted");
    assertThat(business.terminate(callId).status()).isEqualTo(200);
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.BUSINESS_HUNG_UP);
    assertThat(business.next("terminate").call().has("start_time")).isTrue();
  }

  @Test
  void acceptMustRepeatTheSdpOfPreAcceptByteForByte() throws Exception {
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    assertThat(business.preAccept(connect.callId(), leg.answer()).status()).isEqualTo(200);
    String other = leg.answer().replace("a=ptime:20\r\n", "a=ptime:20\r\na=x-other:1\r\n");
    assertThat(other).isNotEqualTo(leg.answer());
    TinyBusiness.Answer refused = business.accept(connect.callId(), other);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.errorCode()).isEqualTo(100);
    assertThat(refused.details()).contains("differs");
    assertThat(business.terminate(connect.callId()).details()).contains("reject");
    assertThat(business.accept(connect.callId(), leg.answer()).status()).isEqualTo(200);
    assertThat(business.accept(connect.callId(), leg.answer()).errorCode()).isEqualTo(100);
    phone.hangUp();
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.CUSTOMER_HUNG_UP);
    business.next("terminate");
  }

  @Test
  void noMediaAfterAcceptFailsTheCallWith138021() throws Exception {
    house.rules(House.limits(60_000, 300, 30_000, 2_000));
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    assertThat(business.accept(connect.callId(), leg.answer()).status()).isEqualTo(200);
    Ending ending = get(phone.ended());
    assertThat(ending.cause()).isEqualTo(EndCause.NO_MEDIA);
    assertThat(Duration.between(get(phone.connected()), ending.at()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    assertThat(Fixtures.shape(business.next("terminate").body()))
        .isEqualTo(
            Fixtures.shape(Fixtures.json("webhook-calls-terminate-inbound-failed-138021.json")));
  }

  @Test
  void anEstablishedCallThatFallsSilentEndsWithItsOwnLimit() throws Exception {
    house.rules(House.limits(60_000, 20_000, 300, 2_000));
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Leg leg = talking(phone).leg();
    leg.leg().stopPlaying();
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.NO_MEDIA);
    assertThat(business.next("terminate").call().path("status").textValue()).isEqualTo("FAILED");
  }

  @Test
  void mediaBeforeAcceptIsAnOffenceThatThePhoneDoesNotHear() throws Exception {
    long before = house.sandbox.offences(Offence.MEDIA_BEFORE_ACCEPT);
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    business.preAccept(connect.callId(), leg.answer());
    leg.awaitReady();
    speakFrames(leg, 10);
    TinyBusiness.until(
        "they have come before the accept", () -> phone.heard().packetsBeforeAccept() > 0);
    business.accept(connect.callId(), leg.answer());
    leg.leg().play(source(BUSINESS_TONE));
    get(phone.connected());
    phone.hangUp();
    get(phone.ended());
    business.next("terminate");
    assertThat(house.sandbox.offences(Offence.MEDIA_BEFORE_ACCEPT)).isEqualTo(before + 1);
    assertThat(phone.heard().packetsBeforeAccept()).isPositive();
  }

  @Test
  void aStrictSandboxEndsTheCallAtTheFirstEarlyPacket() throws Exception {
    house.rules(
        new CallRules(
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            EarlyMedia.END_CALL));
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    business.preAccept(connect.callId(), leg.answer());
    leg.awaitReady();
    leg.leg().play(source(BUSINESS_TONE));
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.EARLY_MEDIA);
    JsonNode end = business.next("terminate").call();
    assertThat(end.path("status").textValue()).isEqualTo("FAILED");
    assertThat(end.has("start_time")).isFalse();
  }

  @Test
  void aPhoneThatWaitsForTheBusinessSaysNothingFirst() throws Exception {
    house.sandbox.switches(new Switches(CallRules.DEFAULTS, Switches.DEFAULTS.webhooks(), true));
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(CUSTOMER_TONE));
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    business.accept(connect.callId(), leg.answer());
    leg.awaitReady();
    get(phone.connected());
    assertThat(phone.framesSpoken()).isZero();
    CountDownLatch heard = new CountDownLatch(1);
    leg.leg().play(source(BUSINESS_TONE, 25, heard));
    assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(phone.framesSpoken()).isPositive();
    phone.hangUp();
    get(phone.ended());
    business.next("terminate");
  }

  @Test
  void aRejectEndsTheCallWithoutTimes() throws Exception {
    house.rules(House.limits(60_000, 20_000, 30_000, 0));
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Delivery connect = business.next("connect");
    assertThat(business.reject(connect.callId()).status()).isEqualTo(200);
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.BUSINESS_REJECTED);
    assertThat(Fixtures.shape(business.next("terminate").body()))
        .isEqualTo(
            Fixtures.shape(Fixtures.json("webhook-calls-terminate-inbound-unanswered.json")));
    assertThat(business.reject(connect.callId()).details()).contains("already ended");
  }

  @Test
  void aRejectAtOnceTellsThePhoneThatNobodyIsThere() throws Exception {
    house.rules(House.limits(60_000, 20_000, 30_000, 20_000));
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    assertThat(business.reject(business.next("connect").callId()).status()).isEqualTo(200);
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.NOBODY_THERE);
    business.next("terminate");
  }

  /// IN-7: Meta's own limit ends the ringing whatever the business plans.
  @Test
  void aCallThatNobodyAcceptsEndsByItselfAndAcceptIsTooLate() throws Exception {
    house.rules(House.limits(200, 20_000, 30_000, 0));
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.NOT_ANSWERED);
    business.next("terminate");
    TinyBusiness.Answer late = business.accept(connect.callId(), leg.answer());
    assertThat(late.status()).isEqualTo(500);
    assertThat(late.errorCode()).isEqualTo(138_007);
  }

  @Test
  void anSdpThatTheMediaServerCannotUseMayBeReplaced() throws Exception {
    ScriptedPhone phone = ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    String broken = leg.answer().replaceAll("a=fingerprint:sha-256 .*", "a=fingerprint:sha-256 zz");
    TinyBusiness.Answer refused = business.preAccept(connect.callId(), broken);
    assertThat(refused.errorCode()).isEqualTo(100);
    assertThat(refused.details()).startsWith("SDP Validation error: ");
    assertThat(business.preAccept(connect.callId(), leg.answer()).status()).isEqualTo(200);
    leg.awaitReady();
    phone.hangUp();
    get(phone.ended());
    business.next("terminate");
  }

  private record Talk(String callId, TinyBusiness.Leg leg) {}

  /// Answers the phone's call and speaks; returns once the phone has heard the business.
  private Talk talking(ScriptedPhone phone) throws Exception {
    TinyBusiness.Delivery connect = business.next("connect");
    TinyBusiness.Leg leg = business.open(connect.offer());
    assertThat(business.accept(connect.callId(), leg.answer()).status()).isEqualTo(200);
    leg.awaitReady();
    speakFrames(leg, 10);
    get(phone.connected());
    TinyBusiness.until("the phone hears the business", () -> phone.heard().packets() > 0);
    return new Talk(connect.callId(), leg);
  }

  private static void speakFrames(TinyBusiness.Leg leg, int frames) throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    leg.leg().play(source(BUSINESS_TONE, frames, said));
    assertThat(said.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private long offences() {
    return Arrays.stream(Offence.values()).mapToLong(house.sandbox::offences).sum();
  }

  private static FrameSource source(Voice voice) {
    return source(voice, Integer.MAX_VALUE, new CountDownLatch(1));
  }

  /// @param said counted down after so many frames; the source goes on
  private static FrameSource source(Voice voice, int frames, CountDownLatch said) {
    AtomicInteger index = new AtomicInteger();
    return (buffer, offset, _) -> {
      int at = index.getAndIncrement();
      if (at == frames) {
        said.countDown();
      }
      return at < voice.frameCount()
          ? voice.frame(at, buffer, offset)
          : OpusPackets.writeSilence(buffer, offset);
    };
  }

  /// Without the codec's start.
  private static Sound steady(Sound sound) {
    return sound.part(Duration.ofMillis(400), Duration.ofMillis(800));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(TinyBusiness.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// What the business hears, decoded as it comes.
  private static final class BusinessRecorder implements TinyBusiness.Tap {
    private final SpeechDecoder decoder = new SpeechDecoder(16_000);
    private boolean started;
    private int firstTimestamp;

    @Override
    public synchronized void packet(byte[] buffer, int offset, int length) {
      int header = RtpHeader.length(buffer, offset, length);
      int timestamp = RtpHeader.timestamp(buffer, offset);
      if (!started) {
        started = true;
        firstTimestamp = timestamp;
      }
      decoder.packet(
          Arrays.copyOfRange(buffer, offset + header, offset + length), timestamp - firstTimestamp);
    }

    synchronized Sound sound() {
      return decoder.sound();
    }
  }
}
