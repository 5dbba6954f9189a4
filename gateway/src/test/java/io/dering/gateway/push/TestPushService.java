package io.dering.gateway.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A push service: the JDK's HTTP server on a port of its own. It answers 201 until it is told
/// otherwise.
public final class TestPushService implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Request> got = new LinkedBlockingQueue<>();
  private volatile ToIntFunction<Request> answers = _ -> 201;

  /// What came, as it came.
  public record Request(
      String path,
      String authorization,
      String encoding,
      String ttl,
      String topic,
      String urgency,
      Buffer content) {

    public byte[] body() {
      return content.getBytes();
    }

    /// The claims of its VAPID token, whose signature is right (RFC 8292, RFC 7515).
    public JsonObject claims() {
      try {
        String token = authorization.substring("vapid t=".length(), authorization.indexOf(", k="));
        int end = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(TestBrowser.key(decoded(publicKey())));
        signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(der(decoded(token.substring(end + 1))))) {
          throw new AssertionError("the token is not signed by its key");
        }
        String[] parts = token.split("\\.", -1);
        JsonObject header = new JsonObject(new String(decoded(parts[0]), StandardCharsets.UTF_8));
        if (!header.equals(new JsonObject().put("typ", "JWT").put("alg", "ES256"))) {
          throw new AssertionError("another kind of token: " + header);
        }
        return new JsonObject(new String(decoded(parts[1]), StandardCharsets.UTF_8));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    /// The key that the sender says is its own.
    public String publicKey() {
      return authorization.substring(authorization.indexOf(", k=") + 4);
    }

    private static byte[] decoded(String base64url) {
      return Base64.getUrlDecoder().decode(base64url);
    }

    /// A signature as X9.62 writes it: two numbers in a sequence.
    private static byte[] der(byte[] raw) {
      byte[] r = new BigInteger(1, Arrays.copyOf(raw, 32)).toByteArray();
      byte[] s = new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)).toByteArray();
      byte[] der = new byte[6 + r.length + s.length];
      der[0] = 0x30;
      der[1] = (byte) (der.length - 2);
      der[2] = 2;
      der[3] = (byte) r.length;
      System.arraycopy(r, 0, der, 4, r.length);
      der[4 + r.length] = 2;
      der[5 + r.length] = (byte) s.length;
      System.arraycopy(s, 0, der, 6 + r.length, s.length);
      return der;
    }
  }

  public TestPushService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::take);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String endpoint(String name) {
    return origin() + "/push/" + name;
  }

  public void answering(ToIntFunction<Request> status) {
    answers = status;
  }

  /// The next that came; waits for it.
  public Request next() {
    try {
      Request next = got.poll(30, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no push came");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// How many have come and not been looked at.
  public int waiting() {
    return got.size();
  }

  private void take(HttpExchange exchange) throws IOException {
    var request =
        new Request(
            exchange.getRequestURI().toString(),
            header(exchange, "Authorization"),
            header(exchange, "Content-Encoding"),
            header(exchange, "TTL"),
            header(exchange, "Topic"),
            header(exchange, "Urgency"),
            Buffer.buffer(exchange.getRequestBody().readAllBytes()));
    got.add(request);
    int status = answers.applyAsInt(request);
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    @Nullable String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
