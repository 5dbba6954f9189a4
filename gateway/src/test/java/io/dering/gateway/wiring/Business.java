package io.dering.gateway.wiring;

import com.sun.net.httpserver.HttpServer;
import io.dering.gateway.config.ConfigReader;
import io.dering.gateway.config.Mode;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A whole gateway as `serve` starts it, with two accounts, and a client of its REST API.
final class Business implements AutoCloseable {
  static final AccountId ACCOUNT = new AccountId("demo");
  static final String TOKEN = "a-token-of-the-configuration-all";
  static final String OTHER_TOKEN = "a-token-of-the-other-account-abc";
  static final String NARROW_TOKEN = "a-token-of-one-scope-in-the-file";

  private static final String SPARE = "a-token-of-the-configuration-%03d";
  private static final int SPARES = 40;

  final Gateway gateway;
  private final HttpServer meta;
  private final Vertx vertx = Vertx.vertx();
  private final SessionTokens tokens;
  private HttpClient client = HttpClient.newHttpClient();
  private int lastAddress = 1;
  private final List<String> minted = new ArrayList<>();
  private int lastSpare;

  private Business(Gateway gateway, Path folder, HttpServer meta) {
    this.gateway = gateway;
    this.meta = meta;
    this.tokens = new SessionTokens(vertx, TokenKey.of(folder, new SecureRandom()));
  }

  /// @param folder empty, or that of a business that was closed
  static Business open(Path folder) throws IOException {
    HttpServer meta = meta();
    Path file = folder.resolveSibling(folder.getFileName() + ".yaml");
    String yaml =
        """
        http: {host: 127.0.0.1, port: 0}
        media: {port: 0}
        data: {dir: "%s"}
        meta:
          graph-url: "http://127.0.0.1:%d"
          app-secret: [test-app-secret]
          verify-token: test-verify-token
          access-token: test-access-token
          waba-id: "100000000000002"
        policy: {load: {max-cpu-percent: 0, max-lag-ms: 0}}
        accounts:
          - id: demo
            channels: [{id: "100000000000001", number: "622150000001"}]
            agents:
              - {id: ayu, name: Ayu, role: agent}
              - {id: budi, name: Budi, role: agent}
              - {id: dewi, name: Dewi, role: supervisor}
              - {id: eka, name: Eka, role: admin}
            api-tokens:
              - {name: crm, token: %s}
              - {name: rooms, token: %s, scopes: ["rooms:read"]}
        %s
          - id: other
            channels: [{id: "100000000000009", number: "622150000009"}]
            agents: [{id: ayu, name: Another, role: admin}]
            api-tokens: [{name: crm, token: %s}]
        """
            .formatted(
                folder, meta.getAddress().getPort(), TOKEN, NARROW_TOKEN, spares(), OTHER_TOKEN);
    Files.writeString(file, yaml);
    var config = new ConfigReader(Mode.SERVE).file(file).environment(Map.of()).read();
    return new Business(Gateway.start(config, _ -> {}), folder, meta);
  }

  /// What a message says that Meta fails on: whether it was sent is not known.
  static final String UNSURE = "Meta stumbles";

  /// A Meta that takes every message but those that it fails on.
  private static HttpServer meta() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger sent = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          String id = "wamid." + sent.incrementAndGet();
          byte[] asked = exchange.getRequestBody().readAllBytes();
          boolean fails = new String(asked, StandardCharsets.UTF_8).contains(UNSURE);
          String answer =
              fails
                  ? "{\"error\": {\"code\": 131000}}"
                  : "{\"messages\": [{\"id\": \"%s\"}]}".formatted(id);
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(fails ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  /// More tokens that may do everything, as lines of the file.
  private static String spares() {
    return IntStream.range(0, SPARES)
        .mapToObj(i -> "      - {name: spare%d, token: %s}".formatted(i, SPARE.formatted(i)))
        .collect(Collectors.joining("\n"));
  }

  /// A token that may do everything, another one each time: each caller has a limit of its own, and
  /// a test asks faster than any backend should.
  String anyToken() {
    return SPARE.formatted(lastSpare++ % SPARES);
  }

  /// A session token of the account.
  String session(String agent, Role role) {
    var claims = new SessionTokens.Claims(ACCOUNT, new AgentId(agent), role);
    return tokens.issue(claims, Duration.ofMinutes(5));
  }

  /// A new API token.
  JsonObject mint(String asToken, String... scopes) {
    var body = new JsonObject().put("name", "test").put("scopes", new JsonArray(List.of(scopes)));
    JsonObject token = TestServer.json(post("/v1/api_tokens", asToken, body));
    minted.add(token.getString("id"));
    return token;
  }

  /// Takes back what was minted: an account has 100 tokens at most.
  void revokeMinted() {
    minted.forEach(id -> send("DELETE", "/v1/api_tokens/" + id, anyToken(), null));
    minted.clear();
  }

  /// A new thing of that kind; its id.
  String make(String kind, JsonObject body) {
    return TestServer.json(post(kind, anyToken(), body)).getString("id");
  }

  /// A room of a customer of that number who has just written, assigned to the agent; its id.
  String room(int number, String agent) {
    return make(
        "/v1/rooms",
        new JsonObject()
            .put("channel", "100000000000001")
            .put("customer", new JsonObject().put("user_id", "GB." + number))
            .put("state", "answered")
            .put("wrote_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("agents", new JsonArray().add(agent)));
  }

  /// Takes away all things of that kind.
  void removeAll(String kind) {
    JsonArray all = TestServer.json(get(kind, anyToken())).getJsonArray("data");
    all.forEach(thing ->
        send("DELETE", kind + "/" + ((JsonObject) thing).getString("id"), anyToken(), null));
  }

  /// From now on requests come from another address of this machine.
  void comeFromElsewhere() {
    client.close();
    byte[] address = {127, 0, 0, (byte) ++lastAddress};
    try {
      client = HttpClient.newBuilder().localAddress(InetAddress.getByAddress(address)).build();
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> get(String path, @Nullable String token) {
    return send("GET", path, token, null);
  }

  HttpResponse<String> post(
      String path, @Nullable String token, JsonObject body, String... headers) {
    return send("POST", path, token, body, headers);
  }

  HttpResponse<String> send(
      String method,
      String path,
      @Nullable String token,
      @Nullable JsonObject body,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.encode()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    meta.stop(0);
    client.close();
    TestServer.await(vertx.close());
  }
}
