package io.dering.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A URL is an order to send packets: it reaches public addresses alone.
class WebhookTargetTest {
  private static final Map<String, String[]> NAMES =
      Map.of(
          "public.example", new String[] {"93.184.216.34", "2606:2800:220:1::1"},
          "rebound.example", new String[] {"93.184.216.34", "127.0.0.1"},
          "metadata.example", new String[] {"169.254.169.254"},
          "inside.example", new String[] {"10.1.2.3"},
          "mapped.example", new String[] {"64:ff9b::7f00:1"});

  private final WebhookTarget target = new WebhookTarget(false, WebhookTargetTest::resolve);

  @Test
  void aPublicNameLeadsToTheAddressThatWasLookedAt() throws Exception {
    assertThat(target.find("https://public.example/hook"))
        .isInstanceOfSatisfying(
            WebhookTarget.Found.Address.class,
            found -> {
              assertThat(found.address().getHostAddress()).isEqualTo("93.184.216.34");
              assertThat(found.port()).isEqualTo(443);
              assertThat(found.tls()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://rebound.example/",
        "https://metadata.example/",
        "https://inside.example/",
        "https://mapped.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.8:8443/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://192.168.1.1/"
      })
  void noAddressOfThisHostOrItsNetworksIsReached(String url) {
    assertThat(target.find(url))
        .isIn(
            new WebhookTarget.Found.Refused("forbidden_address"),
            new WebhookTarget.Found.Refused("unknown_host"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://public.example/, must begin with https://",
    "ftp://public.example/, must begin with https://",
    "/hook, must be an absolute URL with a host name in ASCII",
    "https:///hook, must be an absolute URL with a host name in ASCII",
    "not a url, must be an absolute URL with a host name in ASCII",
    "https://public.example:70000/, 'must have a port from 1 to 65535, or none'",
    "https://public.example:0/, 'must have a port from 1 to 65535, or none'",
    "https://user:word@public.example/, must have no user and no fragment",
    "https://public.example/#part, must have no user and no fragment"
  })
  void whatIsNoUsableUrlIsSaidSo(String url, String fault) {
    assertThat(target.fault(url)).contains(fault);
    assertThat(target.find(url)).isEqualTo(new WebhookTarget.Found.Refused("bad_url"));
  }

  @Test
  void onADevelopersMachineTheLoopbackIsAllowedAndNothingElseInside() {
    var local = new WebhookTarget(true, WebhookTargetTest::resolve);
    assertThat(local.find("http://127.0.0.1:9000/hook"))
        .isInstanceOf(WebhookTarget.Found.Address.class);
    assertThat(local.find("http://10.0.0.8/"))
        .isEqualTo(new WebhookTarget.Found.Refused("forbidden_address"));
  }

  private static InetAddress[] resolve(String host) throws UnknownHostException {
    String[] known = NAMES.get(host);
    if (known == null) {
      return host.endsWith(".example")
          ? new InetAddress[0]
          : new InetAddress[] {InetAddress.getByName(host)};
    }
    InetAddress[] addresses = new InetAddress[known.length];
    for (int i = 0; i < known.length; i++) {
      addresses[i] = InetAddress.getByName(known[i]);
    }
    return addresses;
  }
}
