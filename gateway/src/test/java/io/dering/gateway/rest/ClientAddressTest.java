package io.dering.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.web.TestServer;
import io.dering.transport.http.Answers;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is counted as whom, by a request over a real connection from 127.0.0.1.
class ClientAddressTest {
  private static List<String> places(List<String> proxies, String... forwarded) {
    var address = new ClientAddress(proxies);
    try (TestServer server =
        TestServer.open(
            Vertx.vertx(),
            router ->
                router
                    .get("/")
                    .handler(ctx -> Answers.text(ctx, 200, address.of(ctx.request()))))) {
      return List.of(forwarded).stream()
          .map(header ->
              header.isEmpty()
                  ? server.get("/").body()
                  : server.get("/", "X-Forwarded-For", header).body())
          .toList();
    }
  }

  @Test
  void nobodyButATrustedProxySaysWhereARequestComesFrom() {
    assertThat(places(List.of(), "", "203.0.113.7")).containsExactly("127.0.0.1", "127.0.0.1");
    assertThat(places(List.of("10.0.0.0/8"), "203.0.113.7")).containsExactly("127.0.0.1");
  }

  @Test
  void theLastAddressIsTheOneThatTheProxySaw() {
    assertThat(
            places(
                List.of("127.0.0.0/8", "::1"),
                "203.0.113.7",
                "203.0.113.7, 198.51.100.9",
                "198.51.100.9,not an address",
                ""))
        .containsExactly("203.0.113.7", "198.51.100.9", "unknown", "127.0.0.1");
  }

  @Test
  void aNetworkOfIpv6IsOnePlace() {
    List<String> places =
        places(List.of("127.0.0.1"), "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1");
    assertThat(places.get(0)).isEqualTo(places.get(1)).isNotEqualTo(places.get(2));
  }
}
