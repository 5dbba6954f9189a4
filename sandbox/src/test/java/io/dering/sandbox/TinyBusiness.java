package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegPolicy;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A business in as few lines as possible: takes webhooks, calls Graph, and has a media server. It
/// shares no code with the gateway.
final class TinyBusiness {
  static final int PATIENCE_SECONDS = 30;

  /// A webhook as it came.
  record Delivery(JsonNode body, String text, @Nullable String signature) {
    JsonNode call() {
      return body.at("/entry/0/changes/0/value/calls/0");
    }

    String event() {
      return call().path("event").textValue();
    }

    String callId() {
      return call().path("id").textValue();
    }

    String offer() {
      return call().path("session").path("sdp").textValue();
    }

    /// Of a call of the business's.
    JsonNode status() {
      return body.at("/entry/0/changes/0/value/statuses/0");
    }

    /// An event, a status, or `message`.
    String kind() {
      if (!status().isMissingNode()) {
        return status().path("status").asText();
      }
      return message().isMissingNode() ? call().path("event").asText("account") : "message";
    }

    JsonNode message() {
      return body.at("/entry/0/changes/0/value/messages/0");
    }
  }

  /// Graph's answer.
  record Answer(int status, JsonNode body) {
    /// Of a call that was placed.
    String callId() {
      return body.at("/calls/0/id").asText();
    }

    int errorCode() {
      return body.path("error").path("code").intValue();
    }

    String details() {
      return body.path("error").path("error_data").path("details").asText();
    }
  }

  /// One leg towards "Meta" and its answer.
  record Leg(MediaLeg leg, String answer, Ear ear) {
    void awaitReady() throws Exception {
      ear.ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /// Takes RTP in the clear; on the media loop's thread, borrowed.
  interface Tap {
    void packet(byte[] buffer, int offset, int length);
  }

  private static final class Ear implements MediaListener {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Tap tap;

    Ear(Tap tap) {
      this.tap = tap;
    }

    @Override
    public void legEvent(MediaLeg leg, LegEvent event) {
      switch (event) {
        case LegEvent.MediaReady _ -> ready.complete(null);
        case LegEvent.Closed(var reason) -> {
          ready.completeExceptionally(new IllegalStateException("closed: " + reason));
          closed.complete(null);
        }
        case LegEvent.PathSelected _, LegEvent.Quiet _, LegEvent.HeardAgain _ -> {}
      }
    }

    @Override
    public void media(byte[] buffer, int offset, int length, long nowNanos) {
      tap.packet(buffer, offset, length);
    }
  }

  private final HttpServer server;
  private final MediaServer media;
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

  /// Came before what was waited for.
  private final List<Delivery> apart = new CopyOnWriteArrayList<>();

  private final List<Leg> legs = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile int webhookStatus = 200;
  private volatile String graph = "";

  TinyBusiness(Vertx vertx) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .body()
                    .onSuccess(body -> {
                      request.response().setStatusCode(webhookStatus).end();
                      take(body, request.getHeader("X-Hub-Signature-256"));
                    }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    SecureRandom random = new SecureRandom();
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    media =
        MediaServer.start(
            new MediaServer.Settings(new InetSocketAddress(loopback, 0), List.of(loopback)),
            new BouncyCastleDtls(
                DtlsSettings.defaults(),
                new DtlsSources(random, System::nanoTime, InstantSource.system())),
            random,
            System::nanoTime);
  }

  URI callback() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/meta/webhook");
  }

  MediaServer media() {
    return media;
  }

  /// Where Graph is: everything before the phone-number-id.
  void graph(String base) {
    graph = base;
  }

  void answerWebhooksWith(int status) {
    webhookStatus = status;
  }

