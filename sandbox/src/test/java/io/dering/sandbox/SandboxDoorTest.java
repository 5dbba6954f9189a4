package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The HTTP addresses of the sandbox, without a call.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SandboxDoorTest {
  private static final String CALLS = "/100000000000001/calls";
  private static final String TOKEN = "dev-access-token";

  private House house;

  @BeforeAll
  void open() throws Exception {
    house = new House();
  }

  @AfterAll
  void close() throws Exception {
    house.close();
  }

  @Test
  void aWrongTokenIsCode190() throws Exception {
    String body = TinyBusiness.action("wacid.x", "reject").toString();
    TinyBusiness.Answer answer = house.business.post(CALLS, "other", body);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(Fixtures.shape(answer.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-error-190.json")));
  }

  @Test
  void theTokenIsLookedAtBeforeAnythingElse() throws Exception {
    assertThat(house.business.post("/1/calls", "other", "{").errorCode()).isEqualTo(190);
  }

  @Test
  void anUnknownNumberIsCode100() throws Exception {
    TinyBusiness.Answer answer = house.business.post("/42/calls", TOKEN, "{}");
    assertThat(answer.errorCode()).isEqualTo(100);
    assertThat(answer.body().at("/error/error_subcode").intValue()).isEqualTo(33);
  }

  @Test
  void aVersionSegmentIsTakenAndAnythingElseIsNot() throws Exception {
    ObjectNode reject = TinyBusiness.action("wacid.none", "reject");
    assertThat(house.business.post("/v26.0" + CALLS, TOKEN, reject.toString()).details())
        .contains("no such call");
    TinyBusiness.Answer other = house.business.post("/version" + CALLS, TOKEN, reject.toString());
    assertThat(other.status()).isEqualTo(404);
  }

  @Test
  void aCallThatNobodyKnowsIsCode100WhateverTheAction() throws Exception {
    String sdp = Fixtures.json("session-gateway-answer.json").path("sdp").textValue();
    assertThat(house.business.preAccept("wacid.none", sdp).errorCode()).isEqualTo(100);
    assertThat(house.business.accept("wacid.none", sdp).errorCode()).isEqualTo(100);
    assertThat(house.business.reject("wacid.none").errorCode()).isEqualTo(100);
    assertThat(house.business.terminate("wacid.none").errorCode()).isEqualTo(100);
  }

  @Test
  void anUnknownFieldIsRefusedOverHttpToo() throws Exception {
    ObjectNode request = TinyBusiness.action("wacid.none", "reject").put("reason", "busy");
    TinyBusiness.Answer answer = house.business.post(request);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.details()).contains("reason");
  }

  @Test
  void switchesAreSetReadAndSetBack() throws Exception {
    HttpResponse<String> set =
        WireProbe.put(
            house,
            "/sandbox/settings",
            "{\"webhooks\":{\"duplicate\":true},\"calls\":{\"accept_window_ms\":30000}}");
    assertThat(set.statusCode()).isEqualTo(200);
    JsonNode now = new JsonMapper().readTree(WireProbe.get(house, "/sandbox/settings").body());
    assertThat(now.at("/webhooks/duplicate").doubleValue()).isEqualTo(1);
    assertThat(now.at("/calls/accept_window_ms").intValue()).isEqualTo(30_000);
    assertThat(house.sandbox.switches().rules().acceptWindow()).isEqualTo(Duration.ofSeconds(30));
    WireProbe.put(house, "/sandbox/settings", "{}");
    assertThat(house.sandbox.switches().rules().acceptWindow()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void itSaysThatItLives() throws Exception {
    HttpResponse<String> answer = WireProbe.get(house, "/livez");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonMapper().readTree(answer.body()).path("status").textValue()).isEqualTo("ok");
  }

  @Test
  void aWrongSwitchIsAProblemThatNamesItsField() throws Exception {
    HttpResponse<String> answer =
        WireProbe.put(house, "/sandbox/settings", "{\"webhooks\":{\"duplicate\":7}}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("webhooks.duplicate").contains("between 0 and 1");
  }

  @Test
  void pagesOfOtherSitesAreKeptOut() throws Exception {
    for (String path : new String[] {"/sandbox/settings", "/sandbox/wire"}) {
      assertThat(WireProbe.get(house, path, "Origin", "http://evil.example").statusCode())
          .as(path)
          .isEqualTo(403);
    }
    assertThat(
            WireProbe.put(house, "/sandbox/settings", "{}", "Origin", "http://evil.example")
                .statusCode())
        .isEqualTo(403);
    assertThat(WireProbe.get(house, "/sandbox/phone/socket").statusCode()).isEqualTo(426);
  }

  @Test
  void exchangesAreShownWithoutTokens() throws Exception {
    house.business.reject("wacid.shown");
    HttpResponse<String> wire = WireProbe.get(house, "/sandbox/wire");
    assertThat(wire.body()).contains("wacid.shown").doesNotContain(TOKEN).doesNotContain("sha256=");
    JsonNode exchanges = new JsonMapper().readTree(wire.body()).path("exchanges");
    JsonNode newest = exchanges.path(exchanges.size() - 1);
    assertThat(newest.path("kind").textValue()).isEqualTo("graph");
    assertThat(newest.path("method").textValue()).isEqualTo("POST");
    assertThat(newest.path("path").textValue()).isEqualTo("/sandbox/graph" + CALLS);
    assertThat(newest.path("status").intValue()).isEqualTo(400);
    assertThat(newest.at("/request/call_id").textValue()).isEqualTo("wacid.shown");
    assertThat(newest.at("/response/error/code").intValue()).isEqualTo(100);
  }
}
