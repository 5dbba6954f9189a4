package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Customers who write.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MessagesTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private House house;

  @BeforeAll
  void open() throws Exception {
    house = new House();
  }

  @AfterAll
  void close() throws Exception {
    client.close();
    house.close();
  }

  @Test
  void aTextHasTheShapeOfMetas() throws Exception {
    assertThat(write("{\"text\":\"Halo\",\"customer\":456}").statusCode()).isEqualTo(202);
    TinyBusiness.Delivery delivery = house.business.next();
    assertThat(Fixtures.shape(delivery.body()))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-messages-text.json")));
    assertThat(delivery.signature()).startsWith("sha256=");
    JsonNode message = delivery.body().at("/entry/0/changes/0/value/messages/0");
    assertThat(message.at("/text/body").textValue()).isEqualTo("Halo");
    assertThat(message.path("from").textValue()).isEqualTo("447700900456");
  }

  @Test
  void aCustomerWithAUsernameHasNoNumber() throws Exception {
    HttpResponse<String> answer = write("{\"text\":\"Halo\",\"username\":true}");
    assertThat(new JsonObject(answer.body()).getString("number")).isNull();
    TinyBusiness.Delivery delivery = house.business.next();
    assertThat(delivery.text()).doesNotContain("447700900").contains("GB.20000000000000000100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | text",
        "{'text':' '} | text",
        "{'text':'x','customer':1000} | customer",
        "{'text':'x','customer':'1'} | customer",
        "{'text':'x','name':7} | name",
        "{'text':'x','username':1} | username",
        "{'text':'x','to':'1'} | to"
      })
  void whatCannotBeWrittenIsNamedByTheField(String body, String field) throws Exception {
    HttpResponse<String> answer = write(body.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(
            new JsonObject(answer.body()).getJsonArray("fields").getJsonObject(0).getString("name"))
        .isEqualTo(field);
  }

  private HttpResponse<String> write(String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(house.http() + "/sandbox/messages"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
