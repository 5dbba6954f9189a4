package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.network.OutboundSwitches;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.permission.Choice;
import io.dering.sandbox.phone.AnsweringPhone;
import io.dering.sandbox.phone.Reaction;
import io.dering.sandbox.phone.Script;
import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.Voice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Meta's analytics tell of calls (Meta reference part 8).
final class AnalyticsTest {
  private static final String WABA = "/sandbox/graph/v26.0/100000000000002?fields=";
  private static final String ALL = "call_analytics.start(0).end(9999999999).granularity(";

  private final HttpClient client = HttpClient.newHttpClient();
  private House house;
  private TinyBusiness business;

  @BeforeEach
  void open() throws Exception {
    house = new House();
    business = house.business;
    house.sandbox.switches(
        Switches.DEFAULTS.with(
            OutboundSwitches.DEFAULTS.ringing(Duration.ZERO, Duration.ofSeconds(60))));
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    house.close();
  }

  @Test
  void anAnsweredCallIsChargedByPulseCountryAndTier() throws Exception {
    talk();
    for (String granularity : new String[] {"DAILY", "MONTHLY"}) {
      JsonNode points = get(ALL + granularity + ")").at("/call_analytics/data_points");
      assertThat(points).hasSize(1);
      JsonNode point = points.get(0);
      assertThat(point.path("country").textValue()).isEqualTo("GB");
      assertThat(point.path("direction").textValue()).isEqualTo("BUSINESS_INITIATED");
      assertThat(point.path("count").intValue()).isEqualTo(1);
      assertThat(point.path("tier").textValue()).isEqualTo("0:50000");
      // One begun pulse or a few, at Rp 15.2 each.
      assertThat(point.path("cost").decimalValue().movePointRight(6).longValue() % 15_200_000)
          .isZero();
      assertThat(point.path("cost").doubleValue()).isPositive();
    }
    JsonNode both = get("currency," + ALL + "MONTHLY)");
    assertThat(both.path("currency").textValue()).isEqualTo("IDR");
    assertThat(both.at("/call_analytics/data_points")).hasSize(1);
    assertThat(get("call_analytics.start(0).end(1).granularity(DAILY)").findValue("data_points"))
        .isEmpty();
  }

  /// A call that crosses the border of a tier is priced wholly at the cheaper rate.
  @Test
  void theCallThatReachesATierIsCheaperAndMetaTells() throws Exception {
    HttpResponse<String> assumed =
        client.send(
            HttpRequest.newBuilder(URI.create(house.http() + "/sandbox/volume"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"country\":\"GB\",\"minutes\":50000}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(assumed.statusCode()).isEqualTo(200);
    talk();
    assertThat(get(ALL + "DAILY)").findValue("tier").textValue()).isEqualTo("50000:250000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "call_analytics",
        "call_analytics.start(0)",
        "call_analytics.start(a).end(1).granularity(DAILY)",
        "call_analytics.start(0).end(1).granularity(HOURLY)",
        "call_analytics.start(0).end(1).surprise(1)",
      })
  void whatCannotBeReadIsRefused(String fields) throws Exception {
    assertThat(get(fields).at("/error/code").intValue()).isEqualTo(100);
  }

  @Test
  void analyticsAskForTheToken() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(house.http() + WABA + ALL + "DAILY)")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  /// The business calls, somebody answers, the business hangs up.
  private void talk() throws Exception {
    Customer ada = Customer.fictional(456, "Ada Fictional");
    house.sandbox.decide(ada, Choice.ALWAYS);
    business.await("message");
    Voice silence = Voice.of(Sound.of(new short[1_600], 16_000));
    house.sandbox.plug(
        ada,
        new AnsweringPhone(Script.saying(silence), new Reaction.Answer(Duration.ZERO), _ -> {}));
    String offer = business.offer((_, _, _) -> {}).offer().offer();
    String callId = business.connect(ada.number(), offer).callId();
    business.await("ACCEPTED");
    business.terminate(callId);
    business.await("terminate");
  }

  private JsonNode get(String fields) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(house.http() + WABA + fields))
                .header("Authorization", "Bearer dev-access-token")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new JsonMapper().readTree(answer.body());
  }
}
