package io.dering.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.Fixtures;
import io.dering.sandbox.calls.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GraphReaderTest {
  private final GraphReader reader = new GraphReader();

  @Test
  void everyRequestThatMetaDocumentsIsUnderstood() {
    String sdp = Fixtures.json("request-call-accept.json").path("session").path("sdp").textValue();
    String id = Fixtures.json("request-call-accept.json").path("call_id").textValue();
    assertThat(read("request-call-pre-accept.json"))
        .isEqualTo(new GraphRead.Understood(new GraphAction.PreAccept(id, sdp)));
    assertThat(read("request-call-accept.json"))
        .isEqualTo(new GraphRead.Understood(new GraphAction.Accept(id, sdp, "call:3b91")));
    assertThat(read("request-call-accept-recording.json"))
        .isEqualTo(new GraphRead.Understood(new GraphAction.Accept(id, sdp, null)));
    assertThat(read("request-call-reject.json"))
        .isEqualTo(new GraphRead.Understood(new GraphAction.Reject(id)));
    assertThat(read("request-call-terminate.json"))
        .isEqualTo(new GraphRead.Understood(new GraphAction.Terminate(id)));
  }

  @Test
  void aCallOfTheBusinessIsUnderstoodByNumberAndByUserId() {
    var sample = Fixtures.json("request-call-connect.json");
    String sdp = sample.path("session").path("sdp").textValue();
    assertThat(read("request-call-connect.json"))
        .isEqualTo(new GraphRead.Outbound(new ConnectWish("447700900456", sdp, "call:7f3a")));
    assertThat(read("request-call-connect-bsuid.json"))
        .isEqualTo(
            new GraphRead.Outbound(new ConnectWish("GB.20000000000000000456", sdp, "call:7f3a")));
  }

  @TestFactory
  List<DynamicTest> whatMetaRefusesOfAConnectIsRefused() {
    return List.of(
        connectRefused("call_id", r -> r.put("call_id", "wacid.x"), "Unexpected key \"call_id\""),
        connectRefused("from", r -> r.put("from", "1"), "Unexpected key \"from\""),
        connectRefused("nobody", r -> r.remove("to"), "recipient is required"),
        connectRefused("no session", r -> r.remove("session"), "session must be"),
        connectRefused("answer", r -> session(r).put("sdp_type", "answer"), "must be \"offer\""),
        connectRefused(
            "callback text too long",
            r -> r.put("biz_opaque_callback_data", "x".repeat(513)),
            "at most 512"),
        connectRefused(
            "no fingerprint",
            r -> session(r).put("sdp", drop(sdpOf(r), "a=fingerprint")),
            "No fingerprint found"),
        connectRefused(
            "ice-lite",
            r -> session(r).put("sdp", sdpOf(r).replace("m=audio", "a=ice-lite\r\nm=audio")),
            "ice-lite in an offer"),
        connectRefused(
            "LF line ends", r -> session(r).put("sdp", sdpOf(r).replace("\r\n", "\n")), "CRLF"));
  }

  private static String sdpOf(ObjectNode request) {
    return session(request).path("sdp").textValue();
  }

  private DynamicTest connectRefused(String name, Consumer<ObjectNode> change, String details) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          ObjectNode request = Fixtures.json("request-call-connect.json").deepCopy();
          change.accept(request);
          assertThat(reader.read(request.toString().getBytes(StandardCharsets.UTF_8)))
              .isInstanceOfSatisfying(
                  GraphRead.Refused.class,
                  refused -> {
                    assertThat(refused.error().code()).isEqualTo(100);
                    assertThat(refused.error().details()).contains(details);
                  });
        });
  }

  @TestFactory
  List<DynamicTest> whatMetaRefusesIsRefused() {
    List<DynamicTest> all = new ArrayList<>();
    all.add(refused("unknown field", r -> r.put("from", "1"), "Unexpected key \"from\""));
    all.add(
        refused(
            "unknown field in session",
            r -> session(r).put("type", "answer"),
            "Unexpected key \"session.type\""));
    all.add(
        refused(
            "recording on pre_accept",
            r -> {
              r.put("action", "pre_accept");
              r.remove("biz_opaque_callback_data");
              r.putObject("recording").put("status", "DISABLED");
            },
            "Unexpected key \"recording\""));
    all.add(refused("other product", r -> r.put("messaging_product", "sms"), "messaging_product"));
    all.add(refused("no product", r -> r.remove("messaging_product"), "messaging_product"));
    all.add(refused("no call id", r -> r.remove("call_id"), "call_id is required"));
    all.add(refused("call id not text", r -> r.put("call_id", 5), "call_id is required"));
    all.add(refused("no action", r -> r.remove("action"), "action is required"));
    all.add(refused("upper case action", r -> r.put("action", "ACCEPT"), "action must be one of"));
    all.add(refused("no session", r -> r.remove("session"), "session must be"));
    all.add(refused("session is text", r -> r.put("session", "v=0"), "session must be an object"));
    all.add(refused("no sdp", r -> session(r).remove("sdp"), "sdp is required"));
    all.add(
        refused(
            "sdp_type offer",
            r -> session(r).put("sdp_type", "offer"),
            "session.sdp_type must be \"answer\""));
    all.add(
        refused(
            "callback text too long",
            r -> r.put("biz_opaque_callback_data", "x".repeat(513)),
            "at most 512"));
    all.add(
        refused(
            "recording without purpose",
            r -> r.putObject("recording").put("status", "ENABLED"),
            "purpose is required"));
    all.add(sdp("no fingerprint", sdp -> drop(sdp, "a=fingerprint"), "No fingerprint found"));
    all.add(
        sdp(
            "two fingerprints",
            sdp -> sdp.replace("a=setup", "a=fingerprint:sha-384 00:11\r\na=setup"),
            "exactly one fingerprint"));
    all.add(sdp("sha-1", sdp -> sdp.replace("sha-256", "sha-1"), "fingerprint must be sha-256"));
    all.add(sdp("LF line ends", sdp -> sdp.replace("\r\n", "\n"), "CRLF"));
    all.add(sdp("one LF line end", sdp -> sdp.replace("a=mid:audio\r\n", "a=mid:audio\n"), "CRLF"));
    all.add(sdp("last line cut", sdp -> sdp.substring(0, sdp.length() - 2), "CRLF"));
    all.add(sdp("encoded twice", sdp -> "\"" + sdp + "\"", "encoded twice"));
    all.add(sdp("no Opus", sdp -> drop(sdp, "a=rtpmap:111"), "No Opus"));
    all.add(sdp("another payload type", sdp -> sdp.replace("111", "96"), "payload type 111"));
    all.add(sdp("two sections", sdp -> sdp + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "exactly one"));
    all.add(sdp("video", sdp -> sdp.replace("m=audio", "m=video"), "must be audio"));
    all.add(sdp("actpass", sdp -> sdp.replace("setup:active", "setup:actpass"), "setup of an"));
    all.add(sdp("no setup", sdp -> drop(sdp, "a=setup"), "setup of an answer"));
    all.add(sdp("no ice-pwd", sdp -> drop(sdp, "a=ice-pwd"), "No ICE credentials"));
    all.add(sdp("ice-lite", sdp -> sdp.replace("m=", "a=ice-lite\r\nm="), "ice-lite"));
    all.add(sdp("no rtcp-mux", sdp -> drop(sdp, "a=rtcp-mux"), "rtcp-mux"));
    all.add(sdp("too long", sdp -> sdp + "a=x:" + "y".repeat(20_000) + "\r\n", "too long"));
    return all;
  }

  @Test
  void aBodyThatIsNoJsonObjectIsRefused() {
    for (String body : List.of("", "{", "[]", "null", "7", "{\"a\":1}{}", "{\"a\":1,\"a\":2}")) {
      assertThat(reader.read(body.getBytes(StandardCharsets.UTF_8)))
          .as(body)
          .isInstanceOfSatisfying(
              GraphRead.Refused.class,
              refused -> assertThat(refused.error().code()).isEqualTo(100));
    }
  }

  @Test
  void upperCaseNameOfTheFingerprintIsTaken() {
    ObjectNode request = accept();
    session(request)
        .put("sdp", session(request).path("sdp").textValue().replace("sha-256", "SHA-256"));
    assertThat(reader.read(request.toString().getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(GraphRead.Understood.class);
  }

  /// Shapes, not words: Meta's texts in the fixtures are paraphrases.
  @Test
  void errorsHaveTheShapeOfTheFixtures() {
    assertShape(GraphError.sdp("No fingerprint found in SDP"), "response-error-100-sdp.json");
    assertShape(GraphError.token(), "response-error-190.json");
    assertShape(GraphError.of(Refusal.TOO_LATE), "response-error-138007.json");
    assertShape(GraphError.noOutbound(), "response-error-138000.json");
    assertThat(GraphError.sdp("No fingerprint found in SDP").toJson("AexampleTraceId000000000"))
        .isEqualTo(Fixtures.json("response-error-100-sdp.json"));
    assertThat(GraphError.of(Refusal.TOO_LATE).status()).isEqualTo(500);
    assertThat(GraphError.token().status()).isEqualTo(401);
  }

  private static void assertShape(GraphError error, String fixture) {
    assertThat(Fixtures.shape(error.toJson("A1")))
        .isEqualTo(Fixtures.shape(Fixtures.json(fixture)));
  }

  private GraphRead read(String fixture) {
    return reader.read(Fixtures.bytes(fixture));
  }

  private DynamicTest sdp(String name, UnaryOperator<String> change, String words) {
    return refused(
        name, r -> session(r).put("sdp", change.apply(session(r).path("sdp").textValue())), words);
  }

  private DynamicTest refused(String name, Consumer<ObjectNode> change, String words) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          ObjectNode request = accept();
          change.accept(request);
          GraphRead read = reader.read(request.toString().getBytes(StandardCharsets.UTF_8));
          assertThat(read)
              .isInstanceOfSatisfying(
                  GraphRead.Refused.class,
                  refused -> {
                    assertThat(refused.error().code()).isEqualTo(100);
                    assertThat(refused.error().status()).isEqualTo(400);
                    assertThat(refused.error().details()).contains(words);
                  });
        });
  }

  private static ObjectNode accept() {
    return (ObjectNode) Fixtures.json("request-call-accept.json");
  }

  private static ObjectNode session(ObjectNode request) {
    return (ObjectNode) request.path("session");
  }

  private static String drop(String sdp, String prefix) {
    StringBuilder kept = new StringBuilder();
    sdp.lines()
        .filter(line -> !line.startsWith(prefix))
        .forEach(line -> kept.append(line).append("\r\n"));
    return kept.toString();
  }
}
