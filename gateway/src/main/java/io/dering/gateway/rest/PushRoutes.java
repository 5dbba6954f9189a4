package io.dering.gateway.rest;

import io.dering.gateway.events.WebhookTarget;
import io.dering.gateway.push.BrowserKeys;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.PushAnswer;
import io.dering.signaling.backend.PushRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Browsers that are told of calls while no page is open (IN-9).
///
/// A person's token is for that person's own browsers, whatever the role. A backend, and a page of
/// this machine under `dev`, say whose browser it is.
public final class PushRoutes implements Resource {
  private static final int ID_BYTES = 16;

  private final Switchboards switchboards;
  private final WebhookTarget target;
  private final String publicKey;

  /// @param publicKey what browsers subscribe with
  public PushRoutes(Switchboards switchboards, WebhookTarget target, String publicKey) {
    this.switchboards = switchboards;
    this.target = target;
    this.publicKey = publicKey;
  }

  @Override
  public void mount(Operations operations) {
    operations.on(
        "getPushKey",
        _ ->
            Reply.ok(new JsonObject().put("object", "push_key").put("public_key", publicKey))
                .now());
    operations.on("createPushDevice", this::create);
    operations.on("deletePushDevice", this::delete);
  }

  private CompletionStage<Reply> create(Asked asked) {
    JsonObject body = asked.body();
    String named = body.getString("agent");
    AgentId self = self(asked);
    if (self != null && named != null && !named.equals(self.value())) {
      return new Reply.Refused(
              Problem.of(ProblemCode.FORBIDDEN, "").with("agent", "must be yourself, or left out"))
          .now();
    }
    if (self == null && named == null) {
      return Reply.wrong("agent", "must be the id of an agent of this account").now();
    }
    PushDevice device = device(body);
    Optional<Reply> wrong = wrong(device);
    return wrong.isPresent()
        ? wrong.get().now()
        : ask(asked, new PushRequest.AddDevice(self == null ? new AgentId(named) : self, device));
  }

  private CompletionStage<Reply> delete(Asked asked) {
    return ask(
        asked, new PushRequest.RemoveDevice(self(asked), new PushDeviceId(asked.path("id"))));
  }

  private CompletionStage<Reply> ask(Asked asked, PushRequest request) {
    return switchboards.ask(asked.account(), request).thenApply(PushRoutes::reply);
  }

  private static Reply reply(BackendAnswer answer) {
    return switch (answer) {
      case PushAnswer.Added(var agent, var device) ->
          Reply.created(
              new JsonObject()
                  .put("object", "push_device")
                  .put("id", device.value())
                  .put("agent", agent.value()));
      case PushAnswer.Removed _ -> new Reply.Empty();
      case Refused refused -> Refusals.reply(refused);
      default -> throw Refusals.misplaced(answer);
    };
  }

  /// Who may act for nobody else.
  private static @Nullable AgentId self(Asked asked) {
    return asked.known() instanceof Viewer.Person person ? person.agent() : null;
  }

  private Optional<Reply> wrong(PushDevice device) {
    return target
        .fault(device.endpoint())
        .map(rule -> Reply.wrong("endpoint", rule))
        .or(() ->
            BrowserKeys.fault(device)
                .map(field ->
                    Reply.wrong("keys." + field, "must be the key that the browser gave")));
  }

  private static PushDevice device(JsonObject body) {
    String endpoint = body.getString("endpoint");
    JsonObject keys = body.getJsonObject("keys");
    return new PushDevice(id(endpoint), endpoint, keys.getString("p256dh"), keys.getString("auth"));
  }

  /// The same browser has the same id, so that it is not told twice.
  private static PushDeviceId id(String endpoint) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(endpoint.getBytes(StandardCharsets.UTF_8));
      return new PushDeviceId("push_" + HexFormat.of().formatHex(digest, 0, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
