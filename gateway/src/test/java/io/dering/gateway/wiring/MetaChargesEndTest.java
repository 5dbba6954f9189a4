package io.dering.gateway.wiring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord.CallClosed;
import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.LedgerRecord.HoldPlaced;
import io.dering.signaling.activity.LedgerRecord.HoldSettled;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// BAL-3: what the account paid beside what Meta charged for the same call of 61 s, over HTTP with
/// a Meta of the test's own; and with the sandbox's.
final class MetaChargesEndTest {
  private static final long HOPELESS_S = 60;

  @TempDir Path folder;
  private final SampleCall call = new SampleCall(1, Instant.now());
  private final YearMonth month = month(call.openedAt());
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile int status = 200;
  private volatile String currency = "IDR";
  private @Nullable HttpServer meta;
  private @Nullable Gateway gateway;

  /// Two minutes are charged for 61 s; eleven pulses have begun.
  @BeforeEach
  void aCallWasPaid() throws Exception {
    try (CallStore store =
        CallStore.open(folder, Duration.ofDays(7), InstantSource.fixed(call.openedAt()))) {
      CallOpened inbound = call.opened();
      List<ActivityRecord> records =
          List.of(
              entry(
                  1, call.openedAt().minus(Duration.ofDays(70)), EntryKind.TOP_UP, 50_000, 50_000),
              new CallOpened(
                  call.id(),
                  call.openedAt(),
                  inbound.account(),
                  call.metaCall(),
                  inbound.channel(),
                  Direction.OUTBOUND,
                  inbound.customer(),
                  inbound.payloads(),
                  inbound.metaTime()),
              new HoldPlaced(call.openedAt(), SampleCall.ACCOUNT, minute(1), 1_000),
              entry(2, call.openedAt(), EntryKind.CHARGE, -1_000, 49_000),
              new HoldSettled(call.openedAt(), SampleCall.ACCOUNT, minute(1), 1_000, 1_000),
              new HoldPlaced(call.openedAt(), SampleCall.ACCOUNT, minute(2), 1_000),
              entry(3, call.openedAt(), EntryKind.CHARGE, -1_000, 48_000),
              new HoldSettled(call.openedAt(), SampleCall.ACCOUNT, minute(2), 1_000, 1_000),
              new CallClosed(
                  call.id(),
                  call.openedAt(),
                  CallStatus.ANSWERED,
                  EndReason.AGENT_HUNG_UP,
                  new AgentId("ayu"),
                  1_000,
                  61_000,
                  2_000,
                  null,
                  null));
      store.append(records).get(30, SECONDS);
    }
  }

  @AfterEach
  void close() {
    stop();
    client.close();
  }

  private void stop() {
    if (gateway != null) {
      gateway.close();
      gateway = null;
    }
    if (meta != null) {
      meta.stop(0);
      meta = null;
    }
  }

