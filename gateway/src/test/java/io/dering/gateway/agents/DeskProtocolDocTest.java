package io.dering.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.desk.AgentCard;
import io.dering.signaling.desk.CallCard;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.ChannelCard;
import io.dering.signaling.desk.CustomerCard;
import io.dering.signaling.desk.DeskError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.desk.DeskReader;
import io.dering.signaling.desk.DeskRequest;
import io.dering.signaling.desk.DeskResult;
import io.dering.signaling.desk.DeskWriter;
import io.dering.signaling.desk.HeldState;
import io.dering.signaling.desk.PingId;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RoomId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/agent-protocol.md` says what the codec does: each message of each side has one example,
/// the reader reads those of pages, and the writer writes exactly those of the gateway.
class DeskProtocolDocTest {
  private static final Path DOC = Path.of("..", "docs", "agent-protocol.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)### `([a-z.]+)`\\n.*?```json\\n(.*?)```");

  private static final CallId CALL = new CallId("call_k7m2q9w4e8r5t3y6u2i9");
  private static final CustomerCard ADA = new CustomerCard("Ada Fictional", "447700900456");
  private static final CustomerCard ADA_BY_BUTTON =
      new CustomerCard(
          "Ada Fictional",
          "447700900456",
          new RoomId("room_b2c3d4e5f6g7h8i9j0k1"),
          new Payloads("invoice 42", null));
  private static final ChannelCard CHANNEL =
      new ChannelCard(new ChannelId("100000000000001"), "Front desk", "622150000001");
  private static final Instant DEADLINE = Instant.parse("2026-11-21T09:30:30Z");

  private static Map<String, JsonObject> examples(String heading) throws IOException {
    String section =
        Stream.of(Files.readString(DOC).split("(?m)^## ", -1))
            .filter(part -> part.startsWith(heading))
            .findFirst()
            .orElseThrow();
    var found = new LinkedHashMap<String, JsonObject>();
    for (String part : section.split("(?m)(?=^### )", -1)) {
      var matcher = EXAMPLE.matcher(part);
      if (matcher.find()) {
        assertThat(found.put(matcher.group(1), new JsonObject(matcher.group(2)))).isNull();
      }
    }
    return found;
  }

  private static Set<String> names(Stream<? extends Class<?>> classes) {
    return classes.map(Class::getSimpleName).collect(Collectors.toSet());
  }

  @Test
  void everyRequestHasAnExampleThatIsRead() throws Exception {
    Map<String, JsonObject> examples = examples("Page to gateway");
    Stream<Class<?>> read =
        examples.entrySet().stream()
            .map(example -> {
              assertThat(example.getValue().getString("type")).isEqualTo(example.getKey());
              DeskResult result = DeskReader.read(example.getValue().encode());
              assertThat(result).as(example.getKey()).isInstanceOf(DeskResult.Accepted.class);
              return ((DeskResult.Accepted) result).request().getClass();
            });
    assertThat(names(read)).isEqualTo(names(Stream.of(DeskRequest.class.getPermittedSubclasses())));
  }

  @Test
  void everyMessageHasAnExampleThatIsWritten() throws Exception {
    Map<String, JsonObject> examples = examples("Gateway to page");
    var writer = new DeskWriter(true);
    for (DeskMessage message : messages()) {
      var written = new JsonObject(writer.write(message));
      assertThat(examples.remove(written.getString("type"))).isEqualTo(written);
    }
    assertThat(examples).isEmpty();
    assertThat(names(messages().stream().map(Object::getClass)))
        .isEqualTo(names(Stream.of(DeskMessage.class.getPermittedSubclasses())));
  }

  private static List<DeskMessage> messages() {
    return List.of(
        new DeskMessage.Welcome(
            new AgentCard(new AgentId("ayu"), "Ayu"),
            new AccountId("demo"),
            Presence.ONLINE,
            List.of("Front desk"),
            List.of(new DeskMessage.CallIncoming(CALL, ADA, CHANNEL, DEADLINE, 30_000, 21_500)),
            new CallCard(
                new CallId("call_a2b3c4d5e6f7g8h9i2j3"),
                new CustomerCard("Budi Fictional", null),
                CHANNEL,
                Instant.parse("2026-11-21T09:29:00Z"),
                false)),
        new DeskMessage.Dials(List.of(CHANNEL)),
        new DeskMessage.LegAnswer(new SessionDescription("v=0\r\no=- 3 4 IN IP4 127.0.0.1\r\n")),
        new DeskMessage.LegUp(),
        new DeskMessage.LegDown("consent_lost"),
        new DeskMessage.LegRefused("no_opus", "The offer has no Opus."),
        new DeskMessage.CallIncoming(CALL, ADA_BY_BUTTON, CHANNEL, DEADLINE, 30_000, 30_000),
        new DeskMessage.CallWaiting(CALL, ADA, CHANNEL),
        new DeskMessage.CallTaken(CALL, new AgentCard(new AgentId("budi"), "Budi")),
        new DeskMessage.CallCancelled(CALL, CancelReason.CUSTOMER_HUNG_UP),
        new DeskMessage.CallConnecting(CALL, ADA, CHANNEL),
        new DeskMessage.CallOutgoing(CALL, ADA, CHANNEL, HeldState.RINGING),
        new DeskMessage.CallBalance(CALL, 60_000L),
        new DeskMessage.CallConnected(CALL, Instant.parse("2026-11-21T09:30:07Z"), 0, false),
        new DeskMessage.CallEnded(CALL, CallStatus.ANSWERED, EndReason.CUSTOMER_HUNG_UP, 153_524),
        new DeskMessage.PresenceChanged(Presence.ON_CALL),
        new DeskMessage.Failed(DeskError.TOO_LATE, "Somebody else took the call.", "call.accept"),
        new DeskMessage.Pong(new PingId("7", true)),
        new DeskMessage.Challenge(41),
        new DeskMessage.Reachable(41_000));
  }

  @Test
  void everyCodeIsListed() throws Exception {
    String doc = Files.readString(DOC);
    for (DeskError error : DeskError.values()) {
      assertThat(doc).contains("`" + error.wire() + "`");
    }
    for (CancelReason reason : CancelReason.values()) {
      assertThat(doc).contains("`" + reason.wire() + "`");
    }
    for (DeskClose close : DeskClose.values()) {
      if (close != DeskClose.BY_PEER) {
        assertThat(doc).contains("| " + close.code() + " |");
      }
    }
  }
}
