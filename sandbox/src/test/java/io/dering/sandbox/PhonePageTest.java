package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegPolicy;
import io.dering.media.opus.OpusPackets;
import io.dering.media.rtp.RtpHeader;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The phone's page, with a media server that plays the browser: full ICE, and it offers.
final class PhonePageTest {
  private static final int PATIENCE_SECONDS = TinyBusiness.PATIENCE_SECONDS;

  private House house;
  private TinyBusiness business;
  private MediaServer browser;

  @BeforeEach
  void open() throws Exception {
    house = new House();
    business = house.business;
    SecureRandom random = new SecureRandom();
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    browser =
        MediaServer.start(
            new MediaServer.Settings(new InetSocketAddress(loopback, 0), List.of(loopback)),
            new BouncyCastleDtls(
                DtlsSettings.defaults(),
                new DtlsSources(random, System::nanoTime, InstantSource.system())),
            random,
            System::nanoTime);
  }

  @AfterEach
  void close() throws Exception {
    browser.close();
    house.close();
  }

  @Test
  void aCallFromThePageIsHeardByTheBusinessAndBack() throws Exception {
    Set<Integer> heardByBusiness = ConcurrentHashMap.newKeySet();
    CountDownLatch businessHears = new CountDownLatch(20);
    try (Page page = new Page()) {
      JsonNode hello = page.next("hello");
      assertThat(hello.at("/business/number").textValue()).isEqualTo("+622150000001");
      assertThat(hello.at("/customer/number").textValue()).startsWith("+447700900");
      assertThat(hello.path("agent_url").textValue()).endsWith("/?agent=ayu");
      assertThat(page.nextState().path("state").textValue()).isEqualTo("idle");

      Caller caller = new Caller();
      page.send("call", "sdp", caller.offer(), "name", "Ren\u00e9");
      String answerToPage = page.next("answer").path("sdp").textValue();
      caller.answered(answerToPage);
      assertThat(page.nextState().path("state").textValue()).isEqualTo("calling");
      TinyBusiness.Delivery connect = business.next("connect");
      assertThat(connect.body().at("/entry/0/changes/0/value/contacts/0/profile/name").textValue())
          .isEqualTo("Ren\u00e9");
      TinyBusiness.Leg leg =
          business.open(
              connect.offer(),
              (b, offset, length) -> {
                heardByBusiness.add(RtpHeader.ssrc(b, offset));
                if (!OpusPackets.isSilence(b, offset + 12, length - 12)) {
                  businessHears.countDown();
                }
              });
      business.preAccept(connect.callId(), leg.answer());
      assertThat(page.nextState().path("state").textValue()).isEqualTo("ringing");
      leg.awaitReady();
      business.accept(connect.callId(), leg.answer());
      JsonNode connected = page.nextState();
      assertThat(connected.path("state").textValue()).isEqualTo("connected");
      assertThat(connected.path("since").textValue()).endsWith("Z");

      leg.leg().play(PhonePageTest::noise);
      caller.leg().play(PhonePageTest::noise);
      assertThat(businessHears.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(caller.hears.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

      // Two legs, not one: neither SSRCs nor fingerprints are passed through.
      assertThat(heardByBusiness).hasSize(1);
      assertThat(caller.ssrcs).hasSize(1).doesNotContainAnyElementsOf(heardByBusiness);
      for (String attribute : new String[] {"fingerprint:sha-256 ", "ssrc:"}) {
        String ofPage = valueOf(attribute, caller.offer());
        String ofBusiness = valueOf(attribute, leg.answer());
        assertThat(valueOf(attribute, connect.offer())).as(attribute).isNotEqualTo(ofPage);
        assertThat(valueOf(attribute, answerToPage)).as(attribute).isNotEqualTo(ofBusiness);
        assertThat(ofPage).as(attribute).isNotEqualTo(ofBusiness);
      }
      assertThat(heardByBusiness)
          .containsExactly((int) Long.parseLong(valueOf("ssrc:", connect.offer())))
          .doesNotContain((int) Long.parseLong(valueOf("ssrc:", caller.offer())));
      assertThat(caller.ssrcs)
          .containsExactly((int) Long.parseLong(valueOf("ssrc:", answerToPage)))
          .doesNotContain((int) Long.parseLong(valueOf("ssrc:", leg.answer())));
      page.send("end");
      JsonNode ended = page.nextState();
      assertThat(ended.path("state").textValue()).isEqualTo("ended");
      assertThat(ended.path("reason").textValue()).isEqualTo("ended_by_you");
      assertThat(business.next("terminate").callId()).isEqualTo(connect.callId());
      assertThat(page.titles()).contains("connect", "pre_accept", "accept");
    }
  }

  @Test
  void aRejectAtOnceTellsThePageThatNobodyIsThere() throws Exception {
    house.rules(House.limits(60_000, 20_000, 30_000, 20_000));
    try (Page page = new Page()) {
      page.dial(new Caller());
      business.reject(business.next("connect").callId());
      JsonNode ended = page.nextState();
      assertThat(ended.path("reason").textValue()).isEqualTo("nobody_there");
      business.next("terminate");
    }
  }

  @Test
  void aPageThatGoesAwayHangsUp() throws Exception {
    try (Page page = new Page()) {
      page.dial(new Caller());
      business.next("connect");
    }
    assertThat(business.next("terminate").call().has("start_time")).isFalse();
  }

  @Test
  void thePageLearnsThatTheWebhookIsNotTaken() throws Exception {
    business.answerWebhooksWith(500);
    try (Page page = new Page()) {
      page.dial(new Caller());
      JsonNode remark = page.nextState();
      assertThat(remark.path("state").textValue()).isEqualTo("calling");
      assertThat(remark.path("detail").textValue()).contains("status 500");
    }
  }

  /// OUT-1: the business calls, the page rings, and both hear each other once it is answered.
  @Test
  void aCallOfTheBusinessRingsOnThePageAndIsAnswered() throws Exception {
    CountDownLatch businessHears = new CountDownLatch(20);
    try (Page page = new Page()) {
      String number = page.next("hello").at("/customer/number").textValue().substring(1);
      assertThat(page.next("permission").path("status").textValue()).isEqualTo("no_permission");
      page.send("answer", "sdp", "v=0\r\n");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("not_ringing");
      page.send("permission", "choice", "temporary");
      assertThat(page.next("permission").path("until").textValue()).endsWith("Z");
      business.await("message");
      TinyBusiness.Dial dial =
          business.offer((b, offset, length) -> {
            if (!OpusPackets.isSilence(b, offset + 12, length - 12)) {
              businessHears.countDown();
            }
          });
      assertThat(business.connect(number, dial.offer().offer()).status()).isEqualTo(200);
      TinyBusiness.Leg leg = business.answered(dial, business.await("connect").offer());
      JsonNode incoming = page.nextState();
      while (incoming.path("state").textValue().equals("idle")) {
        incoming = page.nextState();
      }
      assertThat(incoming.path("state").textValue()).isEqualTo("incoming");
      assertThat(incoming.path("by_business").booleanValue()).isTrue();
      business.await("RINGING");

      Caller callee = new Caller();
      page.send("answer", "sdp", callee.offer());
      callee.answered(page.next("answer").path("sdp").textValue());
      business.await("ACCEPTED");
      assertThat(page.nextState().path("state").textValue()).isEqualTo("connected");
      leg.awaitReady();
      leg.leg().play(PhonePageTest::noise);
      callee.leg().play(PhonePageTest::noise);
      assertThat(businessHears.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(callee.hears.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      page.send("end");
      assertThat(page.nextState().path("reason").textValue()).isEqualTo("ended_by_you");
      assertThat(business.await("terminate").call().has("start_time")).isTrue();
    }
  }

  /// PM-7: what was tapped on the card can be tapped otherwise.
  @Test
  void aRequestIsACardOnThePageAndACallCanBeDeclined() throws Exception {
    try (Page page = new Page()) {
      String number = page.next("hello").at("/customer/number").textValue().substring(1);
      var request =
          Fixtures.json("request-permission-template-send.json")
              .<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
              .put("to", number);
      business.post("/100000000000001/messages", "dev-access-token", request.toString());
      JsonNode card = page.next("message");
      assertThat(card.path("permission_request").booleanValue()).isTrue();
      assertThat(card.path("text").textValue()).contains("order A-1001");
      business.await("read");
      String id = card.path("id").textValue();
      page.send("permission", "choice", "deny", "request", id);
      business.await("message");
      page.send("permission", "choice", "always", "request", id);
      JsonNode reply = business.await("message").message();
      assertThat(reply.at("/context/id").textValue()).isEqualTo(id);
      page.send("permission", "choice", "always", "request", "wamid.unknown");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("request_over");

      business.connect(number, business.offer((_, _, _) -> {}).offer().offer());
      JsonNode state = page.nextState();
      while (!state.path("state").textValue().equals("incoming")) {
        state = page.nextState();
      }
      page.send("decline");
      business.await("REJECTED");
      assertThat(page.nextState().path("reason").textValue()).isEqualTo("you_declined");
    }
  }

  /// A phone that is switched off while it rings has declined nothing.
  @Test
  void aPageThatGoesAwayWhileItRingsDeclinesNothing() throws Exception {
    String callId;
    try (Page page = new Page()) {
      String number = page.next("hello").at("/customer/number").textValue().substring(1);
      page.send("permission", "choice", "always");
      business.await("message");
      callId = business.connect(number, business.offer((_, _, _) -> {}).offer().offer()).callId();
      business.await("RINGING");
    }
    assertThat(business.terminate(callId).status()).isEqualTo(200);
    assertThat(business.await("terminate").call().has("start_time")).isFalse();
  }

  @Test
  void twoPagesAreTwoCustomers() throws Exception {
    try (Page first = new Page();
        Page second = new Page()) {
      assertThat(first.next("hello").at("/customer/number"))
          .isNotEqualTo(second.next("hello").at("/customer/number"));
    }
  }

  @Test
  void whatThePhoneDoesNotUnderstandItSays() throws Exception {
    try (Page page = new Page()) {
      page.next("hello");
      page.sendText("{");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("malformed");
      page.sendText("{}");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("malformed");
      page.sendText("7");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("malformed");
      page.send("dance");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("unknown_type");
      page.send("call");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("malformed");
      page.send("call", "sdp", "v=0\r\n");
      assertThat(page.next("error").path("detail").textValue()).isNotEmpty();
      page.send("ping", "id", "p1");
      assertThat(page.next("pong").path("id").textValue()).isEqualTo("p1");
      page.send("end");
      page.dial(new Caller());
      page.send("call", "sdp", "v=0\r\n");
      assertThat(page.next("error").path("code").textValue()).isEqualTo("busy");
    }
  }

  /// What follows `a=` and this name in an SDP, up to a space or the line's end.
  private static String valueOf(String attribute, String sdp) {
    int start = sdp.indexOf("a=" + attribute) + 2 + attribute.length();
    return sdp.substring(start).split("[ \r\n]", 2)[0];
  }

  /// Something that is not silence; a payload of the SILK kind, never decoded here.
  private static int noise(byte[] buffer, int offset, long nowNanos) {
    for (int i = 0; i < 40; i++) {
      buffer[offset + i] = (byte) (0x48 + i);
    }
    return 40;
  }

  /// The browser's side of one call.
  private final class Caller implements MediaListener {
    private final CountDownLatch hears = new CountDownLatch(20);
    private final Set<Integer> ssrcs = ConcurrentHashMap.newKeySet();
    private final PendingOffer pending;
    private @Nullable MediaLeg leg;

    Caller() throws Exception {
      pending =
          browser
              .offer(
                  LegSide.AGENT, new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "browser"), this)
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    String offer() {
      return pending.offer().replace("a=ice-lite\r\n", "");
    }

    void answered(String sdp) throws Exception {
      assertThat(sdp).contains("a=ice-lite\r\n").contains("a=setup:active\r\n");
      Opened opened =
          pending.answered(sdp).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(opened).isInstanceOf(Opened.Answered.class);
      leg = ((Opened.Answered) opened).leg();
    }

    MediaLeg leg() {
      return Objects.requireNonNull(leg);
    }

    @Override
    public void legEvent(MediaLeg changed, LegEvent event) {}

    @Override
    public void media(byte[] buffer, int offset, int length, long nowNanos) {
      ssrcs.add(RtpHeader.ssrc(buffer, offset));
      hears.countDown();
    }
  }

  /// The page's side of the socket.
  private final class Page implements AutoCloseable {
    /// Held: Vert.x closes a client that nobody refers to any more.
    private final WebSocketClient client = house.vertx.createWebSocketClient();

    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final Set<String> titles = ConcurrentHashMap.newKeySet();

    Page() throws Exception {
      socket =
          client
              .connect(house.port(), "127.0.0.1", "/sandbox/phone/socket")
              .onSuccess(opened -> opened.textMessageHandler(this::take))
              .toCompletionStage()
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void dial(Caller caller) throws Exception {
      send("call", "sdp", caller.offer());
      caller.answered(next("answer").path("sdp").textValue());
      assertThat(nextState().path("state").textValue()).isIn("idle", "calling");
    }

    void send(String type, String... fields) {
      var message = JsonNodeFactory.instance.objectNode().put("type", type);
      for (int i = 0; i < fields.length; i += 2) {
        message.put(fields[i], fields[i + 1]);
      }
      sendText(message.toString());
    }

    void sendText(String text) {
      socket.writeTextMessage(text);
    }

    /// The next message of this type; others are dropped.
    JsonNode next(String type) throws InterruptedException {
      while (true) {
        JsonNode message =
            Objects.requireNonNull(
                messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no " + type + " came");
        if (message.path("type").textValue().equals(type)) {
          return message;
        }
      }
    }

    JsonNode nextState() throws InterruptedException {
      return next("state");
    }

    Set<String> titles() {
      return titles;
    }

    private void take(String text) {
      try {
        JsonNode message = new JsonMapper().readTree(text);
        if (message.path("type").textValue().equals("wire")) {
          titles.add(message.path("title").textValue());
        } else {
          messages.add(message);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      socket.close();
      client.close();
    }
  }
}
