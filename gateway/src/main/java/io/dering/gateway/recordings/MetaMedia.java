package io.dering.gateway.recordings;

import io.dering.gateway.recordings.Fetched.Reason;
import io.dering.signaling.meta.MediaAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Brings one recording from Meta: its address by its id, then its content from there (Meta
/// reference 5.5). Blocks, so it is for virtual threads; the JDK's client, because it writes into a
/// file while its caller waits.
public final class MetaMedia implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /// For an answer with all of its body. An address is good for 5 minutes.
  private static final Duration ADDRESS_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration CONTENT_TIMEOUT = Duration.ofSeconds(90);

  private static final String UNKNOWN_TYPE = "application/octet-stream";

  private final HttpClient client;
  private final URI graph;
  private final String accessToken;
  private final AllowedHosts hosts;
  private final RecordingFolder folder;
  private final long maxBytes;

  /// Where Meta is and who may get its token.
  ///
  /// @param graph as `meta.graph-url`
  /// @param mediaHosts in lower case
  public record Meta(URI graph, String accessToken, Set<String> mediaHosts) {
    /// Redacted.
    @Override
    public String toString() {
      return "Meta[" + graph + "]";
    }
  }

  public MetaMedia(Meta meta, RecordingFolder folder, long maxBytes) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.graph = meta.graph();
    this.accessToken = meta.accessToken();
    this.hosts = new AllowedHosts(meta.graph(), meta.mediaHosts());
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /// Leads to the file in its place, or to nothing.
  Fetched fetch(Recording recording) {
    Path part = null;
    try {
      Got<byte[]> answer =
          get(address(recording), MediaAnswer.MAX_BODY_LENGTH, ADDRESS_TIMEOUT, null);
      MediaAnswer read = MediaAnswer.read(answer.status(), answer.body());
      if (!(read instanceof MediaAnswer.Found found)) {
        return new Fetched.Failed(reason(read));
      }
      if (found.sizeBytes() > maxBytes) {
        return new Fetched.Failed(Reason.TOO_BIG);
      }
      Optional<URI> url = hosts.allowed(found.url());
      if (url.isEmpty()) {
        return new Fetched.Failed(Reason.FORBIDDEN_HOST);
      }
      part = folder.begin(recording.id());
      Got<byte[]> content = get(url.get(), maxBytes, CONTENT_TIMEOUT, part);
      if (content.status() != 200) {
        return new Fetched.Failed(reason(content.status()));
      }
      long size = Files.size(part);
      if (size > maxBytes) {
        return new Fetched.Failed(Reason.TOO_BIG);
      }
      byte[] hash = hash(part);
      if (!isHash(recording.sha256(), hash) || !isHash(found.sha256(), hash)) {
        return new Fetched.Failed(Reason.WRONG_HASH);
      }
      folder.complete(recording.id(), part);
      String type = found.type() == null ? recording.type() : found.type();
      return new Fetched.There(type == null ? UNKNOWN_TYPE : type, size);
    } catch (Broken broken) {
      return new Fetched.Failed(broken.reason);
    } catch (IOException _) {
      return new Fetched.Failed(Reason.DISK_FAILED);
    } finally {
      discard(part);
    }
  }

  private static void discard(@Nullable Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException _) {
      // The next start takes it away.
    }
  }

  private URI address(Recording recording) {
    return URI.create(
        graph
            + "/"
            + URLEncoder.encode(recording.mediaId(), StandardCharsets.UTF_8)
            + "?phone_number_id="
            + URLEncoder.encode(recording.channel().value(), StandardCharsets.UTF_8));
  }

  /// What came back: a status, and a body where it was not written into a file.
  private record Got<T>(int status, T body) {}

  /// @param into the file for a body of status 200, null to have it in memory
  private Got<byte[]> get(URI url, long most, Duration patience, @Nullable Path into)
      throws Broken {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .header("Authorization", "Bearer " + accessToken)
            .header("User-Agent", "Dering")
            .GET()
            .build();
    BodyHandler<byte[]> handler =
        info ->
            into != null && info.statusCode() == 200
                ? BodySubscribers.mapping(BodySubscribers.ofFile(into), _ -> new byte[0])
                : BodySubscribers.ofByteArray();
    CompletableFuture<HttpResponse<byte[]>> coming =
        client.sendAsync(request, BodyHandlers.limiting(handler, most));
    try {
      HttpResponse<byte[]> response = coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Got<>(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      throw new Broken(reason(e.getCause(), into, most));
    } catch (TimeoutException | CancellationException _) {
      throw new Broken(Reason.NO_ANSWER);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Broken(Reason.NO_ANSWER);
    } finally {
      coming.cancel(true);
    }
  }

  private static Reason reason(@Nullable Throwable cause, @Nullable Path into, long most) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof ConnectException || each instanceof HttpConnectTimeoutException) {
        return Reason.NO_CONNECTION;
      }
    }
    return isFull(into, most) ? Reason.TOO_BIG : Reason.NO_ANSWER;
  }

  /// The client breaks off what grows beyond its limit, and does not say by what.
  private static boolean isFull(@Nullable Path into, long most) {
    try {
      return into != null && Files.size(into) + (64 << 10) > most;
    } catch (IOException _) {
      return false;
    }
  }

  private static Reason reason(MediaAnswer answer) {
    return switch (answer) {
      case MediaAnswer.Found _ -> throw new IllegalArgumentException("nothing is wrong");
      case MediaAnswer.Refused(int code) -> code == TOKEN ? Reason.TOKEN_REFUSED : refusal(code);
      case MediaAnswer.Unreadable _ -> Reason.META_FAILED;
    };
  }

  private static final int TOKEN = 190;
  private static final int INVALID = 100;

  private static Reason refusal(int code) {
    return code == INVALID ? Reason.NOT_FOUND : Reason.META_FAILED;
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401, 403 -> Reason.TOKEN_REFUSED;
      case 404, 410 -> Reason.NOT_FOUND;
      case 301, 302, 303, 307, 308 -> Reason.FORBIDDEN_HOST;
      default -> Reason.META_FAILED;
    };
  }

  /// Webhooks have base64; hex is taken too (Meta reference 5.5).
  private static boolean isHash(@Nullable String announced, byte[] hash) {
    return announced == null
        || announced.equals(Base64.getEncoder().encodeToString(hash))
        || announced.equalsIgnoreCase(HexFormat.of().formatHex(hash));
  }

  private static byte[] hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 << 10];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /// Leaves a request; never leaves this class.
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    Broken(Reason reason) {
      super(reason.code(), null, false, false);
      this.reason = reason;
    }
  }
}