  Delivery next() throws InterruptedException {
    return Objects.requireNonNull(
        deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no webhook came");
  }

  Delivery next(String event) throws InterruptedException {
    Delivery delivery = next();
    assertThat(delivery.event()).isEqualTo(event);
    return delivery;
  }

  /// What came and was not asked for is of no interest to the next test.
  void forget() {
    apart.clear();
    deliveries.clear();
  }

  /// Makes a leg from an offer and answers it, on the media plane only.
  Leg open(String offer) throws Exception {
    return open(offer, (_, _, _) -> {});
  }

  Leg open(String offer, Tap tap) throws Exception {
    Ear ear = new Ear(tap);
    Opened opened =
        media
            .answer(
                offer,
                LegSide.CUSTOMER,
                new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "gw"),
                ear)
            .toCompletableFuture()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return switch (opened) {
      case Opened.Answered(MediaLeg leg, String answer) -> {
        Leg made = new Leg(leg, answer, ear);
        legs.add(made);
        yield made;
      }
      case Opened.Refused(String code, String detail) ->
          throw new AssertionError(code + ": " + detail);
    };
  }

  /// An offer of ours and the ear that will hear what comes of it.
  record Dial(PendingOffer offer, Ear ear) {}

  /// Makes an offer, on the media plane only.
  Dial offer(Tap tap) throws Exception {
    Ear ear = new Ear(tap);
    return new Dial(
        media
            .offer(LegSide.CUSTOMER, new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "gw"), ear)
            .toCompletableFuture()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS),
        ear);
  }

  /// Takes "Meta's" answer to an offer of ours.
  Leg answered(Dial dial, String answer) throws Exception {
    return switch (dial.offer().answered(answer).toCompletableFuture().get(30, TimeUnit.SECONDS)) {
      case Opened.Answered(MediaLeg leg, _) -> {
        Leg made = new Leg(leg, answer, dial.ear());
        legs.add(made);
        yield made;
      }
      case Opened.Refused(String code, String detail) ->
          throw new AssertionError(code + ": " + detail);
    };
  }

  /// Calls a customer.
  Answer connect(String to, String offer) throws Exception {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("messaging_product", "whatsapp")
            .put("to", to)
            .put("action", "connect")
            .put("biz_opaque_callback_data", "call:7f3a");
    request.putObject("session").put("sdp_type", "offer").put("sdp", offer);
    return post(request);
  }

  /// The next webhook of that kind, whatever comes between: Meta promises no order.
  ///
  /// @param kind as [Delivery#kind]
  Delivery await(String kind) throws InterruptedException {
    for (Delivery early : apart) {
      if (early.kind().equals(kind)) {
        apart.remove(early);
        return early;
      }
    }
    for (Delivery delivery = next(); ; delivery = next()) {
      if (delivery.kind().equals(kind)) {
        return delivery;
      }
      apart.add(delivery);
    }
  }

  /// Looks again and again until it is so: what was said has not been heard yet.
  static void until(String what, BooleanSupplier so) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("it is never so that " + what);
      }
      Thread.onSpinWait();
    }
  }

  /// Closes every leg of ours and waits until they are gone.
  void closeLegs() throws Exception {
    for (Leg leg : legs) {
      leg.leg().close();
      leg.ear().closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    legs.clear();
  }

  Answer preAccept(String callId, String sdp) throws Exception {
    return post(withSession(action(callId, "pre_accept"), sdp));
  }

  Answer accept(String callId, String sdp) throws Exception {
    return post(withSession(action(callId, "accept"), sdp));
  }

  Answer reject(String callId) throws Exception {
    return post(action(callId, "reject"));
  }

  Answer terminate(String callId) throws Exception {
    return post(action(callId, "terminate"));
  }

  Answer post(ObjectNode body) throws Exception {
    return post("/100000000000001/calls", "dev-access-token", body.toString());
  }

  Answer post(String path, String token, String body) throws Exception {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(URI.create(graph + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), new JsonMapper().readTree(response.body()));
  }

  static ObjectNode action(String callId, String action) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("messaging_product", "whatsapp")
        .put("call_id", callId)
        .put("action", action);
  }

  static ObjectNode withSession(ObjectNode request, String sdp) {
    request.putObject("session").put("sdp_type", "answer").put("sdp", sdp);
    return request;
  }

  private void take(Buffer body, @Nullable String signature) {
    try {
      deliveries.add(
          new Delivery(
              new JsonMapper().readTree(body.getBytes()),
              body.toString(java.nio.charset.StandardCharsets.UTF_8),
              signature));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    media.close();
    http.close();
  }
}
