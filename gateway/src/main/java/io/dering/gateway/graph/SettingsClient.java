package io.dering.gateway.graph;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.GraphResponses;
import io.dering.signaling.meta.GraphResult;
import io.dering.signaling.meta.SettingsReader;
import io.dering.signaling.meta.SettingsRequests;
import io.dering.signaling.meta.SettingsResult;
import io.dering.signaling.settings.SettingsSync.Step;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and writes numbers' call settings at Meta. Each command gets exactly one fact; whether and
/// when something is tried again is the switchboard's to say.
public final class SettingsClient {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsClient.class);
  private static final byte[] NO_BODY = new byte[0];

  private final Context context;
  private final GraphWire wire;
  private final Consumer<Fact.FromSettings> facts;
  private final GraphMeter meter;
  private final LongSupplier nanoTime;

  /// `facts` is called on this client's event loop; it must not block.
  public SettingsClient(
      Vertx vertx,
      GraphSettings settings,
      Consumer<Fact.FromSettings> facts,
      GraphClient.Sources sources) {
    this.context = vertx.getOrCreateContext();
    this.wire = new GraphWire(vertx, settings, sources.nanoTime());
    this.facts = facts;
    this.meter = sources.meter();
    this.nanoTime = sources.nanoTime();
  }

  /// Any thread; never blocks.
  public void execute(Command.ForSettings command) {
    context.runOnContext(_ -> send(command));
  }

  private void send(Command.ForSettings command) {
    long began = nanoTime.getAsLong();
    String path = GraphWire.path(command.channel(), "settings");
    Future<Reply> reply =
        switch (command) {
          case Command.ReadSettings _ -> wire.send(HttpMethod.GET, path, NO_BODY);
          case Command.WriteSettings(_, var change) ->
              wire.send(HttpMethod.POST, path, SettingsRequests.body(change));
        };
    reply.onComplete(result -> {
      Reply answer = result.succeeded() ? result.result() : new Reply.Unknown();
      Fact.FromSettings fact = fact(command, answer);
      meter.attempted(request(command), outcome(answer, fact), nanoTime.getAsLong() - began);
      facts.accept(fact);
    });
  }

  private static GraphRequest request(Command.ForSettings command) {
    return switch (command) {
      case Command.ReadSettings _ -> GraphRequest.READ_SETTINGS;
      case Command.WriteSettings _ -> GraphRequest.WRITE_SETTINGS;
    };
  }

  private static GraphOutcome outcome(Reply reply, Fact.FromSettings fact) {
    return switch (fact) {
      case Fact.SettingsRead _, Fact.SettingsWritten _ -> GraphOutcome.SUCCEEDED;
      case Fact.SettingsFailed failed when failed.error().isPresent() -> GraphOutcome.REFUSED;
      case Fact.SettingsFailed _ ->
          reply instanceof Reply.NotSent ? GraphOutcome.NOT_SENT : GraphOutcome.UNKNOWN;
    };
  }

  private static Fact.FromSettings fact(Command.ForSettings command, Reply reply) {
    ChannelId channel = command.channel();
    Step step = command instanceof Command.ReadSettings ? Step.READ : Step.WRITE;
    if (!(reply instanceof Reply.Answered(int status, Buffer answer, _))) {
      return failed(channel, step, Optional.empty());
    }
    byte[] body = answer.getBytes();
    return switch (step) {
      case READ ->
          switch (SettingsReader.read(status, body)) {
            case SettingsResult.Read(var settings, var restrictions) ->
                new Fact.SettingsRead(channel, settings, restrictions);
            case SettingsResult.Refused(MetaError error) ->
                failed(channel, step, Optional.of(error));
            case SettingsResult.Unreadable _ -> failed(channel, step, Optional.empty());
          };
      case WRITE ->
          switch (GraphResponses.read(status, body)) {
            case GraphResult.Succeeded _ -> new Fact.SettingsWritten(channel);
            case GraphResult.Refused(MetaError error) -> failed(channel, step, Optional.of(error));
            case GraphResult.Placed _, GraphResult.Unreadable _ ->
                failed(channel, step, Optional.empty());
          };
    };
  }

  /// The code and the trace id, never Meta's free text.
  private static Fact.FromSettings failed(ChannelId channel, Step step, Optional<MetaError> error) {
    LOG.warn(
        "The {} of a channel's settings at Meta did not work: {}",
        step,
        error.map(MetaError::figures).orElse("no answer"));
    return new Fact.SettingsFailed(channel, step, error);
  }
}
