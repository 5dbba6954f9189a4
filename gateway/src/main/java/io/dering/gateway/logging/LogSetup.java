package io.dering.gateway.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.storage.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Points the process's log where the configuration says.
public final class LogSetup {
  private static final FileSize MAX_FILE = FileSize.valueOf("20MB");
  private static final int KEPT_FILES = 3;

  private LogSetup() {}

  /// Replaces whatever was set up before.
  public static void apply(GatewayConfig.Log log) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      root.detachAndStopAllAppenders();
      root.setLevel(Level.toLevel(log.level()));
      quiet(context);
      root.addAppender(log.file().isEmpty() ? console(context) : file(context, log.file()));
    }
  }

  /// Libraries whose information is of no use to an operator.
  private static void quiet(LoggerContext context) {
    context.getLogger("org.flywaydb").setLevel(Level.WARN);
    context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("org.jdbi").setLevel(Level.WARN);
    context.getLogger("io.smallrye.config").setLevel(Level.WARN);
  }

  private static OutputStreamAppender<ILoggingEvent> console(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    return started(appender, context);
  }

  private static OutputStreamAppender<ILoggingEvent> file(LoggerContext context, String path) {
    RollingFileAppender<ILoggingEvent> appender = new PrivateAppender();
    appender.setFile(path);
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(path + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(KEPT_FILES);
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(MAX_FILE);
    rolling.start();
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    return started(appender, context);
  }

  /// In a folder for the owner alone the log is so too, each new file of it; elsewhere the folder's
  /// owner may have let others read it.
  private static final class PrivateAppender extends RollingFileAppender<ILoggingEvent> {
    @Override
    public void openFile(String path) throws IOException {
      Path file = Path.of(path).toAbsolutePath();
      if (PrivateFolder.isPrivate(file.resolveSibling(""))) {
        PrivateFolder.makeFile(file);
      }
      super.openFile(path);
    }
  }

  private static OutputStreamAppender<ILoggingEvent> started(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
    JsonLines encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
