package io.dering.gateway.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The text of an API token: `dering_` and 256 random bits in base64url, 50 characters. The prefix
/// lets programs that look for leaked secrets know it.
public final class ApiTokenText {
  public static final String PREFIX = "dering_";

  private static final int RANDOM_BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

  private ApiTokenText() {}

  /// A new one; `random` must be a source that cannot be guessed.
  public static String random(RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Whether a presented text can be one at all.
  public static boolean fits(String text) {
    return SHAPE.matcher(text).matches();
  }

  /// SHA-256 in hexadecimal: all that is stored. Of 256 random bits no slower hash is needed.
  public static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
