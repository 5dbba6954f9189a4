package io.dering.gateway.wiring;

import static io.dering.gateway.web.Problems.assertField;
import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RO-1, RM-12 over HTTP on a whole gateway: people and what they may do, and the live figures.
final class UsersEndTest {
  @TempDir Path root;
  private Business business;

  @BeforeEach
  void open() throws IOException {
    business = Business.open(root.resolve("data"));
  }

  @AfterEach
  void close() {
    business.close();
  }

  private HttpResponse<String> change(String token, String user, String body) {
    return business.send("PATCH", "/v1/users/" + user, token, new JsonObject(body));
  }

  private HttpResponse<String> add(String token, String body) {
    return business.post("/v1/users", token, new JsonObject(body));
  }

  private List<String> ids() {
    return json(business.get("/v1/users", Business.TOKEN)).getJsonArray("data").stream()
        .map(user -> ((JsonObject) user).getString("id"))
        .toList();
  }

  /// RO-1: the configuration is where an account begins; from the first change the database holds.
  @Test
  void peopleAreAddedChangedAndKeptOverARestart() throws IOException {
    assertThat(ids()).containsExactly("ayu", "budi", "dewi", "eka");
    HttpResponse<String> added =
        add(Business.TOKEN, "{'name':'Sari','role':'supervisor'}".replace('\'', '"'));
    assertThat(added.statusCode()).isEqualTo(201);
    JsonObject sari = json(added);
    assertThat(sari.getString("id")).matches("user_[a-z0-9]{20}");
    assertThat(sari.getValue("last_seen_at")).isNull();
    String token = business.session(sari.getString("id"), Role.SUPERVISOR);
    assertThat(business.get("/v1/agents", token).statusCode()).isEqualTo(200);
    change(Business.TOKEN, "budi", "{\"name\": \"Budi Santoso\"}");

    business.close();
    open();

    assertThat(ids()).containsExactly("ayu", "budi", "dewi", "eka", sari.getString("id"));
    assertThat(business.get("/v1/users", Business.TOKEN).body()).contains("Budi Santoso");
    assertThat(business.get("/v1/agents", Business.TOKEN).body()).contains("Budi Santoso");
    assertThat(business.get("/v1/agents", token).statusCode()).isEqualTo(200);
    assertThat(business.get("/v1/events", Business.TOKEN).body()).contains("users.changed");
    assertThat(business.get("/v1/users", Business.OTHER_TOKEN).body()).doesNotContain("Sari");
  }

