package io.dering.gateway.agents;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An agent's page as far as its socket goes: the JDK's client, and what it heard.
final class DeskPage implements WebSocket.Listener {
  final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();

  /// Kept apart: they come at any time.
  final BlockingQueue<JsonObject> challenges = new LinkedBlockingQueue<>();

  final BlockingQueue<Boolean> pings = new LinkedBlockingQueue<>();

  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  /// Opens the socket with the given headers, name and value by turns.
  ///
  /// @throws CompletionException when the server does not upgrade
  DeskPage(HttpClient client, int port, String... headers) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket =
        builder.buildAsync(URI.create("ws://127.0.0.1:" + port + DeskRoutes.PATH), this).join();
  }

  DeskPage say(JsonObject message) {
    return say(message.encode());
  }

  DeskPage say(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  void sayPart(String text, boolean last) {
    socket.sendText(text, last).join();
  }

  void sayBinary() {
    socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
  }

  void ping() {
    socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
  }

  void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  static JsonObject message(String type) {
    return new JsonObject().put("v", 1).put("type", type);
  }

  JsonObject hear() {
    try {
      JsonObject message = heard.poll(30, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("heard nothing for 30 s");
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int closeCode() {
    return closed.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      var message = new JsonObject(partial.toString());
      (message.getString("type", "").equals("challenge") ? challenges : heard).add(message);
      partial.setLength(0);
    }
    ws.request(1);
    return null;
  }

  /// The client has answered it by itself.
  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket ws, ByteBuffer message) {
    pings.add(true);
    ws.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket ws, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket ws, Throwable error) {
    closed.complete(-1);
  }
}
