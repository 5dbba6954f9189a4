package io.dering.gateway.graph;

import io.dering.signaling.call.Caller;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.meta.PermissionAnswer;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Meta whether customers may be called (Meta reference 3.4). Each command gets exactly one
/// fact.
///
/// Each time anew: the customer may grant it or take it back the next second. Meta allows few
/// questions (613); after one too many nothing is asked for [#BACK_OFF], or as long as Meta says,
/// and a permission that was there up to [#STALE] ago stands in. Its age goes with it, so that it
/// changes nothing that has happened since.
public final class PermissionClient {
  static final Duration BACK_OFF = Duration.ofSeconds(10);
  static final Duration STALE = Duration.ofMinutes(1);

  private static final int TOO_MANY = 613;

  /// Some 500 bytes each.
  private static final int MAX_REMEMBERED = 2_000;

  private static final byte[] NO_BODY = new byte[0];
  private static final Logger LOG = LoggerFactory.getLogger(PermissionClient.class);

  private final Context context;
  private final GraphWire wire;
  private final Consumer<Fact.FromPermission> facts;
  private final GraphMeter meter;
  private final LongSupplier nanoTime;
  private final Map<String, Said> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };
  private @Nullable Long backOffUntilNanos;

  /// What Meta said when it was asked at that time.
  private record Said(MetaPermission permission, long atNanos) {}

  /// `facts` is called on this client's event loop; it must not block.
  public PermissionClient(
      Vertx vertx,
      GraphSettings settings,
      Consumer<Fact.FromPermission> facts,
      GraphClient.Sources sources) {
    this.context = vertx.getOrCreateContext();
    this.wire = new GraphWire(vertx, settings, sources.nanoTime());
    this.facts = facts;
    this.meter = sources.meter();
    this.nanoTime = sources.nanoTime();
  }

  /// Any thread; never blocks.
  public void execute(Command.ForPermission command) {
    context.runOnContext(_ -> {
      switch (command) {
        case Command.ReadPermission read -> read(read);
      }
    });
  }

  private void read(Command.ReadPermission command) {
    Optional<String> query = query(command.customer());
    if (query.isEmpty()) {
      facts.accept(failed(command, Optional.empty()));
      return;
    }
    String path = GraphWire.path(command.channel(), "call_permissions?") + query.get();
    long now = nanoTime.getAsLong();
    Long heldOff = backOffUntilNanos;
    boolean backingOff = heldOff != null && now - heldOff < 0;
    if (!backingOff) {
      ask(command, path, now);
      return;
    }
    Said said = remembered.get(path);
    facts.accept(
        said != null && now - said.atNanos() < STALE.toNanos()
            ? read(command, said.permission(), now - said.atNanos())
            : failed(command, Optional.of(MetaError.of(TOO_MANY))));
  }

  private static Fact.FromPermission read(
      Command.ReadPermission command, MetaPermission permission, long ageNanos) {
    return new Fact.PermissionRead(
        command.call(), command.channel(), permission, Duration.ofNanos(ageNanos));
  }

  private void ask(Command.ReadPermission command, String path, long began) {
    wire.send(HttpMethod.GET, path, NO_BODY)
        .onComplete(result -> {
          Reply reply = result.succeeded() ? result.result() : new Reply.Unknown();
          Fact.FromPermission fact = fact(command, path, reply, began);
          meter.attempted(
              GraphRequest.READ_PERMISSION, outcome(reply, fact), nanoTime.getAsLong() - began);
          facts.accept(fact);
        });
  }

  private Fact.FromPermission fact(
      Command.ReadPermission command, String path, Reply reply, long began) {
    if (!(reply instanceof Reply.Answered(int status, Buffer body, long retryAfterMs))) {
      return failed(command, Optional.empty());
    }
    return switch (PermissionAnswer.read(status, body.getBytes())) {
      case PermissionAnswer.Read(var permission) -> {
        if (permission.status() == MetaPermission.Status.NONE) {
          remembered.remove(path);
        } else {
          remembered.put(path, new Said(permission, began));
        }
        yield read(command, permission, nanoTime.getAsLong() - began);
      }
      case PermissionAnswer.Refused(var error) -> {
        if (status == 429 || error.code() == TOO_MANY) {
          long pauseNanos = Math.max(BACK_OFF.toNanos(), retryAfterMs * 1_000_000);
          backOffUntilNanos = nanoTime.getAsLong() + pauseNanos;
        }
        yield failed(command, Optional.of(error));
      }
      case PermissionAnswer.Unreadable _ -> failed(command, Optional.empty());
    };
  }

  private static GraphOutcome outcome(Reply reply, Fact.FromPermission fact) {
    return switch (fact) {
      case Fact.PermissionRead _ -> GraphOutcome.SUCCEEDED;
      case Fact.PermissionNotRead failed when failed.error().isPresent() -> GraphOutcome.REFUSED;
      case Fact.PermissionNotRead _ ->
          reply instanceof Reply.NotSent ? GraphOutcome.NOT_SENT : GraphOutcome.UNKNOWN;
    };
  }

  /// With both a number and a user id the number wins (Meta reference 0.4).
  private static Optional<String> query(Caller customer) {
    PhoneNumber phone = customer.phone();
    if (phone != null) {
      return Optional.of("user_wa_id=" + encoded(phone.value()));
    }
    return Optional.ofNullable(customer.userId()).map(id -> "recipient=" + encoded(id));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// The code and the trace id, never Meta's free text.
  private static Fact.FromPermission failed(
      Command.ReadPermission command, Optional<MetaError> error) {
    LOG.warn(
        "A call permission could not be read for {}: {}",
        command.call(),
        error.map(MetaError::figures).orElse("no answer"));
    return new Fact.PermissionNotRead(command.call(), command.channel(), error);
  }
}
