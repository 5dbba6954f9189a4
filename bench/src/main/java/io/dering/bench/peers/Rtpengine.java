package io.dering.bench.peers;

import io.dering.bench.load.Pinned;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Debian's rtpengine as a process of its own, in user space alone, on the loopback.
final class Rtpengine implements AutoCloseable {
  private static final long STOP_S = 10;

  private final Process process;
  private final NgClient control;

  private Rtpengine(Process process, NgClient control) {
    this.process = process;
    this.control = control;
  }

  /// @throws IOException when it is not installed or does not start
  static Rtpengine start(Path log, Pinned pinned) throws IOException {
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                pinned.command(
                    List.of(
                        "rtpengine",
                        "--config-file=none",
                        "--foreground",
                        "--log-stderr",
                        "--log-level=4",
                        "--table=-1",
                        "--interface=127.0.0.1",
                        "--num-threads=4",
                        "--port-min=30000",
                        "--port-max=60000",
                        "--listen-ng=127.0.0.1:" + port)))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    // Whoever is interrupted leaves nothing running.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    Rtpengine rtpengine = new Rtpengine(process, new NgClient(port));
    try {
      rtpengine.control.ask("ping", Map.of());
      return rtpengine;
    } catch (IOException e) {
      rtpengine.close();
      throw e;
    }
  }

  long pid() {
    return process.pid();
  }

  /// @return the SDP for the other side
  String offer(String call, String sdp) throws IOException {
    return offered(
        call,
        sdp,
        Map.of(
            "ICE",
            "force",
            "ICE-lite",
            "both",
            "transport-protocol",
            "UDP/TLS/RTP/SAVPF",
            "SDES",
            List.of("off")));
  }

  /// @return the SDP for the side that offered
  String answer(String call, String sdp) throws IOException {
    return answered(call, sdp, Map.of("ICE", "force"));
  }

  /// The same with keys in the SDP, and neither ICE nor DTLS.
  String offerSdes(String call, String sdp) throws IOException {
    return offered(
        call, sdp, Map.of("ICE", "remove", "DTLS", "off", "transport-protocol", "RTP/SAVP"));
  }

  /// The answer to it, for the side that offered.
  String answerSdes(String call, String sdp) throws IOException {
    return answered(call, sdp, Map.of("ICE", "remove", "DTLS", "off"));
  }

  /// The call is over.
  void delete(String call) throws IOException {
    control.ask("delete", Map.of("call-id", call, "delete-delay", 0L));
  }

  private String offered(String call, String sdp, Map<String, Object> how) throws IOException {
    return asked("offer", call, sdp, how);
  }

  private String answered(String call, String sdp, Map<String, Object> how) throws IOException {
    Map<String, Object> towards = new HashMap<>(how);
    towards.put("to-tag", "callee");
    return asked("answer", call, sdp, towards);
  }

  private String asked(String verb, String call, String sdp, Map<String, Object> how)
      throws IOException {
    Map<String, Object> all = new HashMap<>(how);
    all.put("call-id", call);
    all.put("from-tag", "caller");
    all.put("sdp", sdp);
    all.put("rtcp-mux", List.of("require"));
    return sdp(control.ask(verb, all));
  }

  private static String sdp(Map<?, ?> answer) throws IOException {
    if (answer.get("sdp") instanceof String sdp) {
      return sdp;
    }
    throw new IOException("rtpengine answers without SDP: " + answer);
  }

  @Override
  public void close() {
    control.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
