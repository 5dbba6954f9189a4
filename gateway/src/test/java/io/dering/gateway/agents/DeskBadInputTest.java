package io.dering.gateway.agents;

import static io.dering.gateway.agents.DeskPage.message;
import static io.dering.gateway.web.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeskBadInputTest {
  private DeskRig rig;

  @BeforeEach
  void open() {
    rig = DeskRig.dev();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void assertNobodyTold() {
    assertThat(rig.facts).isEmpty();
    assertThat(rig.offers).isEmpty();
  }

  /// The upgrade as a browser would send it, with a given origin line.
  private String upgrade(String originLine, String host) {
    return String.join(
            "\r\n",
            "GET /v1/desk HTTP/1.1",
            "Host: " + host,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
        + originLine
        + "\r\n\r\n";
  }

  private String status(String request) throws IOException {
    try (Socket socket = rig.server.raw()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] head = socket.getInputStream().readNBytes(12);
      return new String(head, StandardCharsets.ISO_8859_1).substring(9);
    }
  }

  @Test
  void onlyPagesOfThisServerMayOpenTheSocket() throws Exception {
    int port = rig.server.port();
    String host = "127.0.0.1:" + port;
    assertThat(status(upgrade("\r\nOrigin: http://" + host, host))).isEqualTo("101");
    for (String origin :
        List.of(
            "http://127.0.0.1",
            "https://" + host,
            "http://127.0.0.1:" + (port + 1),
            "http://localhost:" + port,
            "http://evil.example",
            "http://127.0.0.1.evil.example:" + port,
            "null",
            "",
            "http://" + host + "/",
            "HTTP://" + host)) {
      assertThat(status(upgrade("\r\nOrigin: " + origin, host))).as(origin).isEqualTo("403");
    }
    assertThat(status(upgrade("", host))).as("no origin").isEqualTo("403");
    String rebound = "rebound.evil.example:" + port;
    assertThat(status(upgrade("\r\nOrigin: http://" + rebound, rebound))).isEqualTo("403");
    assertThat(rig.refused).isEqualTo(12);
    assertNobodyTold();
  }

  @Test
  void aPlainRequestIsToldToUpgrade() {
    var answer = rig.server.get(DeskRoutes.PATH, "Origin", rig.server.origin());
    assertProblem(answer, 426, "upgrade_required");
    assertThat(answer.headers().firstValue("upgrade")).hasValue("websocket");
    assertProblem(rig.server.get(DeskRoutes.PATH), 403, "forbidden");
  }

  @Test
  void thereIsABoundOnOpenSockets() {
    for (int i = 0; i < DeskRig.QUICK.maxSockets(); i++) {
      rig.page().say(DeskRig.hello("ayu").put("page", "tab " + i));
      rig.nextFact();
    }
    assertThatThrownBy(rig::page).hasStackTraceContaining("503");
  }

  @Test
  void anAgentMayHaveSixteenSocketsAndOthersAreNotInTheWay() {
    var roomy =
        new DeskSettings.Limits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            50,
            200_000,
            40);
    try (DeskRig house = DeskRig.dev(roomy)) {
      var pages = new ArrayList<DeskPage>();
      for (int i = 0; i < DeskRoutes.MAX_SOCKETS_PER_AGENT; i++) {
        pages.add(house.page().say(DeskRig.hello("ayu").put("page", "tab " + i)));
        assertThat(house.nextFact()).isInstanceOf(Fact.AgentConnected.class);
      }
      DeskPage next = house.page().say(DeskRig.hello("ayu").put("page", "one more"));
      assertThat(next.closeCode()).isEqualTo(4432);
      assertThat(DeskRig.next(house.closes)).isEqualTo(DeskClose.TOO_MANY_SOCKETS);
      assertThat(house.facts).isEmpty();
      house.signedIn("budi");
      house.page().say(DeskRig.hello("ayu").put("page", "tab 0"));
      assertThat(pages.getFirst().closeCode()).isEqualTo(4409);
      assertThat(house.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
      assertThat(house.nextFact()).isInstanceOf(Fact.AgentConnected.class);
    }
  }

  @Test
  void silenceInsteadOfHelloIsClosed() {
    try (DeskRig quick = DeskRig.dev(DeskRig.QUICK)) {
      assertThat(quick.page().closeCode()).isEqualTo(4408);
      assertThat(DeskRig.next(quick.closes)).isEqualTo(DeskClose.HELLO_TOO_LATE);
      assertThat(quick.facts).isEmpty();
    }
  }

  @Test
  void anythingBeforeHelloIsClosed() {
    DeskPage page = rig.page().say(message("call.accept").put("call", "call_a"));
    assertThat(page.hear().getString("code")).isEqualTo("unauthorized");
    assertThat(page.closeCode()).isEqualTo(4401);
    assertNobodyTold();
  }

  @Test
  void anUnknownAgentIsNotSignedIn() {
    DeskPage page = rig.page().say(DeskRig.hello("mallory"));
    assertThat(page.hear().getString("code")).isEqualTo("unauthorized");
    assertThat(page.closeCode()).isEqualTo(4401);
    assertNobodyTold();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":2,\"type\":\"hello\",\"agent\":\"ayu\",\"page\":\"x\"}",
        "{\"v\":\"1\",\"type\":\"hello\",\"agent\":\"ayu\",\"page\":\"x\"}",
        "{\"type\":\"hello\",\"agent\":\"ayu\",\"page\":\"x\"}"
      })
  void anotherVersionIsRefusedAndClosed(String hello) {
    DeskPage page = rig.page().say(hello);
    assertThat(page.hear().getString("code")).isEqualTo("unsupported_version");
    assertThat(page.closeCode()).isEqualTo(4400);
    assertNobodyTold();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "hello", "\u0000"})
  void whatIsNoJsonObjectIsRefusedAndClosed(String text) {
    DeskPage page = rig.page().say(text);
    assertThat(page.hear().getString("code")).isEqualTo("malformed");
    assertThat(page.closeCode()).isEqualTo(4400);
    assertNobodyTold();
  }

  @Test
  void unknownTypesAndBadFieldsAreToldAndTheSocketStays() {
    DeskPage page = rig.signedIn("ayu");
    page.say(message("call.record").put("call", "call_a"));
    assertThat(page.hear().getString("code")).isEqualTo("unknown_type");
    page.say(message("call.accept"));
    JsonObject error = page.hear();
    assertThat(error.getString("code")).isEqualTo("malformed");
    assertThat(error.getString("re")).isEqualTo("call.accept");
    page.say(message("ping").put("id", 1));
    assertThat(page.hear().getString("type")).isEqualTo("pong");
    assertNobodyTold();
  }

  @Test
  void aSecondHelloIsRefused() {
    DeskPage page = rig.signedIn("ayu").say(DeskRig.hello("budi"));
    assertThat(page.hear().getString("code")).isEqualTo("malformed");
    assertThat(page.closeCode()).isEqualTo(4400);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
    assertThat(rig.facts).isEmpty();
  }

  @Test
  void binaryIsNotSpoken() {
    DeskPage page = rig.page();
    page.sayBinary();
    assertThat(page.closeCode()).isEqualTo(1003);
    assertNobodyTold();
  }

  @Test
  void aMessageOverTheLimitEndsTheSocket() {
    DeskPage page = rig.page();
    page.say("{\"v\":1,\"type\":\"hello\",\"agent\":\"" + "x".repeat(70_000) + "\"}");
    assertThat(page.closeCode()).isIn(1009, -1);
    DeskRig.next(rig.closes);
    assertThat(rig.desk.open()).isZero();
    assertNobodyTold();
  }

  /// The head of a frame is enough: what it announces is not waited for, nor is it answered.
  @Test
  void aFrameThatAnnouncesTooMuchIsCutOffWithoutACloseFrame() throws Exception {
    String host = "127.0.0.1:" + rig.server.port();
    try (Socket socket = rig.server.raw()) {
      send(socket, upgrade("\r\nOrigin: http://" + host, host));
      socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 1, 0, 1});
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
      DeskRig.next(rig.closes);
    }
  }

  @Test
  void sixtyFourKibibytesAreHeardAndRefusedAndOneByteMoreIsNotHeard() {
    DeskPage page = rig.signedIn("ayu");
    assertThat(page.say("x".repeat(64 << 10)).hear().getString("code")).isEqualTo("malformed");
    assertThat(page.closeCode()).isEqualTo(4400);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
    DeskPage other = rig.signedIn("budi").say("x".repeat((64 << 10) + 1));
    assertThat(other.closeCode()).isIn(1009, -1);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
    assertThat(other.heard).isEmpty();
    assertThat(rig.desk.open()).isZero();
  }

  @Test
  void anSdpThatIsTooLongIsRefusedByNameAndMakesNoLeg() {
    DeskPage page = rig.signedIn("ayu");
    page.say(message("leg.offer").put("sdp", "v=0 " + "x".repeat(16 << 10)));
    JsonObject error = page.hear();
    assertThat(error.getString("code")).isEqualTo("sdp_refused");
    assertThat(error.getString("re")).isEqualTo("leg.offer");
    assertNobodyTold();
  }

  /// What runs when nobody sets anything else.
  @Test
  void aSocketMaySayFiftyMessagesASecondAndLeaveOneMebibyteUnread() {
    assertThat(DeskSettings.Limits.DEFAULTS.messagesPerSecond()).isEqualTo(50);
    assertThat(DeskSettings.Limits.DEFAULTS.maxUnreadBytes()).isEqualTo(1 << 20);
  }

  @Test
  void fragmentsTogetherCountAsOneMessage() {
    DeskPage page = rig.page();
    String hello = DeskRig.hello("ayu").encode();
    page.sayPart(hello.substring(0, 10), false);
    page.sayPart(hello.substring(10), true);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentConnected.class);
    DeskPage large = rig.page();
    for (int i = 0; i < 3; i++) {
      large.sayPart("x".repeat(30_000), false);
    }
    assertThat(large.closeCode()).isIn(1009, -1);
    assertThat(rig.facts).noneMatch(Fact.AgentConnected.class::isInstance);
  }

  @Test
  void aFloodOfMessagesEndsTheSocket() {
    inOneSecond();
    DeskPage page = rig.signedIn("ayu");
    flood(page, () -> page.say(message("ping").put("id", 1)));
    assertThat(page.closeCode()).isIn(4429, -1);
    assertThat(DeskRig.next(rig.closes)).isEqualTo(DeskClose.TOO_MANY_MESSAGES);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
  }

  @Test
  void aPageThatOffersInALoopGetsNoMoreLegs() {
    long now = System.nanoTime();
    rig.frozenNanos = now;
    DeskPage page = rig.signedIn("ayu");
    JsonObject offer = message("leg.offer").put("sdp", "v=0 offer");
    for (int i = 0; i < OfferBudget.BURST; i++) {
      assertThat(page.say(offer).hear().getString("type")).isEqualTo("leg.answer");
    }
    assertThat(page.say(offer).hear())
        .isEqualTo(
            message("error")
                .put("code", "too_many_offers")
                .put("detail", "Too many offers. Offer again later.")
                .put("re", "leg.offer"));
    assertThat(rig.offers).hasSize(OfferBudget.BURST);
    rig.frozenNanos = now + OfferBudget.ONE_MORE_NANOS;
    assertThat(page.say(offer).hear().getString("type")).isEqualTo("leg.answer");
  }

  @Test
  void aFloodOfFragmentsEndsTheSocket() {
    inOneSecond();
    DeskPage page = rig.signedIn("ayu");
    flood(page, () -> page.sayPart("", false));
    assertThat(page.closeCode()).isIn(4400, 4429, -1);
    DeskRig.next(rig.closes);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
  }

  @Test
  void aFloodOfPingsEndsTheSocket() {
    inOneSecond();
    DeskPage page = rig.signedIn("ayu");
    flood(page, page::ping);
    assertThat(page.closeCode()).isIn(4429, -1);
    assertThat(DeskRig.next(rig.closes)).isEqualTo(DeskClose.TOO_MANY_MESSAGES);
  }

  /// However long it takes.
  private void inOneSecond() {
    rig.frozenNanos = System.nanoTime();
  }

  /// Sends more than a second's worth; the server may cut in between.
  private static void flood(DeskPage page, Runnable send) {
    for (int i = 0; i < 80 && !page.closed.isDone(); i++) {
      try {
        send.run();
      } catch (RuntimeException _) {
        return;
      }
    }
  }

  @Test
  void aPageThatShowsNoLifeIsGoneSoon() throws Exception {
    try (DeskRig house = DeskRig.dev(DeskRig.BY_HAND);
        Socket socket = house.server.raw()) {
      long now = System.nanoTime();
      house.frozenNanos = now;
      String host = "127.0.0.1:" + house.server.port();
      send(socket, upgrade("\r\nOrigin: http://" + host, host));
      sendText(socket, DeskRig.hello("ayu").encode());
      assertThat(house.nextFact()).isInstanceOf(Fact.AgentConnected.class);
      long deadNanos = DeskRig.BY_HAND.dead().toNanos();
      house.frozenNanos = now + deadNanos;
      house.beat();
      assertThat(socket.getInputStream().read()).as("a challenge, no close").isEqualTo(0x81);
      house.frozenNanos = now + deadNanos + 1;
      house.beat();
      assertThat(house.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
      assertThat(DeskRig.next(house.closes)).isEqualTo(DeskClose.SILENT);
    }
  }

  @Test
  void aPageThatReadsNothingIsCutOff() throws Exception {
    var patient =
        new DeskSettings.Limits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            50,
            200_000,
            4);
    try (DeskRig slow = DeskRig.dev(patient);
        Socket socket = slow.server.raw()) {
      String host = "127.0.0.1:" + slow.server.port();
      send(socket, upgrade("\r\nOrigin: http://" + host, host));
      sendText(socket, DeskRig.hello("ayu").encode());
      ConnectionId here = slow.nextFact().connection();
      var large = new DeskMessage.LegDown("x".repeat(60_000));
      for (int i = 0; i < 400 && slow.closes.isEmpty(); i++) {
        slow.desk.tell(here, large);
      }
      assertThat(DeskRig.next(slow.closes)).isEqualTo(DeskClose.TOO_SLOW);
      assertThat(slow.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
      assertThat(endOf(socket.getInputStream())).isTrue();
    }
  }

  private static boolean endOf(InputStream in) {
    try {
      in.readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    var head = new ArrayList<Integer>();
    InputStream in = socket.getInputStream();
    while (!endsHead(head)) {
      head.add(in.read());
    }
  }

  private static boolean endsHead(List<Integer> read) {
    int size = read.size();
    return size >= 4 && read.subList(size - 4, size).equals(List.of(13, 10, 13, 10));
  }

  /// One masked text frame (RFC 6455 §5.2) with a mask of zeros.
  private static void sendText(Socket socket, String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + payload.length];
    assertThat(payload.length).isLessThan(126);
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    socket.getOutputStream().write(frame);
  }
}
