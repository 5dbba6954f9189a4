package io.dering.gateway.tokens;

import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signed tokens with which people sign in (RFC 7519), one algorithm: HS256.
///
/// Claims: `sub` the agent, `account`, `role`, `aud` = `dering`, `iat`, `exp`. All are required. A
/// token that lives longer than [#LONGEST_LIFE] is refused whoever signed it, so that a leaked one
/// is soon worth nothing. Clocks may differ by a minute.
public final class SessionTokens {
  public static final String AUDIENCE = "dering";

  /// From `iat` to `exp`. More makes a stolen token useful for longer; less makes backends renew
  /// more often. A socket that is open stays open: the token is for the door only.
  public static final Duration LONGEST_LIFE = Duration.ofHours(12);

  /// HS256 needs a key of at least the length of its hash (RFC 7518 §3.2).
  public static final int MIN_KEY_LENGTH = 32;

  private static final int SKEW_S = 60;
  private static final String ALGORITHM = "HS256";

  private final JWTAuth auth;

  /// @throws IllegalArgumentException when the key is shorter than [#MIN_KEY_LENGTH] bytes
  public SessionTokens(Vertx vertx, byte[] key) {
    if (key.length < MIN_KEY_LENGTH) {
      throw new IllegalArgumentException("the token key needs " + MIN_KEY_LENGTH + " bytes");
    }
    this.auth =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(key)))
                .setJWTOptions(new JWTOptions().setLeeway(SKEW_S).addAudience(AUDIENCE)));
  }

  /// What a good token says.
  public record Claims(AccountId account, AgentId agent, Role role) {}

  /// A new token, valid from now.
  public String issue(Claims claims, Duration life) {
    var json =
        new JsonObject()
            .put("sub", claims.agent().value())
            .put("account", claims.account().value())
            .put("role", claims.role().name().toLowerCase(Locale.ROOT));
    return auth.generateToken(
        json,
        new JWTOptions()
            .setAlgorithm(ALGORITHM)
            .addAudience(AUDIENCE)
            .setExpiresInSeconds((int) life.toSeconds()));
  }

  /// The claims of a token that is signed by us, in time and complete; empty otherwise. The future
  /// never fails.
  public Future<Optional<Claims>> verify(String token) {
    if (hasCriticalHeader(token)) {
      return Future.succeededFuture(Optional.empty());
    }
    try {
      return auth.authenticate(new TokenCredentials(token))
          .map(SessionTokens::claims)
          .otherwise(Optional.empty());
    } catch (RuntimeException _) {
      // Vert.x throws instead of failing when a claim has a type that it does not expect.
      return Future.succeededFuture(Optional.empty());
    }
  }

  /// RFC 7515 §4.1.11: `crit` names extensions without which a token must not be believed. We know
  /// none, and Vert.x does not look.
  private static boolean hasCriticalHeader(String token) {
    try {
      byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return new JsonObject(Buffer.buffer(header)).containsKey("crit");
    } catch (RuntimeException _) {
      return true; // Not a header that can be read, so nothing to believe either.
    }
  }

  private static Optional<Claims> claims(User user) {
    JsonObject principal = user.principal();
    JsonObject claims = user.attributes().getJsonObject("accessToken", principal);
    if (!(claims.getValue("sub") instanceof String agent)
        || !(claims.getValue("account") instanceof String account)
        || !(claims.getValue("role") instanceof String roleName)
        || !(claims.getValue("exp") instanceof Number exp)
        || !(claims.getValue("iat") instanceof Number iat)
        || claims.getValue("aud") == null) {
      return Optional.empty();
    }
    long life = exp.longValue() - iat.longValue();
    Role role = role(roleName);
    if (life <= 0 || life > LONGEST_LIFE.toSeconds() || role == null || !named(agent, account)) {
      return Optional.empty();
    }
    return Optional.of(new Claims(new AccountId(account), new AgentId(agent), role));
  }

  private static boolean named(String agent, String account) {
    return !agent.isEmpty()
        && agent.length() <= 128
        && !account.isEmpty()
        && account.length() <= 128;
  }

  private static @Nullable Role role(String name) {
    for (Role role : Role.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
        return role;
      }
    }
    return null;
  }
}
