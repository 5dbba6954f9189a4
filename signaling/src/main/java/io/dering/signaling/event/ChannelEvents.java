package io.dering.signaling.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.standing.AnswerRate.Share;
import io.dering.signaling.standing.StandingChange;
import java.io.IOException;
import java.util.Optional;

/// The events about a channel's standing with Meta.
final class ChannelEvents {
  private static final JsonWriter JSON = new JsonWriter();

  private ChannelEvents() {}

  static Event of(ChannelTold told) {
    String data =
        JSON.write(out -> {
          out.writeStartObject();
          out.writeStringField("channel", told.channel().value());
          write(out, told.change());
          out.writeEndObject();
        });
    return new Event(type(told.change()), data);
  }

  private static EventType type(StandingChange change) {
    return switch (change) {
      case StandingChange.Restricted _ -> EventType.CHANNEL_RESTRICTED;
      case StandingChange.RestrictionEnded _ -> EventType.CHANNEL_RESTRICTION_ENDED;
      case StandingChange.Warned _ -> EventType.CHANNEL_WARNED;
      case StandingChange.AnswerRateLow _ -> EventType.CHANNEL_ANSWER_RATE_LOW;
      case StandingChange.AnswerRateRecovered _ -> EventType.CHANNEL_ANSWER_RATE_RECOVERED;
      case StandingChange.SettingsDiffer _ -> EventType.CHANNEL_SETTINGS_DIFFER;
      case StandingChange.SettingsFailed _ -> EventType.CHANNEL_SETTINGS_FAILED;
      case StandingChange.SettingsInStep _ -> EventType.CHANNEL_SETTINGS_IN_STEP;
    };
  }

  private static void write(JsonGenerator out, StandingChange change) throws IOException {
    switch (change) {
      case StandingChange.Restricted restricted -> {
        out.writeStringField("type", restricted.type());
        text(out, "until", restricted.until().map(Object::toString));
        text(out, "reason", restricted.reason());
      }
      case StandingChange.RestrictionEnded ended -> out.writeStringField("type", ended.type());
      case StandingChange.Warned warned -> {
        out.writeStringField("type", warned.type());
        text(out, "remedy", warned.remedy());
      }
      case StandingChange.AnswerRateLow(Share share) -> share(out, share);
      case StandingChange.AnswerRateRecovered(Share share) -> share(out, share);
      case StandingChange.SettingsDiffer differ -> {
        out.writeArrayFieldStart("fields");
        for (String field : differ.fields()) {
          out.writeString(field);
        }
        out.writeEndArray();
      }
      case StandingChange.SettingsFailed failed -> {
        out.writeStringField("step", failed.step());
        Integer code = failed.code();
        if (code == null) {
          out.writeNullField("meta_error_code");
        } else {
          out.writeNumberField("meta_error_code", code);
        }
        text(out, "meta_error_text", failed.text());
      }
      case StandingChange.SettingsInStep _ -> {}
    }
  }

  private static void share(JsonGenerator out, Share share) throws IOException {
    out.writeNumberField("calls", share.calls());
    out.writeNumberField("answered", share.answered());
    out.writeNumberField("percent", share.percent());
  }

  private static void text(JsonGenerator out, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    } else {
      out.writeNullField(name);
    }
  }
}
