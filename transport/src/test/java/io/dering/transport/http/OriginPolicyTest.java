package io.dering.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Router;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {
  private OpenServer server;

  @BeforeEach
  void open() throws Exception {
    server = new OpenServer(HttpLimits.DEFAULTS, OriginPolicyTest::mount);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static void mount(Router router) {
    judged(router, "/exact", OriginPolicy.exactly(Set.of("https://desk.example.com")));
    judged(router, "/same", OriginPolicy.sameOrigin(false));
    judged(router, "/tls", OriginPolicy.sameOrigin(true));
    judged(router, "/loopback", OriginPolicy.loopback());
    judged(router, "/plus", OriginPolicy.sameOrigin(true).plus(Set.of("https://crm.example.com")));
    judged(router, "/dev", OriginPolicy.loopback().plus(Set.of("http://localhost:5173")));
    router
        .get("/from-loopback")
        .handler(ctx -> Answers.text(ctx, 200, "" + OriginPolicy.fromLoopback(ctx.request())));
  }

  private static void judged(Router router, String path, OriginPolicy policy) {
    router.get(path).handler(ctx -> Answers.text(ctx, 200, policy.judge(ctx.request()).toString()));
  }

  private String verdict(String path, String host, String... origins) throws Exception {
    var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nConnection: close\r\n");
    request.append("Host: ").append(host).append("\r\n");
    for (String origin : origins) {
      request.append("Origin: ").append(origin).append("\r\n");
    }
    String answer = server.raw(request + "\r\n");
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @ParameterizedTest(name = "{0} {1} from {2} is {3}")
  @CsvSource({
    "/exact, desk.example.com, https://desk.example.com, ALLOWED",
    "/exact, desk.example.com, http://desk.example.com, REFUSED",
    "/exact, desk.example.com, https://desk.example.com:8443, REFUSED",
    "/exact, desk.example.com, https://DESK.example.com, REFUSED",
    "/exact, desk.example.com, https://evil.desk.example.com, REFUSED",
    "/exact, desk.example.com, https://desk.example.com.evil.org, REFUSED",
    "/exact, desk.example.com, https://evil-desk.example.com, REFUSED",
    "/exact, desk.example.com, null, REFUSED",
    "/exact, desk.example.com, https://desk.example.com/, REFUSED",
    "/same, desk.example.com:8080, http://desk.example.com:8080, ALLOWED",
    "/same, Desk.Example.com:8080, http://desk.example.com:8080, ALLOWED",
    "/same, desk.example.com:8080, http://desk.example.com, REFUSED",
    "/same, desk.example.com:8080, https://desk.example.com:8080, REFUSED",
    "/tls, desk.example.com, https://desk.example.com, ALLOWED",
    "/tls, desk.example.com, http://desk.example.com, REFUSED",
    "/plus, desk.example.com, https://desk.example.com, ALLOWED",
    "/plus, desk.example.com, https://crm.example.com, ALLOWED",
    "/plus, desk.example.com, https://other.example.com, REFUSED",
    "/loopback, 127.0.0.1:8080, http://127.0.0.1:8080, ALLOWED",
    "/loopback, localhost:8080, http://localhost:8080, ALLOWED",
    "/loopback, localhost:8080, http://127.0.0.1:8080, REFUSED",
    "/loopback, localhost:8080, http://localhost:8081, REFUSED",
    "/loopback, rebound.evil.org:8080, http://rebound.evil.org:8080, REFUSED",
    "/loopback, localhost.evil.org:8080, http://localhost.evil.org:8080, REFUSED",
    "/dev, 127.0.0.1:8080, http://localhost:5173, ALLOWED",
    "/dev, 127.0.0.1:8080, http://localhost:5174, REFUSED",
    "/dev, rebound.evil.org:8080, http://localhost:5173, REFUSED",
  })
  void theOriginIsComparedWholeAndExactly(String path, String host, String origin, String verdict)
      throws Exception {
    assertThat(verdict(path, host, origin)).isEqualTo(verdict);
  }

  @Test
  void noOriginIsMissingAndTwoAreRefused() throws Exception {
    assertThat(verdict("/exact", "desk.example.com")).isEqualTo("MISSING");
    assertThat(
            verdict(
                "/exact",
                "desk.example.com",
                "https://desk.example.com",
                "https://desk.example.com"))
        .isEqualTo("REFUSED");
    assertThat(verdict("/loopback", "rebound.evil.org")).isEqualTo("REFUSED");
  }

  @Test
  void aForeignNameForTheLoopbackIsNotTheLoopback() throws Exception {
    assertThat(verdict("/from-loopback", "127.0.0.1:8080")).isEqualTo("true");
    assertThat(verdict("/from-loopback", "rebound.evil.org:8080")).isEqualTo("false");
  }
}
