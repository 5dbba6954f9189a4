package io.dering.gateway.pages;

import static io.dering.gateway.web.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.web.TestServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
  private static final String FOLDER = "META-INF/dering/console/";
  private static final Map<String, String> CONSOLE =
      Map.of(
          "index.html", "<!doctype html><title>Dering</title>",
          "phone.html", "<!doctype html><title>Phone</title>",
          "icon.svg", "<svg/>",
          "sw.js", "(() => {})()",
          "assets/desk-4f1c.js", "export {}",
          "sdk/dering.js", "export class DeringAgent {}",
          "sdk/index.d.ts", "export declare class DeringAgent {}",
          "sandbox/voice/hello.ogg", "OggS");

  @TempDir Path folder;
  private @Nullable TestServer opened;

  @AfterEach
  void close() {
    server().close();
  }

  private TestServer server() {
    return Objects.requireNonNull(opened);
  }

  private void open(URL classPath, boolean sandbox) throws IOException {
    try (var loader = new URLClassLoader(new URL[] {classPath}, null)) {
      PageRoutes pages = PageRoutes.read(loader, sandbox);
      assertThat(pages.built()).isTrue();
      opened = TestServer.open(Vertx.vertx(), pages);
    }
  }

  private void openFolder(boolean sandbox) throws IOException {
    for (var file : CONSOLE.entrySet()) {
      Path path = folder.resolve(FOLDER + file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Files.writeString(folder.resolve("secret.txt"), "secret");
    open(folder.toUri().toURL(), sandbox);
  }

  private Path jar() throws IOException {
    Path jar = folder.resolve("console.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var file : CONSOLE.entrySet()) {
        out.putNextEntry(new JarEntry(FOLDER + file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }

  private String header(String path, String name) {
    return server().get(path).headers().firstValue(name).orElse("");
  }

  @Test
  void theTypesOfTheSdkCanBeReadInABrowser() throws Exception {
    openFolder(false);
    assertThat(header("/sdk/index.d.ts", "content-type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void theConsoleIsAtTheRootAndThePhoneInTheSandbox() throws Exception {
    openFolder(true);
    assertThat(server().get("/").body()).contains("<title>Dering</title>");
    assertThat(server().get("/?agent=ayu").statusCode()).isEqualTo(200);
    assertThat(server().get("/sandbox/phone").body()).contains("<title>Phone</title>");
    assertThat(server().get("/sandbox/voice/hello.ogg").body()).isEqualTo("OggS");
    assertThat(header("/sandbox/voice/hello.ogg", "content-type")).isEqualTo("audio/ogg");
    assertThat(header("/", "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header("/assets/desk-4f1c.js", "content-type"))
        .isEqualTo("text/javascript; charset=utf-8");
  }

  /// IN-9: its scope is the whole site, and it runs under the policy of its own answer.
  @Test
  void theServiceWorkerMayRunForEveryPage() throws Exception {
    openFolder(false);
    assertThat(header("/sw.js", "content-type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header("/sw.js", "service-worker-allowed")).isEqualTo("/");
    assertThat(header("/sw.js", "cache-control")).isEqualTo("no-cache");
    assertThat(header("/sw.js", "content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self'")
        .doesNotContain("sandbox");
  }

  @Test
  void itIsServedFromAJarAlike() throws Exception {
    open(jar().toUri().toURL(), true);
    assertThat(server().get("/").body()).contains("<title>Dering</title>");
    assertThat(server().get("/assets/desk-4f1c.js").body()).isEqualTo("export {}");
  }

  @Test
  void withoutTheSandboxNothingOfItIsThere() throws Exception {
    openFolder(false);
    assertThat(server().get("/").statusCode()).isEqualTo(200);
    for (String path : new String[] {"/sandbox/phone", "/sandbox/voice/hello.ogg", "/phone.html"}) {
      assertProblem(server().get(path), 404, "not_found");
    }
  }

  @Test
  void pagesAreAskedForEachTimeAndHashedFilesNever() throws Exception {
    openFolder(true);
    assertThat(header("/", "cache-control")).isEqualTo("no-cache");
    assertThat(header("/icon.svg", "cache-control")).isEqualTo("no-cache");
    assertThat(header("/assets/desk-4f1c.js", "cache-control"))
        .isEqualTo("public, max-age=31536000, immutable");
  }

  @Test
  void anUnchangedFileIsNotSentAgain() throws Exception {
    openFolder(true);
    String etag = header("/", "etag");
    assertThat(etag).matches("\"[0-9a-f]{24}\"");
    var same = server().get("/", "If-None-Match", "\"other\", W/" + etag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("etag")).hasValue(etag);
    assertThat(server().get("/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void aHeadHasTheLengthAndNoBody() throws Exception {
    openFolder(true);
    var head = server().send(server().to("/icon.svg").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-length")).hasValue("6");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void pagesCarryThePolicyOfPagesAndFilesTheStrictOne() throws Exception {
    openFolder(true);
    assertThat(header("/", "content-security-policy")).contains("script-src 'self'");
    assertThat(header("/icon.svg", "content-security-policy")).startsWith("default-src 'none'");
  }

  @Test
  void pagesOfEverySiteMayLoadTheSdkAndNothingElse() throws Exception {
    openFolder(true);
    var sdk = server().get("/sdk/dering.js", "Origin", "https://shop.example");
    assertThat(sdk.headers().firstValue("access-control-allow-origin")).hasValue("*");
    assertThat(sdk.headers().allValues("cross-origin-resource-policy"))
        .containsExactly("cross-origin");
    assertThat(sdk.headers().firstValue("access-control-allow-credentials")).isEmpty();
    String etag = header("/sdk/dering.js", "etag");
    var unchanged = server().get("/sdk/dering.js", "If-None-Match", etag);
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.headers().firstValue("access-control-allow-origin")).hasValue("*");
    for (String path : new String[] {"/", "/assets/desk-4f1c.js", "/icon.svg", "/sdk/none.js"}) {
      var other = server().get(path, "Origin", "https://shop.example");
      assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
      assertThat(other.headers().firstValue("cross-origin-resource-policy"))
          .hasValue("same-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%5c..%5csecret.txt",
        "/assets/",
        "/assets",
        "/META-INF/dering/console/index.html",
        "//etc/passwd",
        "/index.html%00.js"
      })
  void noPathLeadsOut(String path) throws Exception {
    openFolder(true);
    String answer =
        server().raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*").doesNotContain("secret\n");
  }

  @Test
  void aBrowserGetsAReadablePageForAWrongAddressAndAProgramAProblem() throws Exception {
    openFolder(true);
    var page = server().get("/nothing", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("There is nothing at this address").contains("href=\"/\"");
    assertProblem(server().get("/nothing", "Accept", "application/json"), 404, "not_found");
    assertProblem(server().get("/v1/nothing", "Accept", "text/html"), 404, "not_found");
  }
}