  @Test
  void theMonthShowsWhatIsPaidWhatMetaChargesAndTheDifference() throws Exception {
    open();
    JsonObject page = until("read");
    JsonObject shown = monthOf(page);
    assertThat(shown.getJsonObject("paid"))
        .isEqualTo(
            new JsonObject()
                .put("amount_minor", 2_000)
                .put("currency", "IDR")
                .put("minutes", 2)
                .put("pulses", 11)
                .put(
                    "countries",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("country", "ID")
                                .put("amount_minor", 2_000)
                                .put("minutes", 2))));
    JsonObject told = shown.getJsonArray("meta").getJsonObject(0);
    assertThat(told.getString("waba_id")).isEqualTo("100000000000002");
    assertThat(told.getLong("cost_micros")).isEqualTo(167_200_000);
    assertThat(told.getLong("calls")).isEqualTo(5);
    assertThat(told.getString("read_at")).isNotNull();
    assertThat(told.getJsonArray("rows").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("country", "ID")
                .put("direction", "outbound")
                .put("tier", "0:50000")
                .put("calls", 1)
                .put("talk_s", 61)
                .put("cost_micros", 167_200_000));
    assertThat(told.getJsonArray("rows").getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .putNull("country")
                .putNull("direction")
                .putNull("tier")
                .put("calls", 4)
                .put("talk_s", 0)
                .put("cost_micros", 0));
    assertThat(shown.getLong("difference_micros")).isEqualTo(2_000_000_000L - 167_200_000);
    assertThat(shown.getString("no_difference")).isNull();
    assertThat(page.getJsonObject("reading").getString("read_at")).isNotNull();
  }

  /// As after an outage: the month of the call is long over, and nobody has read it.
  @Test
  void anEarlierMonthWithCallsIsReadAfterAnOutage() throws Exception {
    Instant earlier = call.openedAt().minus(Duration.ofDays(100));
    SampleCall old = new SampleCall(2, earlier);
    try (CallStore store =
        CallStore.open(folder, Duration.ofDays(7), InstantSource.fixed(call.openedAt()))) {
      store.append(List.of(old.opened(), old.closed("ayu"))).get(30, SECONDS);
    }
    open();
    until("read");
    JsonObject page = ask("/v1/meta-charges?limit=24");
    JsonObject shown =
        page.getJsonArray("data").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("month").equals(month(earlier).toString()))
            .findFirst()
            .orElseThrow();
    assertThat(shown.getJsonArray("meta")).hasSize(1);
  }

  @Test
  void inAnotherCurrencyBothAreShownAndNoDifference() throws Exception {
    currency = "USD";
    open();
    JsonObject shown = monthOf(until("read"));
    assertThat(shown.getJsonArray("meta").getJsonObject(0).getString("currency")).isEqualTo("USD");
    assertThat(shown.getLong("difference_micros")).isNull();
    assertThat(shown.getString("no_difference")).isEqualTo("currencies_differ");
  }

  @Test
  void aRefusalIsToldAndWhatWasReadBeforeStays() throws Exception {
    open();
    until("read");
    stop();
    status = 403;
    open();
    JsonObject page = until("failed");
    assertThat(page.getJsonObject("reading").getInteger("meta_error_code")).isEqualTo(200);
    assertThat(page.getJsonObject("reading").getString("detail")).contains("200");
    assertThat(monthOf(page).getLong("difference_micros")).isEqualTo(1_832_800_000);
  }

  @Test
  void olderMonthsFollowPageByPageToTheFirstEntry() throws Exception {
    open();
    until("read");
    YearMonth first = month(call.openedAt().minus(Duration.ofDays(70)));
    JsonObject newest = ask("/v1/meta-charges?limit=1");
    assertThat(newest.getBoolean("has_more")).isTrue();
    String last = newest.getJsonArray("data").getJsonObject(0).getString("month");
    JsonObject older = ask("/v1/meta-charges?limit=24&starting_after=" + last);
    assertThat(older.getBoolean("has_more")).isFalse();
    JsonObject oldest =
        older.getJsonArray("data").getJsonObject(older.getJsonArray("data").size() - 1);
    assertThat(oldest.getString("month")).isEqualTo(first.toString());
    assertThat(oldest.getString("no_difference")).isEqualTo("not_read");
    assertThat(oldest.getJsonObject("paid").getLong("amount_minor"))
        .as("a top-up is nothing paid")
        .isZero();
    assertThat(ask("/v1/meta-charges?starting_after=" + first).getJsonArray("data")).isEmpty();
  }

  /// The built-in sandbox's analytics are understood; calls are charged there in the end-to-end
  /// tests.
  @Test
  void theSandboxIsRead() throws Exception {
    try (DemoHouse house = DemoHouse.open(folder.resolve("demo"))) {
      JsonObject page =
          house.until(
              "/v1/meta-charges",
              answer ->
                  "read".equals(answer.getJsonObject("reading").getString("state"))
                      ? answer
                      : null);
      JsonObject shown = page.getJsonArray("data").getJsonObject(0);
      JsonObject told = shown.getJsonArray("meta").getJsonObject(0);
      assertThat(told.getString("currency")).isEqualTo("IDR");
      assertThat(told.getLong("cost_micros")).isZero();
      assertThat(shown.getLong("difference_micros")).isZero();
    }
  }

  private void open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          boolean analytics = exchange.getRequestURI().getPath().equals("/100000000000002");
          byte[] body = (analytics ? charges(query) : "{}").getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(analytics ? status : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    meta = server;
    gateway = BesideMeta.start(folder, server.getAddress().getPort(), Map.of());
  }

  /// Of the call's month; of another there is nothing.
  private String charges(String query) {
    if (status != 200) {
      return "{\"error\":{\"code\":200,\"message\":\"m\"}}";
    }
    long start = month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    long end = month.plusMonths(1).atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    String points =
        """
        {"start": %1$d, "end": %2$d, "count": 4, "cost": 0},
        {"start": %1$d, "end": %2$d, "country": "ID", "direction": "BUSINESS_INITIATED",
         "tier": "0:50000", "count": 1, "average_duration": 61, "cost": 167.2}
        """
            .formatted(start, end);
    return """
    {"currency": "%s", "call_analytics": {"granularity": "MONTHLY", "data_points": [%s]}}
    """
        .formatted(currency, query.contains("start(" + start + ")") ? points : "");
  }

  /// The page, when Meta has been asked with that result.
  private JsonObject until(String state) throws Exception {
    long began = System.nanoTime();
    while (System.nanoTime() - began < Duration.ofSeconds(HOPELESS_S).toNanos()) {
      JsonObject page = ask("/v1/meta-charges");
      if (state.equals(page.getJsonObject("reading").getString("state"))) {
        return page;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("never " + state);
  }

  private JsonObject monthOf(JsonObject page) {
    return page.getJsonArray("data").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("month").equals(month.toString()))
        .findFirst()
        .orElseThrow();
  }

  private JsonObject ask(String path) throws Exception {
    Gateway running = Objects.requireNonNull(gateway);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.httpPort() + path))
            .header("Authorization", "Bearer dev-api-token")
            .timeout(Duration.ofSeconds(30))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private HoldId minute(int number) {
    return new HoldId(call.id(), number);
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }

  private EntryAdded entry(
      long sequence, Instant at, EntryKind kind, long amountMinor, long afterMinor) {
    boolean charge = kind == EntryKind.CHARGE;
    CallId charged = charge ? call.id() : null;
    return new EntryAdded(
        at,
        SampleCall.ACCOUNT,
        sequence,
        new EntryId("e" + sequence),
        kind,
        amountMinor,
        0,
        afterMinor,
        charged,
        charge ? (int) sequence - 1 : 0,
        null,
        null);
  }
}
