package io.dering.signaling.meta;

import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Meta's answer to `GET /{media-id}`: where the file is (Meta reference 5.5).
public sealed interface MediaAnswer {
  /// Longer answers are not Meta's.
  int MAX_BODY_LENGTH = 64 * 1024;

  /// @param url good for 5 minutes; whom it leads to is not checked here
  /// @param type media type, null where Meta does not say
  /// @param sha256 base64 or hex, null where Meta does not say
  /// @param sizeBytes 0 where Meta does not say
  record Found(String url, @Nullable String type, @Nullable String sha256, long sizeBytes)
      implements MediaAnswer {
    /// Redacted: leads to what a customer said.
    @Override
    public String toString() {
      return "Found[" + type + ", " + sizeBytes + "]";
    }
  }

  /// Meta said no, with this code.
  record Refused(int code) implements MediaAnswer {}

  /// Neither.
  record Unreadable() implements MediaAnswer {}

  /// Reads an answer. Never throws.
  static MediaAnswer read(int status, byte[] body) {
    if (body.length > MAX_BODY_LENGTH
        || !(new JsonReader(20, MAX_BODY_LENGTH).read(body)
            instanceof JsonResult.Parsed(Json.Obj root))) {
      return new Unreadable();
    }
    Optional<MediaAnswer> refused =
        root.object("error")
            .flatMap(error -> error.whole("code"))
            .filter(code -> code == (int) (long) code)
            .map(code -> new Refused(code.intValue()));
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<String> url = root.text("url");
    if (status / 100 != 2 || url.isEmpty()) {
      return new Unreadable();
    }
    return new Found(
        url.get(),
        root.text("mime_type").orElse(null),
        root.text("sha256").orElse(null),
        root.whole("file_size").filter(size -> size > 0).orElse(0L));
  }
}
