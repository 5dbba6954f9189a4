package io.dering.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpShellTest {
  private static final int MAX_CONNECTIONS = 3;
  private static final String CLOSE = "Connection: close\r\n";

  /// For what happens: nobody is cut off because the machine is slow.
  private static final HttpLimits PATIENT = limits(Duration.ofMinutes(1), Duration.ofMinutes(1));

  /// For who is cut off.
  private static final HttpLimits SHORT = limits(Duration.ofMillis(800), Duration.ofMillis(1_500));

  private final AtomicInteger bodiesSeen = new AtomicInteger();
  private OpenServer server;

  @BeforeEach
  void open() throws Exception {
    server = new OpenServer(PATIENT, this::mount);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static HttpLimits limits(Duration head, Duration request) {
    return new HttpLimits(head, request, 1 << 20, 1 << 16, MAX_CONNECTIONS);
  }

  /// Begins anew with the short deadlines.
  private void hurry() throws Exception {
    server.close();
    server = new OpenServer(SHORT, this::mount);
  }

  private void mount(Router router) {
    router.get("/ok").handler(ctx -> Answers.json(ctx, 200, new JsonObject().put("ok", true)));
    router
        .get("/page")
        .handler(ctx -> {
          SecurityHeaders.page(ctx);
          ctx.end("<p>hello");
        });
    router
        .get("/broken")
        .handler(_ -> {
          throw new IllegalStateException("secret 622150000001");
        });
    router.get("/things/:id").handler(ctx -> ctx.end(String.valueOf(ctx.pathParam("id"))));
    router.post("/upload/:id").handler(ctx -> ctx.end()).failureHandler(RoutingContext::next);
    router.get("/silent").handler(_ -> {});
    router
        .get("/socket")
        .handler(ctx -> {
          RequestDeadline.toWebSocket(ctx)
              .onSuccess(ws -> ctx.vertx().setTimer(2_000, _ -> ws.writeTextMessage("still here")));
        });
    router
        .post("/body")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(1024))
        .handler(ctx -> {
          bodiesSeen.incrementAndGet();
          Answers.json(ctx, 200, new JsonObject().put("bytes", ctx.body().length()));
        });
  }

  private static void isProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    var body = new JsonObject(answer.body());
    assertThat(body.getString("code")).isEqualTo(code);
    assertThat(body.getString("type")).isEqualTo("urn:dering:problem:" + code);
    assertThat(body.getInteger("status")).isEqualTo(status);
    assertThat(body.getString("title")).isNotBlank();
    assertThat(body.getString("detail")).isNotBlank();
  }

  @Test
  void anAnswerFromAnotherThreadIsADefect() throws Exception {
    server.close();
    server = new OpenServer(PATIENT, HttpShellTest::mountElsewhere);
    assertThat(server.send(server.to("/elsewhere")).body()).isEqualTo("refused");
  }

  @Test
  void unlessAnEdgeSaysThatItDoesSo() throws Exception {
    server.close();
    Routes honest =
        new Routes() {
          @Override
          public void mount(Router router) {
            mountElsewhere(router);
          }

          @Override
          public boolean answersOnItsEventLoop() {
            return false;
          }
        };
    server = new OpenServer(PATIENT, this::mount, honest);
    assertThat(server.send(server.to("/elsewhere")).body()).isEqualTo("answered");
  }

  /// Pages of 64 KiB: the buffers of both ends hold a few megabytes, and so many requests ask for
  /// 128.
  @Test
  void whoReadsNoAnswerIsNotAnsweredOnAndOn() throws Exception {
    int requests = 2_000;
    byte[] page = new byte[64 << 10];
    AtomicInteger begun = new AtomicInteger();
    server.close();
    server =
        new OpenServer(
            PATIENT,
            router ->
                router
                    .get("/page")
                    .handler(ctx -> {
                      begun.incrementAndGet();
                      ctx.end(Buffer.buffer(page));
                    }));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) OpenServer.PATIENCE.toMillis());
      String request = "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n";
      CompletableFuture<Void> asked =
          CompletableFuture.runAsync(() -> write(socket, request.repeat(requests)));
      assertThat(socket.getInputStream().read()).as("the first answer").isEqualTo('H');
      // Others are answered meanwhile; each is a round of the event loop.
      for (int i = 0; i < 200; i++) {
        assertThat(server.send(server.to("/nothing")).statusCode()).isEqualTo(404);
      }
      assertThat(begun.get()).isPositive().isLessThan(requests / 4);
      long left = (long) requests * page.length;
      byte[] some = new byte[1 << 20];
      while (left > 0) {
        int read = socket.getInputStream().read(some);
        assertThat(read).as("with %d requests begun", begun.get()).isPositive();
        left -= read;
      }
      asked.get(OpenServer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /// The deadlines close them, but behind what they do not read.
  @Test
  void whoReadsNothingLosesTheirPlace() throws Exception {
    Buffer more = Buffer.buffer(new byte[16 << 20]);
    server.close();
    server = new OpenServer(SHORT, router -> router.get("/more").handler(ctx -> ctx.end(more)));
    List<Socket> deaf = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_CONNECTIONS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        deaf.add(socket);
        write(socket, "GET /more HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      long deadline = System.nanoTime() + OpenServer.PATIENCE.toNanos();
      while (!hasRoom()) {
        assertThat(System.nanoTime() - deadline).as("no place is free").isNegative();
      }
    } finally {
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }

  private boolean hasRoom() throws Exception {
    try {
      return server.send(server.to("/nothing")).statusCode() == 404;
    } catch (IOException closedAtOnce) {
      return false;
    }
  }

  private static void write(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void mountElsewhere(Router router) {
    router
        .get("/elsewhere")
        .handler(ctx -> {
          Context own = ctx.vertx().getOrCreateContext();
          Thread.ofVirtual()
              .start(() -> {
                try {
                  var _ = ctx.end("answered");
                } catch (IllegalStateException e) {
                  own.runOnContext(_ -> ctx.end("refused"));
                }
              });
        });
  }

  @Test
  void unknownPathsAreProblems() throws Exception {
    isProblem(server.send(server.to("/nothing/here")), 404, "not_found");
  }

  @Test
  void aWrongMethodIsToldWhichOnesThereAre() throws Exception {
    var answer = server.send(server.to("/ok").DELETE());
    isProblem(answer, 405, "method_not_allowed");
    assertThat(answer.headers().firstValue("allow")).hasValue("GET");
  }

  @Test
  void aBodyOverTheLimitIsRefusedAndNotHandedOn() throws Exception {
    var request =
        server
            .to("/body")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(new byte[1025]));
    isProblem(server.send(request), 413, "body_too_large");
    assertThat(bodiesSeen).hasValue(0);
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() throws Exception {
    var request =
        server.to("/body").header("Content-Type", "text/xml").POST(BodyPublishers.ofString("<a/>"));
    isProblem(server.send(request), 415, "unsupported_media_type");
  }

  @Test
  void aFailedHandlerSaysNothingOfItsReason() throws Exception {
    var answer = server.send(server.to("/broken"));
    isProblem(answer, 500, "internal");
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("622150000001");
  }

  /// What a WebSocket leaves behind would fill the house's places for connections, one by one.
  @Test
  void webSocketsThatHaveGoneTakeNoPlaceOfAConnection() throws Exception {
    byte[] upgrade =
        """
        GET /socket HTTP/1.1\r
        Host: here\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """
            .getBytes(ISO_8859_1);
    for (int i = 0; i < 2 * MAX_CONNECTIONS; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.setSoTimeout((int) OpenServer.PATIENCE.toMillis());
        socket.getOutputStream().write(upgrade);
        byte[] answer = socket.getInputStream().readNBytes(12);
        assertThat(new String(answer, ISO_8859_1)).as("socket %d", i).isEqualTo("HTTP/1.1 101");
      }
    }
    assertThat(server.send(server.to("/ok")).statusCode()).isEqualTo(200);
  }

  /// A request that is answered at once must leave no deadline behind on its connection.
  @ParameterizedTest
  @ValueSource(strings = {"/ok", "/nothing"})
  void aConnectionInUseOutlivesTheDeadlineOfItsRequests(String path) throws Exception {
    HttpLimits limits = limits(Duration.ofMinutes(1), Duration.ofMillis(800));
    byte[] get = ("GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n").getBytes(ISO_8859_1);
    try (var other = new OpenServer(limits, this::mount);
        var socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
      socket.setSoTimeout((int) OpenServer.PATIENCE.toMillis());
      long until = System.nanoTime() + 2 * limits.requestDeadline().toNanos();
      while (System.nanoTime() < until) {
        socket.getOutputStream().write(get);
        assertThat(readAnswer(socket.getInputStream())).startsWith("HTTP/1.1 ");
      }
    }
  }

  private static String readAnswer(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the connection is still open").isNotNegative();
      head.append((char) next);
    }
    Matcher length = Pattern.compile("content-length: (\\d+)", CASE_INSENSITIVE).matcher(head);
    assertThat(length.find()).isTrue();
    in.readNBytes(Integer.parseInt(length.group(1)));
    return head.toString();
  }

  @Test
  void everyAnswerCarriesTheStrictHeaders() throws Exception {
    for (String path : new String[] {"/ok", "/nothing", "/broken"}) {
      var headers = server.send(server.to(path)).headers();
      assertThat(headers.firstValue("content-security-policy")).hasValue(SecurityHeaders.NOTHING);
      assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
      assertThat(headers.firstValue("x-frame-options")).hasValue("DENY");
      assertThat(headers.firstValue("referrer-policy")).hasValue("no-referrer");
      assertThat(headers.firstValue("cache-control")).hasValue("no-store");
      assertThat(headers.firstValue("strict-transport-security")).isEmpty();
    }
  }

  @Test
  void aPageMayLoadItsOwnPartsAndNothingElse() throws Exception {
    var page = server.send(server.to("/page"));
    assertThat(page.statusCode()).isEqualTo(200);
    var policy = page.headers().firstValue("content-security-policy").orElse("");
    assertThat(policy)
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("media-src 'self' blob:;")
        .contains(
            "connect-src 'self' ws://127.0.0.1:%1$d wss://127.0.0.1:%1$d;".formatted(server.port()))
        .doesNotContain("unsafe");
  }

  @Test
  void aHostThatWouldBreakThePolicyIsNotRepeatedInIt() {
    assertThat(SecurityHeaders.pagePolicy("evil.example; script-src *")).doesNotContain("evil");
    assertThat(SecurityHeaders.pagePolicy(null)).contains("connect-src 'self';");
    assertThat(SecurityHeaders.pagePolicy("[::1]:8080")).contains("ws://[::1]:8080");
  }

  @Test
  void aHeadThatTricklesIsCutOff() throws Exception {
    hurry();
    assertThat(server.raw("GET /ok HTTP/1.1\r\n", "Host: a\r\n")).isEmpty();
  }

  @Test
  void aBodyThatNeverEndsIsAnsweredAndCutOff() throws Exception {
    hurry();
    String answer =
        server.raw(
            "POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{");
    assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"timed_out\"");
    assertThat(bodiesSeen).hasValue(0);
  }

  @Test
  void aHandlerThatNeverAnswersIsCutOff() throws Exception {
    hurry();
    assertThat(server.raw("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void aWebSocketOutlivesBothDeadlines() throws Exception {
    hurry();
    var heard = new CompletableFuture<String>();
    var listener =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket ws, CharSequence text, boolean last) {
            heard.complete(text.toString());
            return null;
          }

          @Override
          public void onError(WebSocket ws, Throwable error) {
            heard.completeExceptionally(error);
          }
        };
    try (var client = HttpClient.newHttpClient()) {
      var address = URI.create("ws://127.0.0.1:" + server.port() + "/socket");
      WebSocket ws =
          client.newWebSocketBuilder().buildAsync(address, listener).get(30, TimeUnit.SECONDS);
      assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("still here");
      ws.abort();
    }
  }

  @Test
  void aBrowserGetsAReadablePageForAWrongAddress() throws Exception {
    var page = server.send(server.to("/nothing").header("Accept", "text/html,*/*;q=0.8"));
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy"))
        .hasValue(SecurityHeaders.NOTHING);
    assertThat(page.body()).contains("There is nothing at this address");
    isProblem(
        server.send(server.to("/v1/nothing").header("Accept", "text/html")), 404, "not_found");
  }

  @Test
  void anIdleConnectionIsClosedAfterItsAnswer() throws Exception {
    hurry();
    assertThat(server.raw("GET /ok HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void headersOverTheLimitAreAProblem() throws Exception {
    String answer =
        server.raw(
            "GET /ok HTTP/1.1\r\nHost: a\r\n" + CLOSE + "X: " + "x".repeat(20_000) + "\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("\"code\":\"headers_too_large\"");
  }

  @Test
  void aRequestLineOverTheLimitIsAProblem() throws Exception {
    String answer =
        server.raw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n" + CLOSE + "\r\n");
    assertThat(answer)
        .containsPattern("^HTTP/1\\.[01] 414 ")
        .contains("\"code\":\"address_too_long\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%zz", "/%", "/%4", "/things/%zz", "/things/a%", "/upload/%zz", "/%zz?x=%zz"})
  void aPathWhosePercentSignsEscapeNothingIsMalformed(String path) throws Exception {
    for (String method : new String[] {"GET", "POST", "BREW"}) {
      String answer =
          server.raw(
              method
                  + " "
                  + path
                  + " HTTP/1.1\r\nHost: a\r\n"
                  + CLOSE
                  + "Content-Length: 0\r\n\r\n");
      assertThat(answer)
          .startsWith("HTTP/1.1 400 ")
          .contains("content-type: application/problem+json", "\"code\":\"malformed\"")
          .contains("Content-Security-Policy: " + SecurityHeaders.NOTHING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/things/%ff", "/things/%00", "/things/%2e%2e%2fok", "/things/%C3%A9"})
  void anEscapeOfAnyByteIsReadAndNotTakenForADefect(String path) throws Exception {
    assertThat(server.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void twoLengthsInOneRequestAreRefused() throws Exception {
    String answer =
        server.raw(
            "POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}");
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"malformed\"");
    assertThat(bodiesSeen).hasValue(0);
  }

  /// At once: the deadlines are longer than the test waits.
  @Test
  void connectionsOverTheLimitAreClosed() throws Exception {
    try (var a = new Socket(InetAddress.getLoopbackAddress(), server.port());
        var b = new Socket(InetAddress.getLoopbackAddress(), server.port());
        var c = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(a.isConnected() && b.isConnected() && c.isConnected()).isTrue();
      assertThat(server.raw()).isEmpty();
    }
  }
}
