package io.dering.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackHostsTest {
  private OpenServer server;

  @BeforeEach
  void open() throws Exception {
    server =
        new OpenServer(
            HttpLimits.DEFAULTS,
            new LoopbackHosts(),
            router -> router.get("/").handler(ctx -> ctx.end("here")));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String ask(String path, String headers) throws IOException {
    return server.raw("GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8080", "localhost:8080", "LocalHost", "[::1]:80"})
  void aLoopbackNameIsAnswered(String host) throws IOException {
    assertThat(ask("/", "Host: " + host + "\r\n")).startsWith("HTTP/1.1 200 ").endsWith("here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "0.0.0.0",
        ""
      })
  void anyOtherNameIsForbiddenWhateverThePath(String host) throws IOException {
    for (String path : new String[] {"/", "/nothing/here"}) {
      assertThat(ask(path, "Host: " + host + "\r\n"))
          .startsWith("HTTP/1.1 403 ")
          .contains("application/problem+json", "\"code\":\"forbidden\"")
          .doesNotContain("here\"");
    }
  }

  @Test
  void noNameAndTwoNamesAreForbidden() throws IOException {
    assertThat(server.raw("GET / HTTP/1.0\r\n\r\n")).contains(" 403 ");
    assertThat(ask("/", "Host: localhost\r\nHost: evil.example\r\n")).doesNotContain(" 200 ");
  }
}
