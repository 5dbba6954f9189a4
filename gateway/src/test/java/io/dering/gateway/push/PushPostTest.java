package io.dering.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.events.WebhookTarget;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.desk.ChannelCard;
import io.dering.signaling.desk.CustomerCard;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.PushEnd;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// IN-9, against a push service of the test's own: RFC 8030, 8291 and 8292 as it sees them.
final class PushPostTest {
  private static final Instant NOW = Instant.parse("2026-10-05T08:00:00Z");
  private static final AgentId AYU = new AgentId("ayu");
  private static final CallId CALL = CallId.at(Instant.EPOCH, new SplittableRandom(1));

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final TestPushService service = new TestPushService();
  private final TestBrowser browser = new TestBrowser();
  private final VapidKey key = VapidKey.make(new SecureRandom());
  private final BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
  private final BlockingQueue<PushOutcome> outcomes = new LinkedBlockingQueue<>();
  private PushPost post = post(true, 10);

  private PushPost post(boolean local, int mostAtOnce) {
    return new PushPost(
        vertx,
        new WebhookTarget(local),
        new PushPost.Sender(key, "mailto:calls@example.com"),
        outcomes::add,
        new PushPost.Sources(blocking, InstantSource.fixed(NOW), new SecureRandom(), mostAtOnce));
  }

  @AfterEach
  void close() {
    post.close();
    service.close();
    blocking.shutdownNow();
    TestServer.await(vertx.close());
  }

  @Test
  void aBrowserReadsWhoCallsAndTheServiceReadsNothing() throws Exception {
    announce(browser.at(service.endpoint("phone?x=1")));
    TestPushService.Request request = service.next();
    JsonObject message = new JsonObject(browser.read(request.body()));
    assertThat(message.getString("type")).isEqualTo("call.incoming");
    assertThat(message.getString("call")).isEqualTo(CALL.value());
    assertThat(message.getJsonObject("customer"))
        .isEqualTo(new JsonObject().put("name", "Ada Fictional").put("number", "*****456"));
    assertThat(message.getJsonObject("channel").getString("name")).isEqualTo("Front");
    assertThat(message.getLong("deadline_ms")).isEqualTo(NOW.plusMillis(25_400).toEpochMilli());
    assertThat(request.path()).isEqualTo("/push/phone?x=1");
    assertThat(request.encoding()).isEqualTo("aes128gcm");
    assertThat(request.body()).hasSizeLessThanOrEqualTo(4_096);
    // No longer than it rings.
    assertThat(request.ttl()).isEqualTo("25");
    assertThat(request.urgency()).isEqualTo("high");
    assertThat(request.topic()).matches("[A-Za-z0-9_-]{1,32}");
    assertThat(outcome()).isEqualTo(PushOutcome.SENT);
    assertThat(facts).isEmpty();
  }

  /// RFC 8292.
  @Test
  void theServiceKnowsTheSenderByItsKey() {
    announce(browser.at(service.endpoint("phone")));
    TestPushService.Request request = service.next();
    assertThat(request.publicKey()).isEqualTo(key.publicText());
    JsonObject claims = request.claims();
    assertThat(claims.getString("aud")).isEqualTo(service.origin());
    assertThat(claims.getString("sub")).isEqualTo("mailto:calls@example.com");
    assertThat(claims.getLong("exp"))
        .isBetween(NOW.getEpochSecond() + 60, NOW.plusSeconds(86_400).getEpochSecond());
  }

