package io.dering.gateway.wiring;

import static io.dering.gateway.wiring.BalanceEndTest.Asked.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The voice balance as backends and people meet it (BAL-2, BAL-3, BAL-7, BAL-8), over HTTP.
final class BalanceEndTest {
  private static final String HEAD =
      "prefix,effective_from,from_minutes,to_minutes,price_per_minute_minor,currency,"
          + "increment_seconds,minimum_seconds\n";
  private static final String CARD = HEAD + "62,2026-01-01,0,,1000,IDR,60,0\n";

  private Business business;

  /// An answer with its status, for one comparison.
  record Asked(int status, JsonObject body) {
    static Asked asked(HttpResponse<String> answer) {
      return new Asked(answer.statusCode(), new JsonObject(answer.body()));
    }
  }

  @BeforeEach
  void open(@TempDir Path root) throws Exception {
    business = Business.open(root.resolve("data"));
  }

  @AfterEach
  void close() {
    business.close();
  }

  private Asked topUp(String key, Object amount) {
    return asked(
        business.post(
            "/v1/balance/top-ups",
            Business.TOKEN,
            new JsonObject().put("amount_minor", amount).put("note", "=Invoice"),
            "Idempotency-Key",
            key));
  }

  private JsonObject balance() {
    return asked(business.get("/v1/balance", Business.TOKEN)).body();
  }

  private JsonArray ledger(String query) {
    return asked(business.get("/v1/ledger" + query, Business.TOKEN)).body().getJsonArray("data");
  }

  /// BAL-2, BAL-7.
  @Test
  void aTopUpIsAnEntryAndTheBalanceIsTheSumOfItsEntries() {
    assertThat(topUp("one", 50_000).body().getLong("balance_minor")).isEqualTo(50_000);
    assertThat(topUp("two", 60_000).body().getLong("balance_minor")).isEqualTo(110_000);

    assertThat(balance().getLong("available_minor")).isEqualTo(110_000);
    assertThat(balance().getBoolean("can_call")).isTrue();
    JsonArray entries = ledger("?limit=1");
    assertThat(entries).hasSize(1);
    assertThat(entries.getJsonObject(0).getLong("balance_minor")).isEqualTo(110_000);
    JsonArray older = ledger("?starting_after=2");
    assertThat(older.getJsonObject(0).getLong("balance_minor")).isEqualTo(50_000);
    assertThat(ledger("?kind=charge")).isEmpty();
    assertThat(ledger("?to=2020-01-01T00:00:00Z")).isEmpty();
  }

  /// BAL-7: a repeat is a repeat.
  @Test
  void theSameKeyIsOneTopUpAndAnotherBodyWithItIsRefused() {
    topUp("one", 50_000);

    assertThat(topUp("one", 50_000).status()).isEqualTo(200);
    assertThat(topUp("one", 70_000).status()).isEqualTo(422);
    assertThat(balance().getLong("balance_minor")).isEqualTo(50_000);
  }

  @Test
  void aTopUpWithoutAKeyIsRefused() {
    var body = new JsonObject().put("amount_minor", 50_000);
    Asked refused = asked(business.post("/v1/balance/top-ups", Business.TOKEN, body));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(ledger("")).isEmpty();
  }

