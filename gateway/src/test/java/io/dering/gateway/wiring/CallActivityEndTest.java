package io.dering.gateway.wiring;

import static io.dering.gateway.web.Problems.assertField;
import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.agent.Role;
import io.dering.signaling.call.CallEventKind;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// REP-1, REP-3: call activity over HTTP. 450 calls, a second apart; every hundredth was answered.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallActivityEndTest {
  private static final int CALLS = 450;

  private Business business;

  @BeforeAll
  void open(@TempDir Path root) throws Exception {
    Path folder = root.resolve("data");
    try (CallStore store =
        CallStore.open(folder, Duration.ofDays(7), InstantSource.fixed(SampleCall.START))) {
      List<CallRecord> records = new ArrayList<>();
      for (int number = 1; number <= CALLS; number++) {
        SampleCall call = new SampleCall(number, SampleCall.START.plusSeconds(number));
        boolean answered = number % 100 == 0;
        records.add(call.opened());
        if (answered) {
          records.add(call.event(1, CallEventKind.TAKEN, "ayu"));
        }
        records.add(call.closed(answered ? "ayu" : null));
      }
      store.append(records).join();
    }
    business = Business.open(folder);
  }

  @AfterAll
  void close() {
    business.close();
  }

  private int count(String query) {
    HttpResponse<String> page = business.get("/v1/calls?limit=100&" + query, Business.TOKEN);
    assertThat(page.statusCode()).as(query).isEqualTo(200);
    return json(page).getJsonArray("data").size();
  }

  @ParameterizedTest
  @CsvSource({
    "agent=ayu, 4",
    "agent=budi, 0",
    "status=answered, 4",
    "channel=100000000000001, 100",
    "channel=7, 0",
    "direction=outbound, 0",
    "direction=inbound&agent=ayu&status=answered, 4",
    "from=2026-11-21T10:00:10Z&to=2026-11-21T10:00:20Z, 10",
    "from=2026-11-21T17:00:10%2B07:00&to=2026-11-21T10:00:20Z, 10",
    "customer=wat&agent=ayu, 4",
    "customer=zoe, 0",
    "customer=7890&agent=ayu, 4",
    "customer=%2B62%20812&agent=ayu, 4",
  })
  void filtersNarrowTheLog(String query, int calls) {
    assertThat(count(query)).isEqualTo(calls);
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday, from",
    "from=2026-11-21, from",
    "to=2026-11-21T10:00:00, to",
    "from=2026-11-21T10:00:00Z&to=2026-11-21T10:00:00Z, to",
    "status=lost, status",
    "direction=up, direction",
    "channel=abc, channel",
    "customer=, customer",
    "customer=%20, customer",
  })
  void aWrongFilterIsNamed(String query, String field) {
    for (String path : List.of("/v1/calls?", "/v1/calls.csv?")) {
      assertField(
          assertProblem(business.get(path + query, Business.TOKEN), 400, "invalid_parameter"),
          field);
    }
  }

  @Test
  void theFileHasEveryCallOnceNewestFirst() {
    HttpResponse<String> file = business.get("/v1/calls.csv", Business.TOKEN);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("content-type"))
        .hasValue("text/csv; charset=utf-8; header=present");
    assertThat(file.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"calls.csv\"");
    String[] lines = file.body().split("\r\n", -1);
    assertThat(lines).hasSize(CALLS + 2);
    assertThat(lines[CALLS + 1]).isEmpty();
    assertThat(lines[0]).startsWith("id,started_at,");
    for (int line = 1; line <= CALLS; line++) {
      assertThat(lines[line]).startsWith("call_%08d,".formatted(CALLS + 1 - line));
    }
    assertThat(lines[51])
        .isEqualTo(
            "call_00000400,2026-11-21T10:06:40Z,,2026-11-21T10:07:40Z,inbound,ended,answered,"
                + "customer_hung_up,customer,\"Wati\",\"6281234567890\",\"ID.123\","
                + "\"100000000000001\",\"ayu\",\"Ayu\",7.000,53.000,0,");
  }

  @Test
  void theFileHasTheSameFilters() {
    HttpResponse<String> file =
        business.get("/v1/calls.csv?agent=ayu&status=answered", Business.TOKEN);
    assertThat(file.body().split("\r\n")).hasSize(5);
  }

  /// RO-1, REP-3: agents have their own calls and no report.
  @Test
  void agentsHaveNoReport() {
    String ayu = business.session("ayu", Role.AGENT);
    JsonObject own = json(business.get("/v1/calls", ayu));
    assertThat(own.getJsonArray("data")).hasSize(4);
    assertProblem(business.get("/v1/calls.csv", ayu), 403, "forbidden");
    for (String filter : List.of("agent=budi", "customer=wati", "status=answered")) {
      assertProblem(business.get("/v1/calls?" + filter, ayu), 403, "forbidden");
    }
    for (Role role : List.of(Role.OWNER, Role.ADMIN, Role.SUPERVISOR)) {
      String token = business.session("dewi", role);
      assertThat(business.get("/v1/calls.csv?agent=ayu", token).statusCode()).isEqualTo(200);
    }
  }

  /// Whoever has no good credentials is held up soon, and nobody else with them.
  @Test
  void whoGuessesIsToldWhenToComeAgain() {
    HttpResponse<String> answer = business.get("/v1/calls?limit=1", "wrong");
    for (int i = 0; i < 5_000 && answer.statusCode() == 401; i++) {
      answer = business.get("/v1/calls?limit=1", "wrong");
    }
    assertProblem(answer, 429, "too_many_requests");
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    assertThat(business.get("/v1/calls?limit=1", Business.TOKEN).statusCode()).isEqualTo(200);
  }
}