  @Test
  void theEndOfTheRingingTakesThePlaceOfItsBeginning() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    service.answering(_ -> {
      await(held);
      return 201;
    });
    PushDevice device = browser.at(service.endpoint("phone"));
    announce(device);
    post.release(over(device), facts::add);
    TestPushService.Request first = service.next();
    assertThat(service.waiting()).as("the second waits for the first").isZero();
    held.countDown();
    TestPushService.Request second = service.next();
    assertThat(second.topic()).isEqualTo(first.topic());
    JsonObject message = new JsonObject(browser.read(second.body()));
    assertThat(message.getString("type")).isEqualTo("call.over");
    assertThat(message.getString("reason")).isEqualTo("taken");
    assertThat(message.getString("call")).isEqualTo(CALL.value());
  }

  /// RFC 8030 §7.3.
  @Test
  void aBrowserThatIsGoneIsToldToTheSwitchboardAndGetsNoEnd() throws Exception {
    for (int status : new int[] {404, 410}) {
      service.answering(_ -> status);
      PushDevice device = browser.at(service.endpoint("phone"));
      announce(device);
      post.release(over(device), facts::add);
      assertThat(fact()).isEqualTo(new Fact.PushRefused(CALL, AYU, device.id(), 3, true));
      assertThat(outcome()).isEqualTo(PushOutcome.GONE);
      service.next();
    }
    assertThat(service.waiting()).isZero();
  }

  @Test
  void aRefusalAndARedirectAreRefusals() throws Exception {
    for (int status : new int[] {400, 401, 403, 413, 302}) {
      service.answering(_ -> status);
      announce(browser.at(service.endpoint("phone")));
      assertThat(fact())
          .isInstanceOfSatisfying(Fact.PushRefused.class, f -> assertThat(f.gone()).isFalse());
      assertThat(outcome()).isEqualTo(PushOutcome.REFUSED);
      assertThat(service.next().path()).isEqualTo("/push/phone");
    }
    assertThat(service.waiting()).as("nobody went elsewhere").isZero();
  }

  @Test
  void aServiceInTroubleIsAskedOnceMore() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    service.answering(_ -> asked.incrementAndGet() == 1 ? 503 : 201);
    announce(browser.at(service.endpoint("phone")));
    assertThat(outcome()).isEqualTo(PushOutcome.SENT);
    assertThat(asked).hasValue(2);
    service.answering(_ -> 503);
    announce(browser.at(service.endpoint("phone")));
    assertThat(fact()).isInstanceOf(Fact.PushRefused.class);
    assertThat(outcome()).isEqualTo(PushOutcome.NO_ANSWER);
    assertThat(facts).isEmpty();
  }

  @Test
  void aServiceThatNobodyListensAtIsNone() throws Exception {
    PushDevice device = browser.at(service.endpoint("phone"));
    service.close();
    announce(device);
    assertThat(fact()).isEqualTo(new Fact.PushRefused(CALL, AYU, device.id(), 3, false));
    assertThat(outcome()).isEqualTo(PushOutcome.NO_ANSWER);
  }

  /// A subscription is somebody's order to send packets: it reaches nothing within.
  @Test
  void nothingIsSentIntoNetworksOfOurOwn() throws Exception {
    post.close();
    post = post(false, 10);
    for (String endpoint :
        List.of(
            service.endpoint("phone"),
            "https://127.0.0.1/",
            "https://localhost/",
            "https://[::1]/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "http://push.example/",
            "file:///etc/passwd")) {
      announce(browser.at(endpoint));
      assertThat(fact()).as(endpoint).isInstanceOf(Fact.PushRefused.class);
      assertThat(outcome()).as(endpoint).isEqualTo(PushOutcome.BAD_ADDRESS);
    }
    assertThat(service.waiting()).isZero();
  }

  @Test
  void moreThanMayBeUnderWayIsRefusedAtOnce() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    service.answering(_ -> {
      await(held);
      return 201;
    });
    post.close();
    post = post(true, 1);
    announce(browser.at(service.endpoint("one")));
    service.next();
    PushDevice other =
        new PushDevice(
            new io.dering.signaling.id.PushDeviceId("push_other"),
            service.endpoint("two"),
            browser.p256dh(),
            browser.auth());
    announce(other);
    assertThat(fact()).isEqualTo(new Fact.PushRefused(CALL, AYU, other.id(), 3, false));
    assertThat(outcome()).isEqualTo(PushOutcome.OVERLOADED);
    held.countDown();
    assertThat(outcome()).isEqualTo(PushOutcome.SENT);
  }

  @Test
  void aNameOfAnyLengthFits() {
    String name = "\uD83D\uDE00".repeat(256);
    post.release(
        new Command.PushRinging(
            CALL,
            AYU,
            3,
            List.of(browser.at(service.endpoint("phone"))),
            incoming(new CustomerCard(name, "62215"), name)),
        facts::add);
    JsonObject message = new JsonObject(browser.read(service.next().body()));
    assertThat(name).startsWith(message.getJsonObject("customer").getString("name"));
  }

  private void announce(PushDevice device) {
    post.release(
        new Command.PushRinging(
            CALL,
            AYU,
            3,
            List.of(device),
            incoming(new CustomerCard("Ada Fictional", "*****456"), "Front")),
        facts::add);
  }

  private static DeskMessage.CallIncoming incoming(CustomerCard customer, String channel) {
    return new DeskMessage.CallIncoming(
        CALL,
        customer,
        new ChannelCard(new ChannelId("1"), channel, "622150000001"),
        NOW.plusMillis(25_400),
        30_000,
        25_400);
  }

  private static Command.PushOver over(PushDevice device) {
    return new Command.PushOver(
        CALL, AYU, List.of(device), new CustomerCard("Ada Fictional", null), PushEnd.TAKEN);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Fact fact() throws InterruptedException {
    Fact fact = facts.poll(30, TimeUnit.SECONDS);
    assertThat(fact).as("a fact").isNotNull();
    return fact;
  }

  private PushOutcome outcome() throws InterruptedException {
    PushOutcome outcome = outcomes.poll(30, TimeUnit.SECONDS);
    assertThat(outcome).as("an outcome").isNotNull();
    return outcome;
  }
}
