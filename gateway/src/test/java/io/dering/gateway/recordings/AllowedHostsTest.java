package io.dering.gateway.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// IN-10: Meta's token goes to Meta alone.
final class AllowedHostsTest {
  private final AllowedHosts hosts =
      new AllowedHosts(
          URI.create("https://graph.facebook.com/v26.0"),
          Set.of("lookaside.fbsbx.com", "inside.example"),
          name ->
              new InetAddress[] {
                InetAddress.ofLiteral(name.startsWith("inside") ? "10.0.0.7" : "157.240.1.1")
              });

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=8&hash=A",
        "https://LOOKASIDE.fbsbx.com:443/x",
        "https://graph.facebook.com/anything"
      })
  void metasHostsGetIt(String url) {
    assertThat(hosts.allowed(url)).contains(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lookaside.fbsbx.com.evil.example/x",
        "https://evil.example/lookaside.fbsbx.com",
        "https://lookaside.fbsbx.com@evil.example/x",
        "https://evil.example#@lookaside.fbsbx.com",
        "https://sub.lookaside.fbsbx.com/x",
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com:8443/x",
        "http://graph.facebook.com/x",
        "https://graph.facebook.com:444/x",
        "https://inside.example/metadata",
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/x",
        "file:///etc/passwd",
        "lookaside.fbsbx.com/x",
        "https://look aside/x",
        ""
      })
  void nobodyElseDoes(String url) {
    assertThat(hosts.allowed(url)).isEmpty();
  }

  /// Under `dev` the Graph API of the sandbox is at this very machine, by the operator's own word.
  @Test
  void theGraphApisOwnOriginMayBeLocal() {
    AllowedHosts dev =
        new AllowedHosts(URI.create("http://127.0.0.1:8080/sandbox/graph"), Set.of());
    assertThat(dev.allowed("http://127.0.0.1:8080/sandbox/attachments/8")).isPresent();
    assertThat(dev.allowed("http://127.0.0.1:8081/sandbox/attachments/8")).isEmpty();
    assertThat(dev.allowed("https://127.0.0.1:8080/sandbox/attachments/8")).isEmpty();
  }
}
