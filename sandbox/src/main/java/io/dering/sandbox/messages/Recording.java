package io.dering.sandbox.messages;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// A file that Meta keeps.
///
/// @param id Meta's, digits
/// @param type media type
/// @param content handed out, never changed
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and megabytes long.
public record Recording(String id, String type, byte[] content) {
  /// SHA-256 of its content as webhooks have it.
  public String sha256Base64() {
    return Base64.getEncoder().encodeToString(digest());
  }

  /// SHA-256 of its content as `GET /{media-id}` has it.
  public String sha256Hex() {
    return HexFormat.of().formatHex(digest());
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
