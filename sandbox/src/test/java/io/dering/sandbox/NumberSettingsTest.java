package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Call settings of the number, as Meta keeps them (Meta reference part 4).
final class NumberSettingsTest {
  private static final String SETTINGS = "/sandbox/graph/100000000000001/settings";

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House();
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    house.close();
  }

  @Test
  void aNumberThatNobodyHasSetUpIsNotSet() throws Exception {
    assertThat(calling().toString()).isEqualTo("{\"status\":\"NOT_SET\"}");
  }

  @Test
  void metasSampleIsTakenAndShown() throws Exception {
    JsonNode sample = Fixtures.json("request-settings-calling.json");
    HttpResponse<String> answer = post(sample.toString());
    assertThat(json.readTree(answer.body()))
        .isEqualTo(Fixtures.json("response-settings-post-success.json"));
    assertThat(calling()).isEqualTo(sample.path("calling"));
  }

  @Test
  void onlyGivenFieldsChangeAndHolidaysThatAreLeftOutAreGone() throws Exception {
    post(Fixtures.json("request-settings-calling.json").toString());
    ObjectNode hours = (ObjectNode) calling().path("call_hours").deepCopy();
    hours.remove("holiday_schedule");
    post("{\"calling\":{\"call_hours\":" + hours + "}}");
    assertThat(calling().path("call_hours").has("holiday_schedule")).isFalse();
    assertThat(calling().path("callback_permission_status").textValue()).isEqualTo("ENABLED");
    post("{\"calling\":{\"call_icon_visibility\":\"DISABLE_ALL\"}}");
    assertThat(calling().path("call_hours").has("weekly_operating_hours")).isTrue();
  }

  @Test
  void aChangeHasTheWebhookOfMetas() throws Exception {
    post(
        "{\"calling\":{\"status\":\"ENABLED\",\"callback_permission_status\":\"ENABLED\","
            + "\"call_icon_visibility\":\"DISABLE_ALL\",\"sip\":{\"status\":\"DISABLED\"},"
            + "\"srtp_key_exchange_protocol\":\"DTLS\"}}");
    TinyBusiness.Delivery delivery = house.business.next();
    assertThat(Fixtures.shape(delivery.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-account-settings-update.json")));
    assertThat(delivery.signature()).startsWith("sha256=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | calling is missing",
        "{'calling':{'statuss':'ENABLED'}} | unknown field",
        "{'calling':{'status':'ON'}} | calling.status",
        "{'calling':{'call_hours':{'status':'ENABLED','timezone_id':'Mars'}}} | timezone_id",
        "{'calling':{'call_hours':{'status':'ENABLED','timezone_id':'UTC',"
            + "'weekly_operating_hours':[]}}} | must not be empty",
        "{'calling':{'call_hours':{'status':'ENABLED','timezone_id':'UTC','weekly_operating_hours':"
            + "[{'day_of_week':'MONDAY','open_time':'2200','close_time':'0600'}]}}} | open before",
        "{'calling':{'call_hours':{'status':'ENABLED','timezone_id':'UTC','weekly_operating_hours':"
            + "[{'day_of_week':'MONDAY','open_time':'0800','close_time':'1000'},"
            + "{'day_of_week':'MONDAY','open_time':'0900','close_time':'1100'}]}}} | overlap",
        "{'calling':{'call_hours':{'status':'ENABLED','timezone_id':'UTC','weekly_operating_hours':"
            + "[{'day_of_week':'MONDAY','open_time':'08:00','close_time':'1000'}]}}} | HHMM",
        "{'calling':{'voicemail':{'status':'ENABLED','triggers':['REJECT']}}} | calling to be"
      })
  void whatMetaRefusesChangesNothing(String body, String details) throws Exception {
    HttpResponse<String> answer = post(body.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode error = json.readTree(answer.body()).path("error");
    assertThat(error.path("code").intValue()).isEqualTo(100);
    assertThat(error.at("/error_data/details").textValue()).contains(details);
    assertThat(calling().toString()).isEqualTo("{\"status\":\"NOT_SET\"}");
  }

  /// Reference 4.5: a time-out trigger without its time is switched off rather than refused.
  @Test
  void aTimeOutWithoutATimeIsNoTrigger() throws Exception {
    post(
        "{\"calling\":{\"status\":\"ENABLED\",\"voicemail\":{\"status\":\"ENABLED\","
            + "\"triggers\":[\"REJECT\",\"TIMEOUT\"]}}}");
    assertThat(calling().at("/voicemail/triggers").toString()).isEqualTo("[\"REJECT\"]");
    post(Fixtures.json("request-settings-voicemail.json").toString());
    assertThat(calling().at("/voicemail/triggers")).hasSize(2);
  }

  @Test
  void aRestrictionHasMetasWebhookAndIsShown() throws Exception {
    control(
        "POST",
        "/sandbox/account-updates",
        "{\"event\":\"ACCOUNT_RESTRICTION\",\"type\":\"RESTRICTED_USER_INITIATED_CALLING\","
            + "\"expiration\":1791792000}");
    assertThat(Fixtures.shape(house.business.next().body()))
        .isEqualTo(
            Fixtures.shape(
                Fixtures.json("webhook-account-update-restriction-user-initiated.json")));
    assertThat(calling().at("/restrictions/restrictions_list/0/type").textValue())
        .isEqualTo("RESTRICTED_USER_INITIATED_CALLING");
    control(
        "POST",
        "/sandbox/account-updates",
        "{\"event\":\"ACCOUNT_VIOLATION\",\"type\":\"USER_INITIATED_CALLS_LOW_PICKUP_RATE\","
            + "\"remediation\":\"Answer more.\"}");
    assertThat(Fixtures.shape(house.business.next().body()))
        .isEqualTo(
            Fixtures.shape(Fixtures.json("webhook-account-update-violation-low-pickup.json")));
    control("PUT", "/sandbox/number", "{\"restrictions\":[]}");
    assertThat(calling().has("restrictions")).isFalse();
  }

  @Test
  void aSwitchRefusesRequests() throws Exception {
    control("PUT", "/sandbox/number", "{\"refuse\":{\"status\":403,\"code\":10,\"text\":\"No.\"}}");
    assertThat(post("{\"calling\":{\"status\":\"ENABLED\"}}").statusCode()).isEqualTo(403);
    control("PUT", "/sandbox/number", "{\"refuse\":null}");
    assertThat(calling().path("status").textValue()).isEqualTo("NOT_SET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'calling':{'status':'ON'}} | calling",
        "{'restrictions':1} | restrictions",
        "{'refuse':7} | refuse",
        "{'other':7} | other"
      })
  void whatCannotBeSwitchedIsNamedByTheField(String body, String field) throws Exception {
    HttpResponse<String> answer = control("PUT", "/sandbox/number", body.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json.readTree(answer.body()).at("/fields/0/name").textValue()).isEqualTo(field);
  }

  private JsonNode calling() throws Exception {
    HttpResponse<String> answer =
        send(request(SETTINGS).header("Authorization", "Bearer dev-access-token").GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    return json.readTree(answer.body()).path("calling");
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(
        request(SETTINGS)
            .header("Authorization", "Bearer dev-access-token")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> control(String method, String path, String body) throws Exception {
    return send(request(path).method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(house.http() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