  /// BAL-1, BAL-2.
  @ParameterizedTest
  @CsvSource({
    "-1, negative",
    "0, zero",
    "50000.5, fractional",
    "1e30, overflow",
    "9223372036854775808, overflow",
    "49999, below_minimum"
  })
  void aTopUpThatCannotBeIsRefusedByNameAndMovesNothing(String amount, String name) {
    Asked refused = topUp("bad", new java.math.BigDecimal(amount));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().getString("refusal")).isEqualTo(name);
    assertThat(refused.body().getJsonArray("fields").encode()).contains("amount_minor");
    assertThat(ledger("")).isEmpty();
  }

  @Test
  void theLedgerIsAFileInWhichNoCellIsAFormula() {
    topUp("one", 50_000);

    HttpResponse<String> file = business.get("/v1/ledger.csv", Business.TOKEN);
    assertThat(file.body().lines()).hasSize(2);
    assertThat(file.body()).startsWith("sequence,id,at,kind").contains(",top_up,50000,0,50000,");
    assertThat(file.body()).contains("\"'=Invoice\"");
  }

  /// BAL-3.
  @Test
  void aRateCardComesBackAsItWasSentAndPricesCalls() {
    assertThat(estimate("628131234567").getString("reason")).isEqualTo("no_price");

    Asked taken = put(CARD);
    assertThat(taken.status()).isEqualTo(200);
    assertThat(put(taken.body().getString("csv")).body().getLong("version")).isEqualTo(2);
    JsonObject poor = estimate("628131234567");
    assertThat(poor.getLong("price_per_minute_minor")).isEqualTo(1_000);
    assertThat(poor.getString("reason")).isEqualTo("balance_too_low");
    topUp("one", 50_000);
    JsonObject rich = estimate("628131234567");
    assertThat(rich.getLong("minutes_left")).isEqualTo(50);
    assertThat(rich.getBoolean("possible")).isTrue();
    assertThat(estimate("14155550100").getString("reason")).isEqualTo("no_price");
    assertThat(estimate("999999999").getString("reason")).isEqualTo("number_unknown");
  }

  /// BAL-3: as a whole or not at all, with each fault's place.
  @Test
  void aRateCardWithFaultsIsRefusedAsAWholeWithEachLineColumnAndRule() {
    put(CARD);
    Asked refused = put(HEAD + "62,2026-01-01,0,,-5,IDR,60,0\n44,2026-01-01,0,,1.5,IDR,60,0\n");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().getJsonArray("faults"))
        .extracting(fault -> {
          var json = (JsonObject) fault;
          return json.getInteger("line") + json.getString("column") + json.getString("rule");
        })
        .containsExactly("2price_per_minute_minornegative", "3price_per_minute_minorfraction");
    assertThat(asked(business.get("/v1/rate-card", Business.TOKEN)).body().getLong("version"))
        .isEqualTo(1);
  }

  /// BAL-8.
  @Test
  void anAgentSeesOnlyWhetherACallIsPossible() {
    put(CARD);
    topUp("one", 50_000);
    String agent = business.session("ayu", Role.AGENT);

    assertThat(asked(business.get("/v1/balance", agent)).body().fieldNames())
        .containsExactlyInAnyOrder("object", "can_call");
    assertThat(
            asked(business.get("/v1/rate-card/estimate?to=628131234567", agent))
                .body()
                .fieldNames())
        .containsExactlyInAnyOrder("object", "possible", "reason", "detail");
    for (String path :
        List.of("/v1/ledger", "/v1/ledger.csv", "/v1/rate-card", "/v1/meta-charges")) {
      assertThat(business.get(path, agent).statusCode()).isEqualTo(403);
    }
  }

  /// BAL-8.
  @Test
  void aSupervisorSeesTheLedgerAndCannotTopUp() {
    String supervisor = business.session("dewi", Role.SUPERVISOR);
    var body = new JsonObject().put("amount_minor", 50_000);

    assertThat(business.get("/v1/ledger", supervisor).statusCode()).isEqualTo(200);
    assertThat(business.get("/v1/meta-charges", supervisor).statusCode()).isEqualTo(200);
    assertThat(
            business
                .post("/v1/balance/top-ups", supervisor, body, "Idempotency-Key", "k")
                .statusCode())
        .isEqualTo(403);
    String admin = business.session("eka", Role.ADMIN);
    business.post("/v1/balance/top-ups", admin, body, "Idempotency-Key", "k");
    assertThat(ledger("").getJsonObject(0).getString("by")).isEqualTo("eka");
  }

  /// BAL-3: what is wrong with the question is named.
  @ParameterizedTest
  @CsvSource({
    "starting_after=2026-13, starting_after",
    "starting_after=2026-1, starting_after",
    "starting_after=1999-12, starting_after",
    "starting_after=november, starting_after",
    "limit=0, limit",
    "limit=25, limit",
    "limit=2.5, limit",
    "month=2026-11, month"
  })
  void aMonthThatIsNoneIsRefusedByName(String query, String name) {
    Asked refused = asked(business.get("/v1/meta-charges?" + query, Business.TOKEN));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().getJsonArray("fields").encode()).contains("\"" + name + "\"");
  }

  @Test
  void anEstimateNamesANumberOrARoomAndNotBoth() {
    put(CARD);
    String room = business.room(1, "ayu");

    assertThat(
            business
                .get("/v1/rate-card/estimate?to=628131234567&room=" + room, Business.TOKEN)
                .statusCode())
        .isEqualTo(400);
    assertThat(business.get("/v1/rate-card/estimate", Business.TOKEN).statusCode()).isEqualTo(400);
    assertThat(
            asked(business.get("/v1/rate-card/estimate?room=" + room, Business.TOKEN))
                .body()
                .getString("reason"))
        .isEqualTo("no_price");
  }

  private Asked put(String csv) {
    var body = new JsonObject().put("csv", csv);
    return asked(business.send("PUT", "/v1/rate-card", Business.TOKEN, body));
  }

  private JsonObject estimate(String to) {
    return asked(business.get("/v1/rate-card/estimate?to=" + to, Business.TOKEN)).body();
  }
}
