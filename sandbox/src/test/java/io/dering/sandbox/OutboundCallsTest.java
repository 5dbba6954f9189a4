package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dering.media.leg.DtlsManner;
import io.dering.media.opus.OpusPackets;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.network.OutboundSwitches;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.permission.Choice;
import io.dering.sandbox.permission.PermissionLimits;
import io.dering.sandbox.phone.AnsweringPhone;
import io.dering.sandbox.phone.Heard;
import io.dering.sandbox.phone.Reaction;
import io.dering.sandbox.phone.Script;
import io.dering.sandbox.phone.ScriptedPhone;
import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.Voice;
import io.dering.sandbox.webhooks.Misbehaviour;
import io.dering.transport.udp.FrameSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The business calls: real webhooks, real ICE, DTLS-SRTP and Opus, over the loopback.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutboundCallsTest {
  private static final Voice CUSTOMER_TONE =
      Voice.of(Sound.tone(440, -20, Duration.ofSeconds(2), 16_000));
  private static final Voice BUSINESS_TONE =
      Voice.of(Sound.tone(1_000, -20, Duration.ofSeconds(2), 16_000));
  private static final OutboundSwitches QUICK =
      OutboundSwitches.DEFAULTS.ringing(Duration.ZERO, Duration.ofSeconds(60));

  private final BlockingQueue<ScriptedPhone> taken = new LinkedBlockingQueue<>();
  private final AtomicInteger lines = new AtomicInteger(500);
  private House house;
  private TinyBusiness business;
  private Customer ada = Customer.fictional(456, "Ada Fictional");

  @BeforeAll
  void open() throws Exception {
    house = new House();
    business = house.business;
  }

  @AfterAll
  void close() throws Exception {
    house.close();
  }

  /// A customer of her own for each test, who allows calls.
  @BeforeEach
  void behave() throws Exception {
    house.sandbox.switches(Switches.DEFAULTS.with(QUICK));
    ada = Customer.fictional(lines.incrementAndGet(), "Ada Fictional");
    house.sandbox.decide(ada, Choice.ALWAYS);
    business.await("message");
  }

  @AfterEach
  void hangUp() throws Exception {
    business.closeLegs();
    business.forget();
    taken.clear();
  }

  /// OUT-1, BAL-6: connect is no pickup; ACCEPTED is, and media flows both ways from there.
  @ParameterizedTest
  @EnumSource(
      value = DtlsManner.class,
      names = {"CLIENT", "SERVER", "UNDECIDED"})
  void aCallIsAnsweredAndBothHearEachOtherWhateverTheRoles(DtlsManner roles) throws Exception {
    house.sandbox.switches(Switches.DEFAULTS.with(QUICK.with(roles)));
    long offences = offences();
    plug(new Reaction.Answer(Duration.ofMillis(300)), Script.saying(CUSTOMER_TONE));
    CountDownLatch heard = new CountDownLatch(30);
    TinyBusiness.Dial dial = business.offer((_, _, _) -> heard.countDown());
    TinyBusiness.Answer placed = business.connect(ada.number(), dial.offer().offer());
    assertThat(placed.status()).isEqualTo(200);
    assertThat(Fixtures.shape(placed.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-call-connect.json")));

    TinyBusiness.Delivery connect = business.await("connect");
    assertThat(connect.callId()).isEqualTo(placed.callId());
    assertThat(Fixtures.shape(connect.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-calls-connect-outbound-answer.json")));
    assertThat(connect.call().at("/session/sdp_type").textValue()).isEqualTo("answer");
    assertThat(connect.offer()).contains("a=ice-lite\r\n", "a=setup:" + word(roles) + "\r\n");
    TinyBusiness.Leg leg = business.answered(dial, connect.offer());
    TinyBusiness.Delivery ringing = business.await("RINGING");
    assertThat(Fixtures.shape(ringing.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-calls-status-ringing.json")));
    assertThat(ringing.status().path("id").textValue()).isEqualTo(placed.callId());
    TinyBusiness.Delivery accepted = business.await("ACCEPTED");
    leg.awaitReady();
    leg.leg().play(source(BUSINESS_TONE));
    assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();

    ScriptedPhone phone = phone();
    TinyBusiness.until("the customer hears the business", () -> phone.heard().packets() > 60);
    phone.hangUp();
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.CUSTOMER_HUNG_UP);
    JsonNode end = business.await("terminate").body();
    assertThat(Fixtures.shape(end))
        .isEqualTo(
            Fixtures.shape(Fixtures.json("webhook-calls-terminate-outbound-completed.json")));
    assertThat(end.findValue("biz_opaque_callback_data").textValue()).isEqualTo("call:7f3a");
    assertThat(end.findValue("start_time").textValue())
        .isEqualTo(accepted.status().path("timestamp").textValue());
    Heard byCustomer = phone.heard();
    assertThat(byCustomer.packets()).isGreaterThan(30);
    assertThat(byCustomer.packetsBeforeAccept()).isZero();
    assertThat(byCustomer.ssrcs()).hasSize(1);
    Sound steady = byCustomer.sound(16_000).part(Duration.ofMillis(300), Duration.ofMillis(600));
    assertThat(steady.levelDbfs(1_000)).isCloseTo(-20, within(3.0));
    assertThat(offences()).isEqualTo(offences);
    assertThat(business.terminate(placed.callId()).details()).contains("already ended");
  }

  @Test
  void aDeclinedCallIsRejectedAndThenTerminatedWithoutTimes() throws Exception {
    plug(new Reaction.Decline(Duration.ofMillis(20)), Script.saying(CUSTOMER_TONE));
    call();
    business.await("RINGING");
    assertThat(Fixtures.shape(business.await("REJECTED").body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-calls-status-rejected.json")));
    assertThat(Fixtures.shape(business.await("terminate").body()))
        .isEqualTo(
            Fixtures.shape(Fixtures.json("webhook-calls-terminate-outbound-unanswered.json")));
    assertThat(get(phone().ended()).cause()).isEqualTo(EndCause.CUSTOMER_DECLINED);
  }

  /// OUT-2: Meta's own limit.
  @Test
  void aCallThatNobodyAnswersEndsByItself() throws Exception {
    house.sandbox.switches(
        Switches.DEFAULTS.with(
            OutboundSwitches.DEFAULTS.ringing(Duration.ZERO, Duration.ofMillis(200))));
    plug(new Reaction.Ignore(), Script.saying(CUSTOMER_TONE));
    call();
    business.await("RINGING");
    assertThat(business.await("terminate").call().has("start_time")).isFalse();
    assertThat(get(phone().ended()).cause()).isEqualTo(EndCause.MISSED);
  }

  @Test
  void aPhoneThatIsOffNeverRings() throws Exception {
    house.sandbox.switches(
        Switches.DEFAULTS.with(
            OutboundSwitches.DEFAULTS.ringing(Duration.ZERO, Duration.ofMillis(200))));
    plug(new Reaction.Unreachable(), Script.saying(CUSTOMER_TONE));
    call();
    assertThat(business.await("terminate").call().path("status").textValue())
        .isEqualTo("COMPLETED");
  }

  @Test
  void aClientThatFailsEndsTheCallWithItsCode() throws Exception {
    plug(new Reaction.Fail(Duration.ZERO, EndCause.SETUP_FAILED), Script.saying(CUSTOMER_TONE));
    call();
    business.await("RINGING");
    assertThat(Fixtures.shape(business.await("terminate").body()))
        .isEqualTo(
            Fixtures.shape(Fixtures.json("webhook-calls-terminate-outbound-failed-138019.json")));
  }

  @Test
  void theBusinessEndsItsCallBeforeThePhoneRingsWhileItRingsAndInTheTalk() throws Exception {
    house.sandbox.switches(
        Switches.DEFAULTS.with(
            OutboundSwitches.DEFAULTS.ringing(Duration.ofSeconds(50), Duration.ofSeconds(60))));
    plug(new Reaction.Ignore(), Script.saying(CUSTOMER_TONE));
    assertThat(business.terminate(call()).status()).isEqualTo(200);
    assertThat(business.await("terminate").call().has("start_time")).isFalse();

    house.sandbox.switches(Switches.DEFAULTS.with(QUICK));
    String ringing = call();
    business.await("RINGING");
    assertThat(business.accept(ringing, someAnswer()).errorCode()).isEqualTo(100);
    assertThat(business.reject(ringing).details()).contains("placed by the business");
    assertThat(business.terminate(ringing).status()).isEqualTo(200);
    assertThat(business.await("terminate").call().has("start_time")).isFalse();
    assertThat(get(phone().ended()).cause()).isEqualTo(EndCause.BUSINESS_GAVE_UP);
    assertThat(get(phone().ended()).cause()).isEqualTo(EndCause.BUSINESS_GAVE_UP);

    plug(new Reaction.Answer(Duration.ZERO), Script.saying(CUSTOMER_TONE));
    String talking = call();
    business.await("RINGING");
    business.await("ACCEPTED");
    assertThat(business.terminate(talking).status()).isEqualTo(200);
    assertThat(business.await("terminate").call().path("duration").isNumber()).isTrue();
    assertThat(get(phone().ended()).cause()).isEqualTo(EndCause.BUSINESS_HUNG_UP);
  }

  @Test
  void mediaBeforeThePickupIsAnOffenceThatThePhoneDoesNotHear() throws Exception {
    long before = house.sandbox.offences(Offence.MEDIA_BEFORE_PICKUP);
    plug(new Reaction.Ignore(), Script.saying(CUSTOMER_TONE));
    TinyBusiness.Dial dial = business.offer((_, _, _) -> {});
    String callId = business.connect(ada.number(), dial.offer().offer()).callId();
    TinyBusiness.Leg leg = business.answered(dial, business.await("connect").offer());
    business.await("RINGING");
    leg.awaitReady();
    CountDownLatch said = new CountDownLatch(10);
    leg.leg()
        .play((buffer, offset, _) -> {
          said.countDown();
          return OpusPackets.writeSilence(buffer, offset);
        });
    assertThat(said.await(30, TimeUnit.SECONDS)).isTrue();
    ScriptedPhone phone = phone();
    TinyBusiness.until(
        "they have come before the pickup", () -> phone.heard().packetsBeforeAccept() > 0);
    business.terminate(callId);
    business.await("terminate");
    assertThat(house.sandbox.offences(Offence.MEDIA_BEFORE_PICKUP)).isEqualTo(before + 1);
  }

  /// Without an answer the business does not know the id; the webhooks carry its own word for it.
  @Test
  void aLostAnswerLeavesTheCallStanding() throws Exception {
    house.sandbox.switches(
        Switches.DEFAULTS.with(QUICK.with(new OutboundSwitches.Response(true, Duration.ZERO))));
    plug(new Reaction.Ignore(), Script.saying(CUSTOMER_TONE));
    TinyBusiness.Dial dial = business.offer((_, _, _) -> {});
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> business.connect(ada.number(), dial.offer().offer()))
        .isInstanceOf(IOException.class);
    TinyBusiness.Delivery connect = business.await("connect");
    assertThat(connect.call().path("biz_opaque_callback_data").textValue()).isEqualTo("call:7f3a");
    business.await("RINGING");
    assertThat(business.terminate(connect.callId()).status()).isEqualTo(200);
    business.await("terminate");
  }

  @Test
  void webhooksOvertakeALateAnswer() throws Exception {
    house.sandbox.switches(
        Switches.DEFAULTS.with(
            QUICK.with(new OutboundSwitches.Response(false, Duration.ofSeconds(3)))));
    plug(new Reaction.Ignore(), Script.saying(CUSTOMER_TONE));
    TinyBusiness.Dial dial = business.offer((_, _, _) -> {});
    try (var background = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = background.submit(() -> business.connect(ada.number(), dial.offer().offer()));
      TinyBusiness.Delivery connect = business.await("connect");
      assertThat(answer.isDone()).isFalse();
      business.await("RINGING");
      assertThat(answer.get(30, TimeUnit.SECONDS).callId()).isEqualTo(connect.callId());
      business.terminate(connect.callId());
      business.await("terminate");
    }
  }

  /// OUT-1: no order is promised, and nothing comes exactly once.
  @Test
  void webhooksComeTwiceAndTheConnectLast() throws Exception {
    house.sandbox.switches(
        new Switches(
                House.PATIENT,
                new Misbehaviour(1, 1, Duration.ofSeconds(60), 0, Duration.ZERO, 1),
                false)
            .with(QUICK));
    plug(new Reaction.Decline(Duration.ZERO), Script.saying(CUSTOMER_TONE));
    TinyBusiness.Dial dial = business.offer((_, _, _) -> {});
    business.connect(ada.number(), dial.offer().offer());
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      kinds.add(business.next().kind());
    }
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "REJECTED",
            "REJECTED",
            "RINGING",
            "RINGING",
            "connect",
            "connect",
            "terminate",
            "terminate");
    // Held back until a terminate was answered: of any webhook the second may still be on its way.
    assertThat(kinds.indexOf("connect")).isGreaterThan(kinds.indexOf("terminate"));
  }

  @Test
  void whatMetaRefusesIsRefusedByItsCode() throws Exception {
    String offer = business.offer((_, _, _) -> {}).offer().offer();
    Customer stranger = Customer.fictional(lines.incrementAndGet(), "Stranger");
    TinyBusiness.Answer noPermission = business.connect(stranger.number(), offer);
    assertThat(noPermission.status()).isEqualTo(401);
    assertThat(noPermission.errorCode()).isEqualTo(138_006);
    assertThat(Fixtures.shape(noPermission.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-error-138006.json")));
    assertThat(business.connect("12125550100", offer).errorCode()).isEqualTo(138_001);
    assertThat(business.connect(ada.number(), "v=0\r\n").errorCode()).isEqualTo(100);

    plug(new Reaction.Ignore(), Script.saying(CUSTOMER_TONE));
    String callId = call();
    business.await("RINGING");
    assertThat(business.connect(ada.userId(), offer).errorCode()).isEqualTo(138_003);
    business.terminate(callId);
    business.await("terminate");

    ScriptedPhone inbound = ScriptedPhone.call(house.sandbox, Script.saying(CUSTOMER_TONE).by(ada));
    business.await("connect");
    assertThat(business.connect(ada.number(), offer).errorCode()).isEqualTo(138_003);
    inbound.hangUp();
    business.await("terminate");
  }

  /// OUT-3: the limit of connected calls, with the time of the next one.
  @Test
  void theLimitOfConnectedCallsIsMetas() throws Exception {
    house.sandbox.switches(
        Switches.DEFAULTS.with(QUICK).with(new PermissionLimits(1, 1, 2, 2, 4, 100)));
    plug(new Reaction.Answer(Duration.ZERO), Script.saying(CUSTOMER_TONE));
    String callId = call();
    business.await("ACCEPTED");
    business.terminate(callId);
    business.await("terminate");
    TinyBusiness.Answer refused =
        business.connect(ada.number(), business.offer((_, _, _) -> {}).offer().offer());
    assertThat(refused.errorCode()).isEqualTo(138_012);
    assertThat(refused.details()).containsPattern("Next call allowed at [0-9]{10}\\.");
  }

  @ParameterizedTest
  @CsvSource({"138000,401", "138013,400", "138014,400", "131044,400", "138005,429", "131016,503"})
  void anyCodeCanBeSwitchedOn(int code, int status) throws Exception {
    house.sandbox.switches(Switches.DEFAULTS.with(QUICK.refusing(code)));
    TinyBusiness.Answer refused =
        business.connect(ada.number(), business.offer((_, _, _) -> {}).offer().offer());
    assertThat(refused.errorCode()).isEqualTo(code);
    assertThat(refused.status()).isEqualTo(status);
  }

  @Test
  void aCustomerIsScriptedOverHttpAndItsCallsAreTold() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String phone = house.http() + "/sandbox/phones/7";
      HttpResponse<String> planned =
          client.send(
              HttpRequest.newBuilder(URI.create(phone))
                  .PUT(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"call\": \"answer\", \"voice\": \"tone\", \"name\": \"Bela\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(planned.statusCode()).as(planned.body()).isEqualTo(200);
      HttpResponse<String> allowed =
          client.send(
              HttpRequest.newBuilder(URI.create(phone + "/permission"))
                  .POST(HttpRequest.BodyPublishers.ofString("{\"choice\": \"temporary\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(json(allowed).path("status").textValue()).isEqualTo("temporary");
      business.await("message");
      ada = Customer.fictional(7, "Bela");
      String callId = call();
      business.await("RINGING");
      business.await("ACCEPTED");
      business.terminate(callId);
      assertThat(
              business
                  .await("terminate")
                  .body()
                  .at("/entry/0/changes/0/value/contacts/0/profile/name")
                  .textValue())
          .isEqualTo("Bela");
      HttpResponse<String> told =
          client.send(
              HttpRequest.newBuilder(URI.create(phone)).build(),
              HttpResponse.BodyHandlers.ofString());
      String call = json(told).at("/calls/0").textValue();
      HttpResponse<String> report =
          client.send(
              HttpRequest.newBuilder(URI.create(house.http() + "/sandbox/calls/" + call)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(json(report).path("reason").textValue()).isEqualTo("ended_by_business");
      for (String bad :
          new String[] {
            "{\"call\": \"sing\"}",
            "{\"after_ms\": -1}",
            "{\"permission\": \"maybe\"}",
            "{\"call\": \"fail\", \"error\": 1}",
            "{\"surprise\": 1}"
          }) {
        assertThat(
                client
                    .send(
                        HttpRequest.newBuilder(URI.create(phone))
                            .PUT(HttpRequest.BodyPublishers.ofString(bad))
                            .build(),
                        HttpResponse.BodyHandlers.ofString())
                    .statusCode())
            .as(bad)
            .isEqualTo(400);
      }
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new JsonMapper().readTree(answer.body());
  }

  /// Calls the customer, with a webhook connect but no media.
  private String call() throws Exception {
    TinyBusiness.Dial dial = business.offer((_, _, _) -> {});
    TinyBusiness.Answer placed = business.connect(ada.number(), dial.offer().offer());
    assertThat(placed.status()).as(placed.body().toString()).isEqualTo(200);
    business.await("connect");
    return placed.callId();
  }

  private void plug(Reaction reaction, Script script) {
    house.sandbox.plug(ada, new AnsweringPhone(script, reaction, taken::add));
  }

  private ScriptedPhone phone() throws Exception {
    return java.util.Objects.requireNonNull(taken.poll(30, TimeUnit.SECONDS));
  }

  private static String someAnswer() {
    return Fixtures.json("session-gateway-answer.json").path("sdp").textValue();
  }

  private static String word(DtlsManner roles) {
    return switch (roles) {
      case SERVER -> "passive";
      case UNDECIDED -> "actpass";
      case CLIENT, USUAL -> "active";
    };
  }

  private long offences() {
    long all = 0;
    for (Offence offence : Offence.values()) {
      all += house.sandbox.offences(offence);
    }
    return all;
  }

  private static FrameSource source(Voice voice) {
    AtomicInteger index = new AtomicInteger();
    return (buffer, offset, _) -> {
      int at = index.getAndIncrement();
      return at < voice.frameCount()
          ? voice.frame(at, buffer, offset)
          : OpusPackets.writeSilence(buffer, offset);
    };
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(TinyBusiness.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
