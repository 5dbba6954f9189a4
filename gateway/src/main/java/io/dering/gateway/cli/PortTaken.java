package io.dering.gateway.cli;

import java.io.IOException;
import java.io.Serial;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/// A port could not be bound because somebody else has it.
public final class PortTaken extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// The ports that a start binds, and the key of each.
  public enum Which {
    HTTP("TCP", "http.port", "DERING_HTTP_PORT"),
    MEDIA("UDP", "media.port", "DERING_MEDIA_PORT"),
    SANDBOX_MEDIA("UDP", "sandbox.media-port", "DERING_SANDBOX_MEDIA_PORT");

    private final String transport;
    private final String key;
    private final String variable;

    Which(String transport, String key, String variable) {
      this.transport = transport;
      this.key = key;
      this.variable = variable;
    }
  }

  private PortTaken(Which which, int port, Throwable cause) {
    super(
        "%s port %d is taken: stop the program that has it, or set %s (%s)."
            .formatted(which.transport, port, which.key, which.variable),
        cause);
  }

  /// What is bound by this.
  @FunctionalInterface
  public interface Binding<T> {
    T bind() throws IOException;
  }

  /// Binds this port. Whoever binds knows which port it is; a message of the system's does not say.
  ///
  /// @throws PortTaken with one sentence when somebody else has it
  public static <T> T unlessTaken(Which which, int port, Binding<T> binding) throws IOException {
    try {
      return binding.bind();
    } catch (IOException | RuntimeException e) {
      if (isTaken(e)) {
        throw new PortTaken(which, port, e);
      }
      throw e;
    }
  }

  /// The JDK throws a type of its own; Netty's native transport tells it by the system's words.
  private static boolean isTaken(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof BindException
          || String.valueOf(cause.getMessage()).contains("Address already in use")) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
