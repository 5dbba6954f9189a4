package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.gateway.cli.Launcher.Running;
import io.dering.gateway.cli.PortTaken;
import io.dering.gateway.config.Demo;
import io.dering.gateway.config.GatewayConfig;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real starts on real ports.
final class LaunchTest {
  @TempDir Path folder;
  private final Launch launch = new Launch();

  private GatewayConfig config(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DERING_HTTP_PORT", "0");
    environment.put("DERING_MEDIA_PORT", "0");
    environment.put("DERING_SANDBOX_MEDIA_PORT", "0");
    environment.put("DERING_DATA_DIR", folder.resolve("data").toString());
    environment.putAll(settings);
    return Demo.dev(environment);
  }

  /// The ports of ours that were free are not blamed, and are free again afterwards.
  @Test
  void aTakenHttpPortIsTheOneThatIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertNamed("DERING_HTTP_PORT", taken.getLocalPort(), "TCP", "http.port");
    }
  }

  @Test
  void aTakenMediaPortIsTheOneThatIsNamed() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0)) {
      assertNamed("DERING_MEDIA_PORT", taken.getLocalPort(), "UDP", "media.port");
    }
  }

  @Test
  void aTakenSandboxPortIsTheOneThatIsNamed() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      assertNamed("DERING_SANDBOX_MEDIA_PORT", taken.getLocalPort(), "UDP", "sandbox.media-port");
    }
  }

  /// A page of a foreign name that resolves to this machine reads nothing.
  @Test
  void whatAsksForNoPasswordAnswersToLoopbackNamesOnly() throws Exception {
    try (Running dev = launch.gateway(config(Map.of()))) {
      for (String path :
          List.of("/", "/v1/session", "/openapi.json", "/sandbox/phone", "/readyz")) {
        assertThat(status(dev.httpPort(), path, "evil.example")).as(path).isEqualTo("403");
      }
      assertThat(status(dev.httpPort(), "/livez", "localhost")).isEqualTo("200");
    }
    try (Running sandbox = launch.sandbox(config(Map.of()))) {
      assertThat(status(sandbox.httpPort(), "/sandbox/settings", "evil.example")).isEqualTo("403");
      assertThat(status(sandbox.httpPort(), "/livez", "evil.example")).isEqualTo("403");
      assertThat(status(sandbox.httpPort(), "/livez", "127.0.0.1")).isEqualTo("200");
    }
  }

  private static String status(int port, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] head = socket.getInputStream().readNBytes(12);
      return new String(head, StandardCharsets.ISO_8859_1).substring(9);
    }
  }

  private void assertNamed(String variable, int port, String transport, String key)
      throws IOException {
    assertThatThrownBy(() -> launch.gateway(config(Map.of(variable, String.valueOf(port)))))
        .isInstanceOf(PortTaken.class)
        .hasMessage(
            "%s port %d is taken: stop the program that has it, or set %s (%s).",
            transport, port, key, variable);
    // Nothing of the failed start is left: neither the lock of the data folder nor a port.
    try (Running running = launch.gateway(config(Map.of()))) {
      assertThat(running.httpPort()).isPositive();
      assertThat(running.mediaPort()).isPositive();
    }
  }
}
