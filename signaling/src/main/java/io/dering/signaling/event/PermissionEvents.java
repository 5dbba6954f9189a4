package io.dering.signaling.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.Grant;
import io.dering.signaling.permission.GrantSource;
import io.dering.signaling.permission.PermissionChange;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The events about call permission. They name the customer: one who grants by calling may have no
/// room to look it up in.
final class PermissionEvents {
  private static final JsonWriter JSON = new JsonWriter();

  private PermissionEvents() {}

  static Optional<Event> of(PermissionRecord written) {
    return written instanceof PermissionRecord.PermissionChanged changed
        ? type(changed.change()).map(type -> new Event(type, data(changed)))
        : Optional.empty();
  }

  private static Optional<EventType> type(PermissionChange change) {
    return switch (change) {
      case PermissionChange.Requested _ -> Optional.of(EventType.PERMISSION_REQUESTED);
      case PermissionChange.Granted _ -> Optional.of(EventType.PERMISSION_GRANTED);
      case PermissionChange.Denied _ -> Optional.of(EventType.PERMISSION_DENIED);
      case PermissionChange.Expired _ -> Optional.of(EventType.PERMISSION_EXPIRED);
      case PermissionChange.Revoked _ -> Optional.of(EventType.PERMISSION_REVOKED);
      case PermissionChange.AskEnded(var ask) ->
          Optional.of(EventType.PERMISSION_REQUEST_ENDED).filter(_ -> ask.message() != null);
      case PermissionChange.AskMeta _ -> Optional.empty();
    };
  }

  private static String data(PermissionRecord.PermissionChanged changed) {
    Caller customer = changed.of().customer().caller();
    PhoneNumber phone = customer.phone();
    return JSON.write(out -> {
      out.writeStartObject();
      out.writeStringField("channel", changed.of().channel().value());
      text(out, "room", changed.room() == null ? null : changed.room().value());
      out.writeObjectFieldStart("customer");
      text(out, "number", phone == null ? null : phone.value());
      text(out, "user_id", customer.userId());
      out.writeEndObject();
      write(out, changed.change());
      out.writeEndObject();
    });
  }

  private static void write(JsonGenerator out, PermissionChange change) throws IOException {
    switch (change) {
      case PermissionChange.Requested(var ask) -> write(out, ask);
      case PermissionChange.AskEnded(var ask) -> {
        write(out, ask);
        out.writeStringField("state", word(ask.state()));
        Integer error = ask.error();
        if (error == null) {
          out.writeNullField("meta_error_code");
        } else {
          out.writeNumberField("meta_error_code", error);
        }
      }
      case PermissionChange.Granted(var grant, var source) -> {
        out.writeBooleanField("permanent", grant instanceof Grant.Permanent);
        text(out, "until", grant.ends().map(Object::toString).orElse(null));
        out.writeStringField("source", word(source));
      }
      case PermissionChange.Revoked(GrantSource source) ->
          out.writeStringField("source", word(source));
      case PermissionChange.Denied _, PermissionChange.Expired _, PermissionChange.AskMeta _ -> {}
    }
  }

  private static void write(JsonGenerator out, Ask ask) throws IOException {
    out.writeStringField("request", ask.id().value());
    text(out, "message", ask.message() == null ? null : ask.message().value());
    text(out, "by", ask.by() == null ? null : ask.by().value());
    out.writeStringField("form", word(ask.form()));
    out.writeStringField("ends_at", ask.endsAt().toString());
  }

  private static void text(JsonGenerator out, String name, @Nullable String value)
      throws IOException {
    if (value == null) {
      out.writeNullField(name);
    } else {
      out.writeStringField(name, value);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
