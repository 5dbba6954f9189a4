package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.phone.Script;
import io.dering.sandbox.phone.ScriptedPhone;
import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.Voice;
import io.dering.sandbox.webhooks.Misbehaviour;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks over real HTTP, on good days and bad ones.
final class WebhookDeliveryTest {
  private static final Voice SILENCE = Voice.of(Sound.of(new short[320], 16_000));

  private House house;
  private TinyBusiness business;

  @BeforeEach
  void open() throws Exception {
    house = new House();
    business = house.business;
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  @Test
  void everyWebhookIsSignedOverItsBytes() throws Exception {
    ScriptedPhone phone = call();
    TinyBusiness.Delivery connect = business.next("connect");
    phone.hangUp();
    TinyBusiness.Delivery terminate = business.next("terminate");
    assertThat(connect.signature()).isEqualTo(signature(connect.text()));
    assertThat(terminate.signature())
        .isEqualTo(signature(terminate.text()))
        .isNotEqualTo(connect.signature());
    assertThat(connect.text()).doesNotContain("\n ").startsWith("{\"object\":");
  }

  @Test
  void aDuplicateIsTheSameToTheByte() throws Exception {
    house.misbehave(new Misbehaviour(1, 0, Duration.ZERO, 0, Duration.ZERO, 5));
    ScriptedPhone phone = call();
    TinyBusiness.Delivery first = business.next("connect");
    TinyBusiness.Delivery second = business.next("connect");
    assertThat(second.text()).isEqualTo(first.text());
    phone.hangUp();
    business.next("terminate");
    business.next("terminate");
  }

  @Test
  void aReorderedConnectComesAfterItsTerminate() throws Exception {
    house.misbehave(new Misbehaviour(0, 1, Duration.ofSeconds(60), 0, Duration.ZERO, 5));
    ScriptedPhone phone = call();
    get(phone.offered());
    phone.hangUp();
    assertThat(get(phone.ended()).cause()).isEqualTo(EndCause.CUSTOMER_HUNG_UP);
    TinyBusiness.Delivery terminate = business.next();
    TinyBusiness.Delivery connect = business.next();
    assertThat(terminate.event()).isEqualTo("terminate");
    assertThat(connect.event()).isEqualTo("connect");
    assertThat(connect.callId()).isEqualTo(terminate.callId());
  }

  @Test
  void aHeldConnectOfACallThatGoesOnIsLetGo() throws Exception {
    house.misbehave(new Misbehaviour(0, 1, Duration.ofMillis(50), 0, Duration.ZERO, 5));
    ScriptedPhone phone = call();
    business.next("connect");
    phone.hangUp();
    business.next("terminate");
  }

  @Test
  void aDelayedWebhookCarriesTheTimeOfItsEvent() throws Exception {
    house.misbehave(new Misbehaviour(0, 0, Duration.ZERO, 1, Duration.ofMillis(80), 5));
    Instant before = Instant.now().minusSeconds(2);
    ScriptedPhone phone = call();
    TinyBusiness.Delivery connect = business.next("connect");
    assertThat(Long.parseLong(connect.call().path("timestamp").textValue()))
        .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond() + 1);
    phone.hangUp();
    business.next("terminate");
  }

  @Test
  void aConnectThatIsNotTakenIsSentAgainAndThenGivenUp() throws Exception {
    business.answerWebhooksWith(503);
    ScriptedPhone phone = call();
    String first = business.next("connect").text();
    assertThat(business.next("connect").text()).isEqualTo(first);
    assertThat(business.next("connect").text()).isEqualTo(first);
    phone.hangUp();
    // The third attempt was the last: what comes now are the terminate's own three.
    business.next("terminate");
    business.next("terminate");
    business.next("terminate");
    JsonNode wire = WireProbe.exchanges(house);
    assertThat(wire.findValuesAsText("note"))
        .anyMatch(note -> note.contains("status 503") && note.contains("Again in 100 ms"))
        .anyMatch(note -> note.contains("That was the last attempt"));
  }

  private ScriptedPhone call() {
    return ScriptedPhone.call(house.sandbox, Script.saying(SILENCE));
  }

  private static String signature(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("dev-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(TinyBusiness.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
