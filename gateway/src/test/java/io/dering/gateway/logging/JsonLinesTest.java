package io.dering.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dering.gateway.config.GatewayConfig;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

final class JsonLinesTest {
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final Logger log = context.getLogger("io.dering.test");

  JsonLinesTest() {
    context.setMDCAdapter(MDC.getMDCAdapter());
    events.setContext(context);
    events.start();
    log.addAppender(events);
  }

  @Test
  void anEventIsOneLineOfJsonInUtcWithItsCallId() throws IOException {
    log.atInfo().addKeyValue("call_id", "call_abc").log("Rang for {} ms\nand ended", 7_000);

    JsonNode line = line();

    assertThat(Instant.parse(line.path("at").asText())).isNotNull();
    assertThat(line.path("at").asText()).endsWith("Z");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("logger").asText()).isEqualTo("io.dering.test");
    assertThat(line.path("message").asText()).isEqualTo("Rang for 7000 ms\nand ended");
    assertThat(line.path("call_id").asText()).isEqualTo("call_abc");
  }

  @Test
  void theMdcIsThere() throws IOException {
    try (var _ = MDC.putCloseable("account", "demo")) {
      log.warn("x");
      events.list.getFirst().getMDCPropertyMap();
    }
    assertThat(line().path("account").asText()).isEqualTo("demo");
  }

  @Test
  void messageValuesAndExceptionsAreMasked() throws IOException {
    log.atError()
        .addKeyValue("from", "6281234567890")
        .setCause(new IllegalStateException("Bearer abc.def"))
        .log("lost {}", "wacid.AAA=");

    String text = line().toString();

    assertThat(text)
        .contains("[number]", "[meta-call]", "[credential]", "IllegalStateException")
        .doesNotContain("6281234567890", "wacid.", "abc.def");
  }

  @Test
  void ourOwnTypesDoNotGetThatFar() {
    assertThat(new PhoneNumber("6281234567890") + " " + new MetaCallId("wacid.x"))
        .doesNotContain("6281234567890", "wacid.");
  }

  @Test
  void theLogGoesToTheConfiguredFileAtItsLevel(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("dering.log");
    LoggerContext process = (LoggerContext) LoggerFactory.getILoggerFactory();
    try {
      LogSetup.apply(new GatewayConfig.Log("warn", file.toString()));
      org.slf4j.Logger logger = LoggerFactory.getLogger("io.dering.LogSetupTest");
      logger.info("not this");
      logger.warn("call of 6281234567890");
    } finally {
      process.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
    }

    assertThat(Files.readString(file))
        .contains("\"message\":\"call of [number]\"")
        .doesNotContain("not this");
  }

  private JsonNode line() throws IOException {
    byte[] encoded = new JsonLines().encode(events.list.getFirst());
    String text = new String(encoded, StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(1);
    assertThat(text).endsWith("\n");
    return new ObjectMapper().readTree(text);
  }
}
