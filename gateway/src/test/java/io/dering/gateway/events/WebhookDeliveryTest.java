package io.dering.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.SampleCall;
import io.dering.gateway.storage.TestDatabase;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.id.AccountId;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// From a durable record to the backend's door, on a clock of the test's and both databases.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WebhookDeliveryTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ENDPOINT = "whe_aaaaaaaaaaaaaaaaaaaa";

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final WebhookSender sender = new WebhookSender(vertx);
  private final Receiver receiver = new Receiver();
  private Instant now = SampleCall.START;
  private CallStore store;
  private Courier courier;

  @BeforeEach
  void open() throws Exception {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), () -> now);
    endpoint(Set.of());
    courier = courier();
  }

  @AfterEach
  void close() {
    store.close();
    receiver.close();
    sender.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void everyEventArrivesOnceSignedAfterStandardWebhooks() throws Exception {
    call(1);
    settle();
    assertThat(receiver.types())
        .containsExactly("call.offered", "call.ringing", "call.answered", "call.ended");
    for (Receiver.Request request : receiver.got()) {
      assertThat(request.path()).isEqualTo("/hook?tenant=7");
      assertThat(request.id()).isEqualTo(request.json().getString("id"));
      assertThat(request.timestamp()).isEqualTo(Long.toString(now.getEpochSecond()));
      assertThat(request.signature()).isEqualTo(signature(request, SECRET));
    }
    courier.round();
    assertThat(receiver.got()).hasSize(4);
  }

  @Test
  void aBackendThatWasDownForAnHourMissesNothingAndGetsNothingTwiceById() throws Exception {
    receiver.down();
    Instant end = now.plus(Duration.ofHours(1));
    for (int number = 1; now.isBefore(end); number++) {
      call(number);
      Duration wait = courier.round();
      assertThat(wait).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(60));
      now = now.plus(wait);
    }
    receiver.up();
    settle();
    List<StoredEvent> all = store.events().after(SampleCall.ACCOUNT, 0, 10_000);
    assertThat(all).hasSizeGreaterThan(200);
    assertThat(receiver.got())
        .extracting(Receiver.Request::id)
        .containsExactlyElementsOf(all.stream().map(StoredEvent::id).toList());
  }

  @Test
  void anEventThatIsRefusedDoesNotHoldUpThoseBehindItAndComesAgain() throws Exception {
    Set<String> refused = new HashSet<>();
    receiver.answering(r ->
        r.json().getString("type").equals("call.offered")
                && refused.size() < 2
                && refused.add(r.timestamp())
            ? 500
            : 200);
    call(1);
    settle();
    assertThat(receiver.types())
        .containsExactly("call.offered", "call.ringing", "call.answered", "call.ended");
    assertThat(state(0)).isEqualTo(Delivery.State.WAITING);
    assertThat(courier.round()).isEqualTo(Duration.ofSeconds(5));
    now = now.plusSeconds(5);
    settle();
    assertThat(courier.round()).isEqualTo(Duration.ofSeconds(10));
    now = now.plusSeconds(10);
    settle();
    assertThat(receiver.types().stream().filter("call.offered"::equals)).hasSize(3);
    assertThat(receiver.got().stream().map(Receiver.Request::id).distinct()).hasSize(4);
    assertThat(state(0)).isEqualTo(Delivery.State.DELIVERED);
  }

  @Test
  void anEventIsGivenUpAfterThreeDaysAndCanBeHadAgain() throws Exception {
    receiver.answering(_ -> 500);
    call(1);
    settle();
    now = now.plus(Retry.GIVEN_UP_AFTER).plusSeconds(120);
    settle();
    assertThat(log()).allMatch(delivery -> delivery.state() == Delivery.State.DEAD);
    now = now.plus(Duration.ofDays(1));
    settle();
    int before = receiver.got().size();
    receiver.answering(_ -> 200);
    assertThat(join(store.webhooks().replay(ENDPOINT, null, now))).isEqualTo(4);
    settle();
    assertThat(receiver.got()).hasSize(before + 4);
    assertThat(log()).allMatch(delivery -> delivery.state() == Delivery.State.DELIVERED);
    long seq = log().getLast().event().seq();
    assertThat(join(store.webhooks().replay(ENDPOINT, seq, now))).isEqualTo(1);
    settle();
    assertThat(receiver.types().getLast()).isEqualTo("call.offered");
  }

  /// As Standard Webhooks has it: for a day both secrets verify what comes, then the new one alone.
  @Test
  void afterARotationBothSecretsVerifyForADayAndTheNewOneAloneThen() throws Exception {
    String next = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    Instant until = now.plus(Duration.ofHours(24));
    WebhookEndpoint rotated =
        join(store.webhooks().rotate(SampleCall.ACCOUNT, ENDPOINT, next, until)).orElseThrow();
    assertThat(rotated.secret()).isEqualTo(next);
    now = until.minusMillis(1);
    call(1);
    settle();
    assertThat(receiver.got())
        .hasSize(4)
        .allSatisfy(request ->
            assertThat(request.signature().split(" "))
                .containsExactly(signature(request, next), signature(request, SECRET)));
    now = until;
    call(2);
    settle();
    assertThat(receiver.got().subList(4, 8))
        .allSatisfy(request -> assertThat(request.signature()).isEqualTo(signature(request, next)));
    assertThat(join(store.webhooks().rotate(new AccountId("other"), ENDPOINT, SECRET, until)))
        .isEmpty();
  }

  /// Each changes what it names: neither writes back what the other has changed.
  @Test
  void twoChangesAtOnceAreBothMade() throws Exception {
    var webhooks = store.webhooks();
    var off = webhooks.change(SampleCall.ACCOUNT, ENDPOINT, new Outbox.Change(null, null, false));
    var url = "https://example.com/elsewhere";
    var moved = webhooks.change(SampleCall.ACCOUNT, ENDPOINT, new Outbox.Change(url, null, null));
    var types = new Outbox.Change(null, Set.of("call.ended"), null);
    var narrowed = webhooks.change(SampleCall.ACCOUNT, ENDPOINT, types);
    join(CompletableFuture.allOf(off, moved, narrowed));
    WebhookEndpoint after = webhooks.endpoint(ENDPOINT).orElseThrow();
    assertThat(after.enabled()).isFalse();
    assertThat(after.url()).isEqualTo(url);
    assertThat(after.types()).containsExactly("call.ended");
    assertThat(join(moved)).map(WebhookEndpoint::enabled).contains(false);
    assertThat(join(webhooks.change(new AccountId("other"), ENDPOINT, types))).isEmpty();
  }

  /// A redirect could lead where the URL must not.
  @Test
  void aRedirectIsNotFollowedAndNoSuccess() throws Exception {
    receiver.answering(_ -> 302);
    call(1);
    settle();
    assertThat(receiver.got()).hasSize(4).allMatch(request -> request.path().startsWith("/hook"));
    assertThat(log())
        .allMatch(d ->
            d.state() == Delivery.State.WAITING && Integer.valueOf(302).equals(d.lastStatus()));
  }

  @Test
  void aReceiverThatIsGoneForGoodIsSwitchedOff() throws Exception {
    receiver.answering(_ -> 410);
    call(1);
    settle();
    assertThat(store.webhooks().endpoint(ENDPOINT).orElseThrow().enabled()).isFalse();
    assertThat(receiver.got()).hasSize(1);
    call(2);
    settle();
    assertThat(receiver.got()).hasSize(1);
    assertThat(state(0)).isEqualTo(Delivery.State.DEAD);
    assertThat(state(1)).isEqualTo(Delivery.State.WAITING);
  }

  /// What is switched off gets nothing from that moment on, however much is due.
  @Test
  void aChangeHoldsForTheNextEventAlready() throws Exception {
    receiver.answering(_ -> {
      store.webhooks().switchOff(ENDPOINT).join();
      return 200;
    });
    call(1);
    settle();
    assertThat(receiver.got()).hasSize(1);
  }

  @Test
  void onlyTheWantedTypesAreSent() throws Exception {
    join(store.webhooks().remove(SampleCall.ACCOUNT, ENDPOINT));
    endpoint(Set.of("call.ended"));
    call(1);
    settle();
    assertThat(receiver.types()).containsExactly("call.ended");
  }

  @Test
  void whatHappenedBeforeTheEndpointIsNotSent() throws Exception {
    join(store.webhooks().remove(SampleCall.ACCOUNT, ENDPOINT));
    call(1);
    endpoint(Set.of());
    call(2);
    settle();
    assertThat(receiver.got())
        .allMatch(r -> r.json().getJsonObject("data").getString("call").equals("call_00000002"));
  }

  /// The process may die between the answer and its note: the same event comes again, by its id.
  @Test
  void whatWasSentAndNotNotedComesAgainUnderTheSameId() throws Exception {
    call(1);
    settle();
    List<String> first = receiver.got().stream().map(Receiver.Request::id).toList();
    for (Delivery delivery : log()) {
      join(
          store
              .webhooks()
              .attempted(
                  delivery,
                  new Delivery.Outcome(Delivery.State.WAITING, now, now, null, "no_answer")));
    }
    courier = courier();
    settle();
    assertThat(receiver.got().stream().map(Receiver.Request::id).skip(4).toList()).isEqualTo(first);
  }

  /// Events of another account never come.
  @Test
  void anEndpointGetsItsAccountsEventsAlone() throws Exception {
    join(store.webhooks().remove(SampleCall.ACCOUNT, ENDPOINT));
    join(
        store
            .webhooks()
            .add(
                new WebhookEndpoint(
                    ENDPOINT,
                    new AccountId("other"),
                    receiver.url(),
                    SECRET,
                    Set.of(),
                    true,
                    now,
                    0),
                20));
    call(1);
    settle();
    assertThat(receiver.got()).isEmpty();
  }

  private void endpoint(Set<String> types) throws Exception {
    join(
        store
            .webhooks()
            .add(
                new WebhookEndpoint(
                    ENDPOINT, SampleCall.ACCOUNT, receiver.url(), SECRET, types, true, now, 0),
                20));
  }

  private Courier courier() {
    return new Courier(
        ENDPOINT,
        new Courier.Ports(
            store.events(), store.webhooks(), new WebhookTarget(true), sender, () -> now));
  }

  private void call(int number) throws Exception {
    SampleCall call = new SampleCall(number, now);
    join(
        store.append(
            List.of(
                call.opened(),
                call.event(1, CallEventKind.OFFERED_TO_AGENT, "ayu"),
                call.event(2, CallEventKind.TAKEN, "ayu"),
                call.event(3, CallEventKind.MUTED, "ayu"),
                call.closed("ayu"))));
  }

  /// Until nothing is due.
  private void settle() {
    while (courier.round().isZero()) {
      // goes on
    }
  }

  private List<Delivery> log() {
    return store.webhooks().log(ENDPOINT, null, null, 1_000);
  }

  private Delivery.State state(int place) {
    return log().reversed().get(place).state();
  }

  private static String signature(Receiver.Request request, String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
    byte[] signed =
        mac.doFinal(
            (request.id() + "." + request.timestamp() + "." + request.body())
                .getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(signed);
  }

  private static <T> T join(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }
}
