package io.dering.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tokens are made here by hand, byte by byte, so that the check is not tested by its own library.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTokensTest {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final SessionTokens.Claims AYU =
      new SessionTokens.Claims(new AccountId("demo"), new AgentId("ayu"), Role.AGENT);

  private final Vertx vertx = Vertx.vertx();
  private final SessionTokens tokens = new SessionTokens(vertx, KEY);

  @AfterAll
  void close() {
    TestServer.await(vertx.close());
  }

  private Optional<SessionTokens.Claims> verify(String token) {
    return TestServer.await(tokens.verify(token));
  }

  private static long now() {
    return System.currentTimeMillis() / 1000;
  }

  private static JsonObject claims() {
    return new JsonObject()
        .put("sub", "ayu")
        .put("account", "demo")
        .put("role", "agent")
        .put("aud", new JsonArray().add("dering"))
        .put("iat", now())
        .put("exp", now() + 300);
  }

  private static JsonObject header() {
    return new JsonObject().put("alg", "HS256").put("typ", "JWT");
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] mac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String unsigned(JsonObject header, JsonObject claims) {
    return base64(header.toBuffer().getBytes()) + "." + base64(claims.toBuffer().getBytes());
  }

  private static String signed(JsonObject header, JsonObject claims) {
    String text = unsigned(header, claims);
    return text + "." + base64(mac("HmacSHA256", KEY, text));
  }

  @Test
  void aTokenMadeByHandIsAccepted() {
    assertThat(verify(signed(header(), claims()))).contains(AYU);
    assertThat(verify(signed(header(), claims().put("aud", "dering")))).contains(AYU);
  }

  @Test
  void aTokenOfOursIsAccepted() {
    assertThat(verify(tokens.issue(AYU, Duration.ofMinutes(15)))).contains(AYU);
    var admin = new SessionTokens.Claims(new AccountId("demo"), new AgentId("eka"), Role.ADMIN);
    assertThat(verify(tokens.issue(admin, SessionTokens.LONGEST_LIFE))).contains(admin);
  }

  @Test
  void clocksMayDifferByAMinute() {
    JsonObject early = claims().put("iat", now() + 30).put("exp", now() + 330);
    assertThat(verify(signed(header(), early))).contains(AYU);
    JsonObject late = claims().put("iat", now() - 300).put("exp", now() - 30);
    assertThat(verify(signed(header(), late))).contains(AYU);
  }

  @Test
  void aKeyIdIsNeitherNeededNorFollowed() {
    assertThat(verify(signed(header().put("kid", "../../etc/passwd"), claims()))).contains(AYU);
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> new SessionTokens(vertx, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  record Bad(String name, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static void add(List<Bad> bad, String name, Consumer<JsonObject> change) {
    JsonObject claims = claims();
    change.accept(claims);
    bad.add(new Bad(name, signed(header(), claims)));
  }

  private static void addHeader(List<Bad> bad, String name, Consumer<JsonObject> change) {
    JsonObject header = header();
    change.accept(header);
    bad.add(new Bad(name, signed(header, claims())));
  }

  static List<Bad> badTokens() {
    var bad = new ArrayList<Bad>();
    for (String claim : List.of("sub", "account", "role", "aud", "iat", "exp")) {
      add(bad, "without " + claim, claims -> claims.remove(claim));
      add(bad, claim + " is null", claims -> claims.putNull(claim));
      add(bad, claim + " is an object", claims -> claims.put(claim, new JsonObject()));
    }
    add(bad, "expired", claims -> claims.put("iat", now() - 600).put("exp", now() - 120));
    add(bad, "from the future", claims -> claims.put("iat", now() + 200));
    add(bad, "not yet valid", claims -> claims.put("nbf", now() + 200));
    add(bad, "lives a year", claims -> claims.put("exp", now() + 31_536_000));
    add(bad, "ends before it begins", claims -> claims.put("exp", now() - 10));
    add(bad, "exp as text", claims -> claims.put("exp", "" + (now() + 300)));
    add(bad, "other audience", claims -> claims.put("aud", "other"));
    add(bad, "other audiences", claims -> claims.put("aud", new JsonArray().add("a").add("b")));
    add(bad, "no audience", claims -> claims.put("aud", new JsonArray()));
    add(bad, "unknown role", claims -> claims.put("role", "root"));
    add(bad, "role in capitals", claims -> claims.put("role", "ADMIN"));
    add(bad, "empty agent", claims -> claims.put("sub", ""));
    add(bad, "long agent", claims -> claims.put("sub", "x".repeat(129)));
    add(bad, "empty account", claims -> claims.put("account", ""));
    for (String algorithm :
        List.of("none", "None", "NONE", "", "HS384", "HS512", "RS256", "ES256", "PS256", "hs256")) {
      addHeader(bad, "alg " + algorithm, header -> header.put("alg", algorithm));
      String text = unsigned(header().put("alg", algorithm), claims());
      bad.add(new Bad("alg " + algorithm + " without signature", text + "."));
      bad.add(new Bad("alg " + algorithm + " in two parts", text));
    }
    addHeader(bad, "critical", header -> header.put("crit", new JsonArray().add("x")).put("x", 1));
    addHeader(bad, "critical b64", header -> header.put("crit", new JsonArray().add("b64")));
    addHeader(bad, "nothing critical", header -> header.put("crit", new JsonArray()));
    addHeader(bad, "null critical", header -> header.putNull("crit"));
    addHeader(bad, "without alg", header -> header.remove("alg"));
    String text = unsigned(header(), claims());
    bad.add(new Bad("another key", text + "." + base64(mac("HmacSHA256", new byte[32], text))));
    bad.add(
        new Bad("an empty-looking key", text + "." + base64(mac("HmacSHA256", new byte[1], text))));
    String longer = unsigned(header().put("alg", "HS512"), claims());
    bad.add(new Bad("really HS512", longer + "." + base64(mac("HmacSHA512", KEY, longer))));
    bad.add(new Bad("HS512 called HS256", text + "." + base64(mac("HmacSHA512", KEY, text))));
    bad.add(new Bad("zeros as signature", text + "." + base64(new byte[32])));
    bad.add(new Bad("short signature", text + "." + base64(new byte[1])));
    String good = signed(header(), claims());
    bad.add(new Bad("four parts", good + ".x"));
    bad.add(new Bad("cut off", good.substring(0, good.length() - 3)));
    String other = unsigned(header(), claims().put("sub", "eka").put("role", "admin"));
    bad.add(new Bad("claims exchanged", other + good.substring(good.lastIndexOf('.'))));
    bad.add(new Bad("empty", ""));
    bad.add(new Bad("dots", ".."));
    bad.add(new Bad("no base64", "a.b.c"));
    bad.add(
        new Bad("header no JSON", base64(new byte[] {1, 2}) + "." + base64(new byte[2]) + ".x"));
    return bad;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void noBadTokenPasses(Bad bad) {
    assertThat(verify(bad.token())).isEmpty();
  }

  @Test
  void thereAreEnoughBadTokens() {
    assertThat(badTokens()).hasSizeGreaterThanOrEqualTo(60);
  }
}
