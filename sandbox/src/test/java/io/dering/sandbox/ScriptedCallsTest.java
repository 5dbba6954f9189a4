package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dering.media.opus.OpusPackets;
import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.Voice;
import io.dering.sandbox.speech.WavWriter;
import io.dering.transport.udp.FrameSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Calls placed and watched over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScriptedCallsTest {
  private static final String CALLS = "/sandbox/calls";
  private static final String JSON = "application/json";
  private static final Voice BUSINESS_TONE =
      Voice.of(Sound.tone(1_000, -20, Duration.ofSeconds(2), 16_000));

  private final HttpClient client = HttpClient.newHttpClient();
  private House house;
  private TinyBusiness business;

  @BeforeAll
  void open() throws Exception {
    house = new House();
    business = house.business;
  }

  @AfterAll
  void close() throws Exception {
    client.close();
    house.close();
  }

  @AfterEach
  void forget() throws Exception {
    business.closeLegs();
    business.forget();
  }

  @Test
  void aCallIsPlacedWatchedHeardAndEnded() throws Exception {
    HttpResponse<byte[]> placed =
        post(CALLS, JSON, "{\"voice\":\"tone\",\"repeat\":true,\"name\":\"Ada Fictional\"}");
    assertThat(placed.statusCode()).isEqualTo(201);
    String address = placed.headers().firstValue("Location").orElseThrow();
    assertThat(json(placed).path("state").textValue()).isEqualTo("calling");

    TinyBusiness.Delivery connect = business.next("connect");
    assertThat(connect.body().at("/entry/0/changes/0/value/contacts/0/profile/name").textValue())
        .isEqualTo("Ada Fictional");
    TinyBusiness.Leg leg = business.open(connect.offer());
    business.preAccept(connect.callId(), leg.answer());
    leg.awaitReady();
    JsonNode ringing = json(get(address));
    assertThat(ringing.path("state").textValue()).isEqualTo("ringing");
    assertThat(ringing.path("packets").longValue()).isZero();
    assertThat(ringing.path("level_dbfs").isNull()).isTrue();
    assertThat(ringing.path("first_packet_ms").isNull()).isTrue();
    assertThat(ringing.path("first_audible_ms").isNull()).isTrue();

    business.accept(connect.callId(), leg.answer());
    speak(leg, 60);
    assertThat(json(get(address)).path("state").textValue()).isEqualTo("connected");
    HttpResponse<byte[]> ended = post(address + "/hang-up", JSON, "");
    assertThat(json(ended).path("state").textValue()).isEqualTo("ended");
    assertThat(post(address + "/hang-up", JSON, "").statusCode()).isEqualTo(200);
    business.next("terminate");

    JsonNode report = json(get(address));
    assertThat(report.path("reason").textValue()).isEqualTo("ended_by_you");
    assertThat(report.at("/customer/name").textValue()).isEqualTo("Ada Fictional");
    assertThat(report.at("/customer/number").textValue()).startsWith("447700900");
    assertThat(report.path("packets").longValue()).isGreaterThanOrEqualTo(50);
    assertThat(report.path("lost").longValue()).isZero();
    assertThat(report.path("packets_before_accept").longValue()).isZero();
    assertThat(report.path("first_packet_ms").doubleValue()).isPositive();
    assertThat(report.path("first_audible_ms").doubleValue())
        .isGreaterThanOrEqualTo(report.path("first_packet_ms").doubleValue());
    assertThat(report.path("ssrcs")).hasSize(1);
    assertThat(report.path("level_dbfs").doubleValue()).isCloseTo(-20, within(3.0));
    assertThat(report.path("frames_spoken").longValue()).isPositive();
    assertThat(report.path("connected_at").textValue())
        .isLessThan(report.path("ended_at").textValue());

    HttpResponse<byte[]> heard = get(address + "/heard.wav");
    assertThat(heard.headers().firstValue("Content-Type")).contains("audio/wav");
    Sound sound = sound(heard.body());
    assertThat(sound.levelDbfs(1_000)).isCloseTo(-20, within(3.0));
    assertThat(sound.levelDbfs(440)).isLessThan(-40);
  }

  @Test
  void aRecordingOfYoursIsSaidAndTheCallEndsByItself() throws Exception {
    byte[] recording = WavWriter.write(Sound.tone(700, -20, Duration.ofSeconds(1), 16_000));
    HttpResponse<byte[]> placed =
        send(
            request(CALLS + "?hang_up_after_ms=600&name=Bela&repeat=true")
                .header("Content-Type", "audio/wav")
                .POST(HttpRequest.BodyPublishers.ofByteArray(recording)));
    assertThat(placed.statusCode()).isEqualTo(201);
    TinyBusiness.Delivery connect = business.next("connect");
    CountDownLatch enough = new CountDownLatch(25);
    TinyBusiness.Leg leg = business.open(connect.offer(), (_, _, _) -> enough.countDown());
    business.accept(connect.callId(), leg.answer());
    speak(leg, 5);
    assertThat(enough.await(TinyBusiness.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    JsonNode end = business.next("terminate").call();
    assertThat(end.path("status").textValue()).isEqualTo("COMPLETED");
  }

  @Test
  void whatCannotBeUsedIsAProblemThatNamesItsField() throws Exception {
    assertThat(refusal(400, post(CALLS, JSON, "{\"voice\":\"baritone\"}")))
        .contains("invalid_parameter")
        .contains("customer, other, tone or silence");
    assertThat(refusal(400, post(CALLS, JSON, "{\"hang_up_after\":1}"))).contains("hang_up_after");
    assertThat(refusal(400, post(CALLS, JSON, "{"))).contains("malformed");
    assertThat(refusal(400, post(CALLS, "audio/wav", "RIFF"))).contains("Not a WAV file");
    assertThat(refusal(400, post(CALLS + "?voice=tone", "audio/ogg", "OggS")))
        .contains("unknown_parameter");
    assertThat(refusal(415, post(CALLS, "text/html", "<p>"))).contains("audio/ogg");
    assertThat(refusal(413, post(CALLS, "audio/wav", "x".repeat((4 << 20) + 1))))
        .contains("body_too_large");
    assertThat(refusal(404, get(CALLS + "/phone_0"))).contains("not_found");
    assertThat(refusal(404, get(CALLS + "/phone_0/heard.wav"))).contains("not_found");
    assertThat(refusal(404, post(CALLS + "/phone_0/hang-up", JSON, ""))).contains("not_found");
    assertThat(refusal(405, get(CALLS))).contains("method_not_allowed");
  }

  /// The recordings belong to the pages, which are not on this module's class path.
  @Test
  void aBuildWithoutRecordingsSaysSo() throws Exception {
    assertThat(refusal(503, post(CALLS, JSON, "")))
        .contains("META-INF/dering/console/sandbox/voice/customer.ogg");
  }

  @Test
  void pagesOfOtherSitesCannotCall() throws Exception {
    for (String path : new String[] {CALLS, CALLS + "/phone_1/hang-up"}) {
      assertThat(
              send(request(path)
                      .header("Origin", "http://evil.example")
                      .POST(HttpRequest.BodyPublishers.noBody()))
                  .statusCode())
          .as(path)
          .isEqualTo(403);
    }
    for (String path : new String[] {CALLS + "/phone_1", CALLS + "/phone_1/heard.wav"}) {
      assertThat(WireProbe.get(house, path, "Origin", "http://evil.example").statusCode())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void aHundredCallsAreKeptAndTheOldestThatIsOverMakesRoom() throws Exception {
    String[] addresses = new String[100];
    for (int i = 0; i < addresses.length; i++) {
      HttpResponse<byte[]> placed = post(CALLS, JSON, "{\"voice\":\"silence\"}");
      assertThat(placed.statusCode()).as("call %d", i).isEqualTo(201);
      addresses[i] = placed.headers().firstValue("Location").orElseThrow();
    }
    assertThat(refusal(429, post(CALLS, JSON, "{\"voice\":\"silence\"}"))).contains("100");
    post(addresses[7] + "/hang-up", JSON, "");
    assertThat(get(addresses[7]).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> next = post(CALLS, JSON, "{\"voice\":\"silence\"}");
    assertThat(next.statusCode()).isEqualTo(201);
    assertThat(get(addresses[7]).statusCode()).isEqualTo(404);
    assertThat(get(addresses[0]).statusCode()).isEqualTo(200);
    for (String address : addresses) {
      post(address + "/hang-up", JSON, "");
    }
    post(next.headers().firstValue("Location").orElseThrow() + "/hang-up", JSON, "");
  }

  private static String refusal(int status, HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /// Speaks frames and returns when they have been said.
  private static void speak(TinyBusiness.Leg leg, int frames) throws Exception {
    CountDownLatch said = new CountDownLatch(frames);
    AtomicInteger index = new AtomicInteger();
    FrameSource tone =
        (buffer, offset, _) -> {
          said.countDown();
          int at = index.getAndIncrement();
          return at < BUSINESS_TONE.frameCount()
              ? BUSINESS_TONE.frame(at, buffer, offset)
              : OpusPackets.writeSilence(buffer, offset);
        };
    leg.awaitReady();
    leg.leg().play(tone);
    assertThat(said.await(TinyBusiness.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static Sound sound(byte[] wav) {
    assertThat(new String(wav, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
    ByteBuffer in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getInt(24)).isEqualTo(16_000);
    assertThat(in.getInt(40)).isEqualTo(wav.length - 44);
    short[] samples = new short[(wav.length - 44) / 2];
    in.position(44);
    in.asShortBuffer().get(samples);
    // Without the codec's start.
    return Sound.of(Arrays.copyOfRange(samples, 4_000, 16_000), 16_000);
  }

  private HttpResponse<byte[]> post(String path, String type, String body) throws Exception {
    return send(
        request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(house.http() + path));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
    return new JsonMapper().readTree(answer.body());
  }
}