  /// RO-1: from the answer on.
  @Test
  void whoIsDisabledIsRefusedAtOnceAndLetInAgain() {
    String dewi = business.session("dewi", Role.SUPERVISOR);
    assertThat(business.get("/v1/agents", dewi).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = change(Business.TOKEN, "dewi", "{\"disabled\": true}");
    assertThat(json(answer).getBoolean("disabled")).isTrue();
    assertProblem(business.get("/v1/agents", dewi), 401, "unauthorized");
    assertField(
        assertProblem(
            business.post(
                "/v1/agent_tokens", Business.TOKEN, new JsonObject().put("agent", "dewi")),
            400,
            "invalid_parameter"),
        "agent");
    JsonArray agents = json(business.get("/v1/agents", Business.TOKEN)).getJsonArray("data");
    assertThat(agents.getJsonObject(2).getBoolean("disabled")).isTrue();
    change(Business.TOKEN, "dewi", "{\"disabled\": false}");
    assertThat(business.get("/v1/agents", dewi).statusCode()).isEqualTo(200);
  }

  /// RO-1: a role that was taken away is gone from tokens that were made before, too.
  @Test
  void aTokenOpensNoMoreThanItsPersonMay() {
    String eka = business.session("eka", Role.ADMIN);
    add(eka, "{\"id\": \"fajar\", \"name\": \"Fajar\", \"role\": \"admin\"}");
    assertThat(business.get("/v1/users", eka).statusCode()).isEqualTo(200);
    change(business.session("fajar", Role.ADMIN), "eka", "{\"role\": \"supervisor\"}");
    assertProblem(business.get("/v1/users", eka), 403, "forbidden");
    assertThat(business.get("/v1/agents", eka).statusCode()).isEqualTo(200);
    String claimed = business.session("budi", Role.OWNER);
    assertProblem(business.get("/v1/users", claimed), 403, "forbidden");
  }

  /// A name stands beside other words on every page, and turns none of them around.
  @Test
  void aNameThatTurnsATextAroundIsNobodys() {
    JsonObject turned = new JsonObject().put("name", "\u202Eevil").put("role", "agent");
    assertField(
        assertProblem(business.post("/v1/users", Business.TOKEN, turned), 400, "invalid_parameter"),
        "name");
    assertField(
        assertProblem(
            change(Business.TOKEN, "budi", "{\"name\": \"\\u2067evil\"}"),
            400,
            "invalid_parameter"),
        "name");
    JsonObject group =
        new JsonObject()
            .put("name", "\u202Eevil")
            .put("channel", "100000000000001")
            .put("mode", "ring_all")
            .put("members", new JsonArray().add("budi"));
    assertField(
        assertProblem(
            business.post("/v1/ring_groups", Business.TOKEN, group), 400, "invalid_parameter"),
        "name");
  }

  /// RO-1: named, and nothing changes.
  @Test
  void theLastAdminStaysAndNobodyReachesAbove() {
    String eka = business.session("eka", Role.ADMIN);
    assertField(
        assertProblem(change(eka, "eka", "{\"disabled\": true}"), 409, "conflict"), "disabled");
    assertField(
        assertProblem(change(eka, "eka", "{\"role\": \"agent\"}"), 409, "conflict"), "role");
    assertField(
        assertProblem(change(eka, "ayu", "{\"role\": \"owner\"}"), 403, "forbidden"), "role");
    assertThat(business.get("/v1/users", eka).statusCode()).isEqualTo(200);

    String people = business.mint(Business.TOKEN, "users:write").getString("token");
    assertThat(change(people, "ayu", "{\"role\": \"supervisor\"}").statusCode()).isEqualTo(200);
    assertField(
        assertProblem(change(people, "ayu", "{\"role\": \"admin\"}"), 403, "forbidden"), "role");
    assertProblem(change(people, "eka", "{\"name\": \"E\"}"), 403, "forbidden");
    String both = business.mint(Business.TOKEN, "users:write", "tokens:write").getString("token");
    assertThat(change(both, "ayu", "{\"role\": \"owner\"}").statusCode()).isEqualTo(200);
  }

  /// RO-1, RM-14: `agents:sign-in` signs in agents, and more only with more.
  @Test
  void aBackendThatSignsAgentsInDoesNotSignSupervisorsIn() {
    var dewi = new JsonObject().put("agent", "dewi");
    String agents = business.mint(Business.TOKEN, "agents:sign-in").getString("token");
    assertField(
        assertProblem(business.post("/v1/agent_tokens", agents, dewi), 403, "forbidden"), "agent");
    assertThat(
            business
                .post("/v1/agent_tokens", agents, new JsonObject().put("agent", "ayu"))
                .statusCode())
        .isEqualTo(201);
    String both =
        business.mint(Business.TOKEN, "agents:sign-in", "supervisors:sign-in").getString("token");
    assertThat(business.post("/v1/agent_tokens", both, dewi).statusCode()).isEqualTo(201);
    assertProblem(
        business.post("/v1/agent_tokens", both, new JsonObject().put("agent", "eka")),
        403,
        "forbidden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role':'agent'}|invalid_parameter|name",
        "{'name':'Sari'}|invalid_parameter|role",
        "{'name':' ','role':'agent'}|invalid_parameter|name",
        "{'name':'Sari','role':'boss'}|invalid_parameter|role",
        "{'name':'Sari','role':'agent','id':'Sari Utami'}|invalid_parameter|id",
        "{'name':'Sari','role':'agent','disabled':true}|unknown_parameter|disabled",
      })
  void whatIsWrongIsNamedAndNobodyIsAdded(String body, String code, String field) {
    assertField(assertProblem(add(Business.TOKEN, body.replace('\'', '"')), 400, code), field);
    assertThat(ids()).hasSize(4);
    assertField(
        assertProblem(
            add(Business.TOKEN, "{\"id\": \"ayu\", \"name\": \"A\", \"role\": \"agent\"}"),
            409,
            "conflict"),
        "id");
    assertProblem(change(Business.TOKEN, "zul", "{\"name\": \"Zul\"}"), 404, "not_found");
  }

  /// RM-12: nothing happened yet, so there are no rates; the target is the configuration's.
  @Test
  void theLiveFiguresOfAnAccountWithoutCalls() {
    JsonObject found = json(business.get("/v1/statistics", Business.TOKEN));
    assertThat(found.getJsonObject("target"))
        .isEqualTo(new JsonObject().put("answer_within_s", 20).put("percent", 80));
    assertThat(found.getInteger("waiting")).isZero();
    assertThat(found.getJsonObject("today").getValue("answer_rate_percent")).isNull();
    assertThat(found.getJsonObject("last_hour").getInteger("calls")).isZero();
    for (String wrong : List.of("soon", "2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z")) {
      assertField(
          assertProblem(
              business.get("/v1/statistics?day_from=" + wrong, Business.TOKEN),
              400,
              "invalid_parameter"),
          "day_from");
    }
  }
}
