package io.dering.gateway.recordings;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A Meta that has one recording, and says of it what the test wants.
final class MediaHost implements AutoCloseable {
  static final byte[] CONTENT = "OggS, as far as this test goes".getBytes(StandardCharsets.UTF_8);

  /// Who asked for what, and with what token: `GET /path Bearer ...`.
  final List<String> asked = new CopyOnWriteArrayList<>();

  volatile int addressStatus = 200;
  volatile String addressBody;
  volatile int contentStatus = 200;
  volatile byte[] content = CONTENT;
  volatile String location = "";
  private final HttpServer server;

  MediaHost() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/graph/", exchange -> answer(exchange, addressStatus, utf8(addressBody)));
    server.createContext("/content/", exchange -> answer(exchange, contentStatus, content));
    server.start();
    addressBody = address(url("/content/8"), hash(CONTENT), CONTENT.length);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  static String address(String url, String sha256, long size) {
    return """
    {"url": "%s", "mime_type": "audio/ogg; codecs=opus", "sha256": "%s", "file_size": %d,
     "id": "8", "messaging_product": "whatsapp"}
    """
        .formatted(url, sha256, size);
  }

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(HttpExchange exchange, int status, byte[] body) {
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getPath()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    try (exchange) {
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
