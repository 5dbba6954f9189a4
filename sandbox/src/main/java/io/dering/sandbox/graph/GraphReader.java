package io.dering.sandbox.graph;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the body of `POST …/calls` the way Meta does: only documented fields, exact values.
public final class GraphReader {
  private static final int MAX_CALLBACK_TEXT = 512;
  private static final int MAX_PURPOSE = 250;

  /// `to` names the caller in one of Meta's own samples; it is tolerated and means nothing.
  private static final Set<String> SESSION_ONLY =
      Set.of("messaging_product", "call_id", "action", "to", "session");

  private static final Set<String> ACCEPT =
      Set.of(
          "messaging_product",
          "call_id",
          "action",
          "to",
          "session",
          "biz_opaque_callback_data",
          "recording",
          "transcription");

  private static final Set<String> CONNECT =
      Set.of(
          "messaging_product",
          "action",
          "to",
          "recipient",
          "session",
          "biz_opaque_callback_data",
          "recording",
          "transcription");

  private static final Set<String> BARE = Set.of("messaging_product", "call_id", "action", "to");
  private static final Set<String> SESSION = Set.of("sdp_type", "sdp");
  private static final Set<String> RECORDING = Set.of("status", "purpose", "announcement_language");

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// @param body JSON, as it came
  public GraphRead read(byte[] body) {
    try {
      JsonNode request = json.readTree(body);
      if (request == null || !request.isObject()) {
        throw new Fault(GraphError.invalid("The body must be a JSON object."));
      }
      product(request);
      return "connect".equals(text(request, "action"))
          ? new GraphRead.Outbound(connect(request))
          : new GraphRead.Understood(action(request));
    } catch (Fault fault) {
      return new GraphRead.Refused(fault.error);
    } catch (JacksonException _) {
      return new GraphRead.Refused(GraphError.invalid("The body is not valid JSON."));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  private static void product(JsonNode request) throws Fault {
    if (!"whatsapp".equals(text(request, "messaging_product"))) {
      throw new Fault(GraphError.invalid("messaging_product must be \"whatsapp\"."));
    }
  }

  private static ConnectWish connect(JsonNode request) throws Fault {
    only(request, CONNECT, "");
    recording(request, "recording");
    recording(request, "transcription");
    // With both, `to` wins (Meta reference 0.4).
    String to = text(request, request.has("to") ? "to" : "recipient");
    return new ConnectWish(to, session(request, SdpCheck.Kind.OFFER), callbackText(request));
  }

  private static GraphAction action(JsonNode request) throws Fault {
    String action = text(request, "action");
    return switch (action) {
      case "pre_accept" -> {
        only(request, SESSION_ONLY, "");
        yield new GraphAction.PreAccept(callId(request), answer(request));
      }
      case "accept" -> {
        only(request, ACCEPT, "");
        recording(request, "recording");
        recording(request, "transcription");
        yield new GraphAction.Accept(callId(request), answer(request), callbackText(request));
      }
      case "reject" -> {
        only(request, BARE, "");
        yield new GraphAction.Reject(callId(request));
      }
      case "terminate" -> {
        only(request, BARE, "");
        yield new GraphAction.Terminate(callId(request));
      }
      default ->
          throw new Fault(
              GraphError.invalid(
                  "action must be one of {connect, pre_accept, accept, reject, terminate}."));
    };
  }

  private static String callId(JsonNode request) throws Fault {
    return text(request, "call_id");
  }

  private static String answer(JsonNode request) throws Fault {
    return session(request, SdpCheck.Kind.ANSWER);
  }

  private static String session(JsonNode request, SdpCheck.Kind kind) throws Fault {
    JsonNode session = request.get("session");
    if (session == null || !session.isObject()) {
      throw new Fault(GraphError.invalid("session must be an object with sdp_type and sdp."));
    }
    only(session, SESSION, "session.");
    if (!kind.word().equals(text(session, "sdp_type"))) {
      throw new Fault(GraphError.invalid("session.sdp_type must be \"" + kind.word() + "\"."));
    }
    String sdp = text(session, "sdp");
    Optional<String> fault = SdpCheck.fault(sdp, kind);
    if (fault.isPresent()) {
      throw new Fault(GraphError.sdp(fault.get()));
    }
    return sdp;
  }

  private static @Nullable String callbackText(JsonNode request) throws Fault {
    if (!request.has("biz_opaque_callback_data")) {
      return null;
    }
    String text = text(request, "biz_opaque_callback_data");
    if (text.length() > MAX_CALLBACK_TEXT) {
      throw new Fault(
          GraphError.invalid("biz_opaque_callback_data must be at most 512 characters."));
    }
    return text;
  }

  /// Recording is understood and checked, and nothing is recorded.
  private static void recording(JsonNode request, String field) throws Fault {
    JsonNode wish = request.get(field);
    if (wish == null) {
      return;
    }
    if (!wish.isObject()) {
      throw new Fault(GraphError.invalid(field + " must be an object."));
    }
    only(wish, RECORDING, field + ".");
    String status = text(wish, "status");
    if (status.equals("ENABLED")) {
      String purpose = text(wish, "purpose");
      if (purpose.length() > MAX_PURPOSE) {
        throw new Fault(GraphError.invalid(field + ".purpose must be at most 250 characters."));
      }
    } else if (!status.equals("DISABLED")) {
      throw new Fault(GraphError.invalid(field + ".status must be ENABLED or DISABLED."));
    }
  }

  private static String text(JsonNode object, String field) throws Fault {
    JsonNode value = object.get(field);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
      throw new Fault(GraphError.invalid("The parameter " + field + " is required."));
    }
    return value.textValue();
  }

  private static void only(JsonNode object, Set<String> known, String prefix) throws Fault {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new Fault(
            GraphError.invalid("Unexpected key \"" + prefix + name + "\" on param body."));
      }
    }
  }

  /// Leaves the reading at the first fault; never leaves this class.
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient GraphError error;

    Fault(GraphError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }
  }
}
