package io.dering.gateway.rest;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RingGroupAnswer;
import io.dering.signaling.backend.RingGroupRequest;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.Ids;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/// Ring groups (RG-1 to RG-8).
public final class RingGroupRoutes implements Resource {
  private final Switchboards switchboards;
  private final RandomGenerator ids;

  public RingGroupRoutes(Switchboards switchboards, RandomGenerator ids) {
    this.switchboards = switchboards;
    this.ids = ids;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listRingGroups", asked -> ask(asked, new RingGroupRequest.ListGroups()));
    operations.on(
        "createRingGroup",
        asked ->
            ask(
                asked,
                new RingGroupRequest.AddGroup(
                    group(new RingGroupId(Ids.random("group_", ids)), asked.body()))));
    operations.on(
        "replaceRingGroup",
        asked -> ask(asked, new RingGroupRequest.ReplaceGroup(group(id(asked), asked.body()))));
    operations.on(
        "deleteRingGroup", asked -> ask(asked, new RingGroupRequest.RemoveGroup(id(asked))));
  }

  private CompletionStage<Reply> ask(Asked asked, RingGroupRequest request) {
    return switchboards.ask(asked.account(), request).thenApply(answer -> reply(request, answer));
  }

  private static Reply reply(BackendRequest request, BackendAnswer answer) {
    return switch (answer) {
      case Refused refused -> Refusals.reply(refused);
      case RingGroupAnswer.Groups(List<RingGroup> groups) -> Reply.ok(list(groups));
      case RingGroupAnswer.Group(RingGroup group) ->
          request instanceof RingGroupRequest.AddGroup
              ? Reply.created(json(group))
              : Reply.ok(json(group));
      case RingGroupAnswer.Gone _ -> new Reply.Empty();
      default -> throw Refusals.misplaced(answer);
    };
  }

  private static RingGroupId id(Asked asked) {
    return new RingGroupId(asked.path("id"));
  }

  private static RingGroup group(RingGroupId id, JsonObject body) {
    return new RingGroup(
        id,
        body.getString("name"),
        new ChannelId(body.getString("channel")),
        RingMode.valueOf(body.getString("mode").toUpperCase(Locale.ROOT)),
        body.getJsonArray("members").stream().map(m -> new AgentId(String.valueOf(m))).toList(),
        Duration.ofSeconds(body.getLong("hunting_s", 0L)));
  }

  private static JsonObject list(List<RingGroup> groups) {
    var data = new JsonArray();
    groups.forEach(group -> data.add(json(group)));
    return new JsonObject().put("object", "list").put("data", data).put("has_more", false);
  }

  private static JsonObject json(RingGroup group) {
    var members = new JsonArray();
    group.members().forEach(member -> members.add(member.value()));
    return new JsonObject()
        .put("object", "ring_group")
        .put("id", group.id().value())
        .put("name", group.name())
        .put("channel", group.channel().value())
        .put("mode", group.mode().name().toLowerCase(Locale.ROOT))
        .put("members", members)
        .put("hunting_s", group.hunting().toSeconds());
  }
}
