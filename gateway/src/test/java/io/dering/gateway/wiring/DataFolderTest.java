package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.Demo;
import io.dering.gateway.storage.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who called whom is nobody else's business on the same machine.
final class DataFolderTest {
  @TempDir Path folder;

  @Test
  void whatARunningGatewayKeepsIsItsOwnersAlone() throws IOException {
    Map<String, String> ports =
        Map.of(
            "DERING_HTTP_PORT", "0",
            "DERING_MEDIA_PORT", "0",
            "DERING_SANDBOX_MEDIA_PORT", "0",
            "DERING_DATA_DIR", folder.resolve("data").toString());
    try (Gateway _ = Gateway.start(Demo.dev(ports), _ -> {})) {
      Path data = folder.resolve("data");
      assertThat(PrivateFolder.isPrivate(data)).isTrue();
      try (Stream<Path> files = Files.list(data)) {
        assertThat(files)
            .hasSizeGreaterThanOrEqualTo(5)
            .allSatisfy(file ->
                assertThat(permissions(file))
                    .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
      }
    }
  }

  /// `token create` may be the first to make the folder.
  @Test
  void aTokenKeyIsItsOwnersAloneInAFolderThatIsToo() throws IOException {
    Path data = folder.resolve("fresh");
    assertThat(TokenKey.of(data, new SecureRandom())).hasSize(32);
    assertThat(permissions(data)).isEqualTo("rwx------");
    assertThat(permissions(data.resolve("token.key"))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
