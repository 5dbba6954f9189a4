package io.dering.gateway.wiring;

import static io.dering.gateway.web.Problems.assertProblem;
import static io.dering.gateway.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.SampleCall;
import io.dering.gateway.tokens.Scope;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.agent.Role;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Attachment;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RO-1, RM-14: every operation of the contract, for everybody who may come to its door. What may
/// be is read from `x-access` of the contract; what is comes from a gateway that listens.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessMatrixTest {
  /// What stands for the parameters of a path, by the path. A new operation needs its line here,
  /// with things of the account that exist.
  private static final Map<String, String> SAMPLES =
      Map.of(
          "/v1/calls/{id}", "call_00000001",
          "/v1/calls/{id}/explain", "call_00000001",
          "/v1/calls/{id}/quality", "call_00000001",
          "/v1/users/{id}", "budi",
          "/v1/channels/{id}", "100000000000001",
          "/v1/channels/{id}/write_to_meta", "100000000000001",
          "/v1/agents/{id}/history", "budi");

  /// What is made anew for each question, by the path of its kind, with the body that makes one.
  private static final Map<String, String> MADE =
      Map.of(
          "/v1/ring_groups",
          """
          {"name": "Day", "channel": "100000000000001", "mode": "ring_all", "members": ["budi"]}
          """,
          "/v1/webhook_endpoints",
          """
          {"url": "https://hooks.example.com/"}
          """);

  private static final String DEVICE =
      """
      {"endpoint": "https://push.example.com/one", "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}
      """;

  /// Somebody of each role.
  private static final Map<Role, String> PEOPLE =
      Map.of(Role.OWNER, "ona", Role.ADMIN, "eka", Role.SUPERVISOR, "dewi", Role.AGENT, "ayu");

  /// Below `/v1/` but no HTTP operation: docs/agent-protocol.md has its messages.
  private static final Set<String> SOCKETS = Set.of("GET /v1/desk");

  /// Whose the browsers are that are made: a person's own, and no other's.
  private String whose = "ayu";

  private Business business;
  private int rooms;
  private int keys;
  private String recording;
  private JsonObject contract;
  private String revoked;

  record Operation(String method, String path, JsonObject described) {
    boolean isPublic() {
      return !(described.getValue("x-access") instanceof JsonObject);
    }

    JsonObject access() {
      return described.getJsonObject("x-access");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  void open(@TempDir Path root) throws Exception {
    Path folder = root.resolve("data");
    try (CallStore store =
        CallStore.open(folder, Duration.ofDays(7), InstantSource.fixed(SampleCall.START))) {
      SampleCall call = new SampleCall(1);
      store
          .append(
              List.of(call.opened(), call.event(1, CallEventKind.TAKEN, "ayu"), call.closed("ayu")))
          .join();
      recording = keepRecording(store, folder);
    }
    business = Business.open(folder);
    contract = json(business.get("/openapi.json", null));
    business.make(
        "/v1/users", new JsonObject().put("id", "ona").put("name", "Ona").put("role", "owner"));
    JsonObject token = business.mint(business.anyToken(), "calls:read", "tokens:write");
    revoked = token.getString("token");
    business.send("DELETE", "/v1/api_tokens/" + token.getString("id"), Business.TOKEN, null);
  }

  @AfterEach
  void tidy() {
    whose = "ayu";
    business.revokeMinted();
  }

  private JsonObject device() {
    return new JsonObject(DEVICE).put("agent", whose);
  }

  @AfterAll
  void close() {
    business.close();
  }

  /// A room with a voice message that is kept; the path of both.
  private static String keepRecording(CallStore store, Path folder) throws IOException {
    RoomId id = new RoomId("room_kept");
    MessageId message = new MessageId("wamid.kept");
    Instant at = SampleCall.START;
    RoomState open = new RoomState.Open();
    Customer customer = new Customer("Ada", List.of(new Alias(Alias.Kind.USER, "GB.kept")));
    ChannelId channel = new ChannelId("100000000000001");
    Message voice =
        new Message(message, MessageKind.AUDIO, null, new Attachment("8", null, null, true), null);
    store
        .append(
            List.of(
                new RoomRecord.RoomKept(
                    at, Business.ACCOUNT, new Room(id, channel, customer, open, at, at, null, 1)),
                new RoomRecord.RoomMoved(id, at, 1, RoomEventKind.OPENED, null, open),
                new RoomRecord.MessageKept(at, Business.ACCOUNT, id, voice, at),
                new RoomRecord.MediaKept(at, Business.ACCOUNT, id, message, "audio/ogg", 3)))
        .join();
    String media =
        store.roomLog().messages(Business.ACCOUNT, id, null, 1).orElseThrow().stream()
            .map(kept -> Objects.requireNonNull(kept.media()).id())
            .findFirst()
            .orElseThrow();
    Files.createDirectories(folder.resolve("media"));
    Files.writeString(folder.resolve("media").resolve(media), "Ogg");
    return "/v1/rooms/" + id.value() + "/media/" + media;
  }

  private Stream<Operation> operations() {
    JsonObject paths = contract.getJsonObject("paths");
    return paths.stream()
        .flatMap(path ->
            ((JsonObject) path.getValue())
                .stream()
                    .map(method ->
                        new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            (JsonObject) method.getValue())));
  }

  /// Those that need credentials.
  private Stream<Operation> guarded() {
    return operations().filter(operation -> !operation.isPublic());
  }

  /// Sends the operation with things that exist and with the example of its body.
  private HttpResponse<String> ask(Operation operation, @Nullable String token) {
    String path = prepared(operation.path());
    JsonObject body = null;
    if (operation.described().containsKey("requestBody")) {
      JsonObject json =
          operation
              .described()
              .getJsonObject("requestBody")
              .getJsonObject("content")
              .getJsonObject("application/json");
      body = json.getJsonObject("example");
      assertThat(body).as("%s has no example of its body", operation).isNotNull();
      if (path.equals("/v1/push_devices")) {
        // Another browser than those that are taken away elsewhere.
        body = device().put("endpoint", "https://push.example.com/another");
      }
    }
    return business.send(operation.method(), path, token, body, key());
  }

  /// Another one each time: calls to customers are not placed without.
  private String[] key() {
    return new String[] {"Idempotency-Key", "key-" + ++keys};
  }

  /// The path with something that exists in it, made anew; and room for one more of its kind.
  private String prepared(String path) {
    if (path.startsWith("/v1/api_tokens/{id}")) {
      return path.replace("{id}", business.mint(business.anyToken(), "calls:read").getString("id"));
    }
    if (path.equals("/v1/rate-card/estimate")) {
      return path + "?to=628131234567";
    }
    if (path.startsWith("/v1/rooms/{id}/media/")) {
      return recording;
    }
    if (path.startsWith("/v1/rooms/{id}")) {
      String room = path.replace("{id}", business.room(++rooms, "ayu"));
      if (path.endsWith("archive")) {
        // What somebody works on is not put away.
        business.send("POST", room.replaceFirst("/[a-z]+$", "/resolve"), business.anyToken(), null);
      }
      if (path.endsWith("/unarchive")) {
        business.send("POST", room.replaceFirst("/[a-z]+$", "/archive"), business.anyToken(), null);
      }
      return room;
    }
    if (path.startsWith("/v1/push_devices/{id}")) {
      return path.replace("{id}", business.make("/v1/push_devices", device()));
    }
    for (var kind : MADE.entrySet()) {
      if (path.startsWith(kind.getKey())) {
        business.removeAll(kind.getKey());
        return path.contains("{")
            ? path.replace("{id}", business.make(kind.getKey(), new JsonObject(kind.getValue())))
            : path;
      }
    }
    if (path.contains("{")) {
      assertThat(SAMPLES).as("add what stands for the parameters of " + path).containsKey(path);
      return path.replaceAll("\\{[a-z_]+}", SAMPLES.get(path));
    }
    return path;
  }

  /// Whether the operation ran. One over a WebSocket says so to what is none.
  private static void ran(Operation operation, HttpResponse<String> answer) {
    if (operation.described().getJsonObject("responses").containsKey("101")) {
      assertThat(answer.statusCode()).as(operation.toString()).isEqualTo(426);
    } else if (operation.toString().equals("POST /v1/calls")) {
      // Nobody's page is open here: the switchboard has looked at it.
      assertProblem(answer, 409, "call_not_placed");
    } else {
      assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isBetween(200, 299);
    }
  }

  @Test
  void everyOperationSaysWhoMayRunIt() {
    assertThat(operations())
        .isNotEmpty()
        .allSatisfy(operation -> {
          Object access = operation.described().getValue("x-access");
          assertThat(access).as("x-access of " + operation).isNotNull();
          if (access instanceof JsonObject json) {
            assertThat(Scope.of(json.getString("scope"))).as(operation.toString()).isPresent();
            assertThat(json.getJsonArray("roles")).as(operation.toString()).isNotNull();
          } else {
            assertThat(access).as(operation.toString()).isEqualTo("public");
          }
        });
  }

  /// What is open to everyone is listed here by hand, so that nothing becomes it by accident.
  @Test
  void onlyTheSessionIsPublic() {
    assertThat(operations().filter(Operation::isPublic).map(Operation::path))
        .containsExactly("/v1/session");
    assertThat(business.get("/v1/session", null).statusCode()).isEqualTo(200);
  }

  @Test
  void nothingBelowV1IsMountedThatTheContractDoesNotHave() {
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    business.gateway.edges().forEach(edge -> edge.mount(router));
    Set<String> mounted = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      if (route.getPath() != null && route.getPath().startsWith("/v1")) {
        assertThat(route.methods()).as("methods of " + route.getPath()).isNotEmpty();
        route.methods().forEach(m -> mounted.add(m + " " + route.getPath()));
      }
    }
    mounted.removeAll(SOCKETS);
    assertThat(mounted)
        .containsExactlyInAnyOrderElementsOf(
            operations().map(o -> o.toString().replaceAll("\\{([a-z_]+)}", ":$1")).toList());
    vertx.close();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void withoutGoodCredentialsItIs401(Operation operation) {
    // Whoever has no credentials is limited by address.
    business.comeFromElsewhere();
    assertProblem(ask(operation, null), 401, "unauthorized");
    assertProblem(ask(operation, "wrong"), 401, "unauthorized");
    assertProblem(ask(operation, "dering_" + "A".repeat(43)), 401, "unauthorized");
    assertProblem(ask(operation, revoked), 401, "unauthorized");
    assertProblem(ask(operation, business.session("nobody", Role.OWNER)), 401, "unauthorized");
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void aTokenNeedsTheScope(Operation operation) {
    String scope = operation.access().getString("scope");
    String others =
        Stream.of(Scope.values())
            .map(Scope::word)
            .filter(word -> !word.equals(scope))
            .reduce((one, two) -> one + "," + two)
            .orElseThrow();
    String without = business.mint(business.anyToken(), others.split(",", -1)).getString("token");
    assertProblem(ask(operation, without), 403, "forbidden");
    if (!scope.equals("rooms:read")) {
      assertProblem(ask(operation, Business.NARROW_TOKEN), 403, "forbidden");
    }
    // The example of a body may ask for more than this scope, and is refused for that alone.
    Set<String> enough = new TreeSet<>(List.of(scope, "calls:read"));
    String with =
        business.mint(business.anyToken(), enough.toArray(String[]::new)).getString("token");
    ran(operation, ask(operation, with));
    ran(operation, ask(operation, business.anyToken()));
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void aPersonNeedsTheRole(Operation operation) {
    for (Role role : Role.values()) {
      String word = role.name().toLowerCase(Locale.ROOT);
      whose = PEOPLE.getOrDefault(role, "ayu");
      HttpResponse<String> answer = ask(operation, business.session(whose, role));
      if (operation.access().getJsonArray("roles").contains(word)) {
        ran(operation, answer);
      } else {
        assertProblem(answer, 403, "forbidden");
      }
    }
  }

  /// Only who may run an operation is told what it takes.
  @ParameterizedTest
  @MethodSource("guarded")
  void whatIsWrongWithARequestIsToldAfterWhoMaySendIt(Operation operation) {
    business.comeFromElsewhere();
    assertProblem(askNonsense(operation, null), 401, "unauthorized");
    assertProblem(askNonsense(operation, "wrong"), 401, "unauthorized");
    String scope = operation.access().getString("scope");
    String other = scope.equals("calls:read") ? "tokens:write" : "calls:read";
    String without = business.mint(business.anyToken(), other).getString("token");
    assertProblem(askNonsense(operation, without), 403, "forbidden");
    for (Role role : Role.values()) {
      String word = role.name().toLowerCase(Locale.ROOT);
      if (!operation.access().getJsonArray("roles").contains(word)) {
        String session = business.session(PEOPLE.getOrDefault(role, "ayu"), role);
        assertProblem(askNonsense(operation, session), 403, "forbidden");
      }
    }
    HttpResponse<String> answer = askNonsense(operation, business.anyToken());
    assertProblem(answer, 400, "unknown_parameter");
    assertThat(answer.body()).contains("nonsense");
  }

  /// Sends what no operation knows, in the body where there is one.
  private HttpResponse<String> askNonsense(Operation operation, @Nullable String token) {
    boolean body = operation.described().containsKey("requestBody");
    String path = prepared(operation.path());
    return business.send(
        operation.method(),
        body ? path : path + (path.contains("?") ? "&" : "?") + "nonsense=1",
        token,
        body ? new JsonObject().put("nonsense", 1) : null);
  }

  /// What is one's own only: another agent finds nothing there.
  @ParameterizedTest
  @MethodSource("guarded")
  void whoSeesOnlyTheirOwnFindsNothingOfOthers(Operation operation) {
    JsonArray own = operation.access().getJsonArray("own", new JsonArray());
    if (!own.contains("agent")) {
      return;
    }
    HttpResponse<String> answer = ask(operation, business.session("budi", Role.AGENT));
    if (operation.path().contains("{")) {
      assertProblem(answer, 404, "not_found");
    } else {
      assertThat(json(answer).getJsonArray("data")).as(operation.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void whatBelongsToAnotherAccountIsNotThere(Operation operation) {
    HttpResponse<String> answer = ask(operation, Business.OTHER_TOKEN);
    if (operation.path().contains("{")) {
      assertProblem(answer, 404, "not_found");
    } else if (operation.method().equals("GET")) {
      assertThat(answer.body()).doesNotContain("call_00000001", "tok_");
    }
  }
}
