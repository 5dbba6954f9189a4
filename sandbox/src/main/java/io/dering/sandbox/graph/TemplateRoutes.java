package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.transport.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/// `POST` and `GET /sandbox/graph[/vNN.N]/{waba-id}/message_templates` (Meta reference 3.2):
/// whoever configures a `permission-template` of their own submits it here first, as at Meta.
///
/// Left out: templates that do not ask for permission to call, since nothing sends them here, and
/// named placeholders.
public final class TemplateRoutes implements Routes {
  private static final String TITLE = "message_templates";
  private static final int MAX_TEXT = 1_024;
  private static final String REQUEST = "call_permission_request";
  private static final Set<String> CATEGORIES = Set.of("UTILITY", "MARKETING");

  private final Executor owner;
  private final String wabaId;
  private final Templates templates;
  private final GraphDoor door;

  /// @param owner runs its tasks on the thread of `templates` and of the door's wire
  public TemplateRoutes(Executor owner, String wabaId, Templates templates, GraphDoor door) {
    this.owner = owner;
    this.wabaId = wabaId;
    this.templates = templates;
    this.door = door;
  }

  @Override
  public void mount(Router router) {
    new GraphEdge(owner, this::handle).mount(router, "/" + wabaId + "/message_templates");
  }

  private void handle(RoutingContext ctx, boolean submits, byte[] body) {
    if (!door.isAuthorized(ctx)) {
      door.refuse(ctx, TITLE, body, GraphError.token());
    } else if (submits) {
      submit(ctx, body);
    } else {
      door.answer(ctx, TITLE, body, new GraphDoor.Answer(200, templates.shown()));
    }
  }

  private void submit(RoutingContext ctx, byte[] body) {
    JsonNode asked = door.shown(body);
    Optional<String> fault = fault(asked);
    if (fault.isPresent()) {
      door.refuse(ctx, TITLE, body, GraphError.invalid(fault.get()));
      return;
    }
    String category = asked.path("category").textValue();
    Optional<String> id =
        templates.add(
            new Templates.Template(
                new Templates.Key(
                    asked.path("name").textValue(), asked.path("language").textValue()),
                category,
                component(asked, "BODY").path("text").textValue()));
    if (id.isEmpty()) {
      door.refuse(
          ctx,
          TITLE,
          body,
          GraphError.invalid("There is already content of that name in this language."));
      return;
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("id", id.get());
    answer.put("status", "APPROVED").put("category", category);
    door.answer(ctx, TITLE, body, new GraphDoor.Answer(200, answer));
  }

  /// What is wrong with it, in words.
  private Optional<String> fault(JsonNode asked) {
    if (templates.isFull()) {
      return Optional.of("The sandbox keeps " + Templates.MOST + " templates.");
    }
    if (!asked.path("name").asText().matches("[a-z0-9_]{1,512}")) {
      return Optional.of("name: small letters, digits and underscores, at most 512.");
    }
    if (!asked.path("language").asText().matches("[a-z]{2,3}(_[A-Z]{2})?")) {
      return Optional.of("language: such as en or en_US.");
    }
    if (!CATEGORIES.contains(asked.path("category").asText())) {
      return Optional.of("category: UTILITY or MARKETING asks for permission to call.");
    }
    String text = component(asked, "BODY").path("text").asText();
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      return Optional.of("components: a BODY with a text of at most " + MAX_TEXT + " characters.");
    }
    if (Templates.places(text).isEmpty()) {
      return Optional.of("components: placeholders of the BODY are {{1}}, {{2}} and so on.");
    }
    if (component(asked, REQUEST).isMissingNode()) {
      return Optional.of("components: the sandbox takes templates with " + REQUEST + ".");
    }
    for (JsonNode component : asked.path("components")) {
      String type = component.path("type").asText();
      if (!type.equalsIgnoreCase("BODY") && !type.equalsIgnoreCase(REQUEST)) {
        return Optional.of("components: the sandbox takes BODY and " + REQUEST + " alone.");
      }
    }
    return Optional.empty();
  }

  private static JsonNode component(JsonNode asked, String type) {
    for (JsonNode component : asked.path("components")) {
      if (component.path("type").asText().equalsIgnoreCase(type)) {
        return component;
      }
    }
    return asked.path("components").path("none");
  }
}
