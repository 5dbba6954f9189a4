package io.dering.signaling.desk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.EndedBy;
import io.dering.signaling.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes messages to pages as JSON text frames, protocol version 1. Times are RFC 3339 in UTC.
public final class DeskWriter {
  private static final JsonWriter JSON = new JsonWriter();

  private final boolean sandbox;

  /// `sandbox` is the feature flag of the welcome.
  public DeskWriter(boolean sandbox) {
    this.sandbox = sandbox;
  }

  /// The frame.
  public String write(DeskMessage message) {
    return JSON.write(out -> {
      out.writeStartObject();
      out.writeNumberField("v", 1);
      out.writeStringField("type", type(message));
      writeFields(out, message);
      out.writeEndObject();
    });
  }

  private static String type(DeskMessage message) {
    return switch (message) {
      case DeskMessage.Welcome _ -> "welcome";
      case DeskMessage.Dials _ -> "dials";
      case DeskMessage.LegAnswer _ -> "leg.answer";
      case DeskMessage.LegUp _ -> "leg.up";
      case DeskMessage.LegDown _ -> "leg.down";
      case DeskMessage.LegRefused _ -> "leg.refused";
      case DeskMessage.CallIncoming _ -> "call.incoming";
      case DeskMessage.CallWaiting _ -> "call.waiting";
      case DeskMessage.CallTaken _ -> "call.taken";
      case DeskMessage.CallCancelled _ -> "call.cancelled";
      case DeskMessage.CallConnecting _ -> "call.connecting";
      case DeskMessage.CallOutgoing _ -> "call.outgoing";
      case DeskMessage.CallBalance _ -> "call.balance";
      case DeskMessage.CallConnected _ -> "call.connected";
      case DeskMessage.CallEnded _ -> "call.ended";
      case DeskMessage.PresenceChanged _ -> "presence";
      case DeskMessage.Failed _ -> "error";
      case DeskMessage.Pong _ -> "pong";
      case DeskMessage.Challenge _ -> "challenge";
      case DeskMessage.Reachable _ -> "reachable";
    };
  }

  private void writeFields(JsonGenerator out, DeskMessage message) throws IOException {
    switch (message) {
      case DeskMessage.Welcome welcome -> writeWelcome(out, welcome);
      case DeskMessage.Dials dials -> writeChannels(out, "channels", dials.channels());
      case DeskMessage.LegAnswer leg -> out.writeStringField("sdp", leg.answer().text());
      case DeskMessage.LegUp _ -> {}
      case DeskMessage.LegDown down -> out.writeStringField("reason", down.reason());
      case DeskMessage.LegRefused refused -> {
        out.writeStringField("code", refused.code());
        out.writeStringField("detail", refused.detail());
      }
      case DeskMessage.CallIncoming incoming -> writeIncoming(out, incoming);
      case DeskMessage.CallWaiting waiting -> {
        out.writeStringField("call", waiting.call().value());
        writeCustomer(out, waiting.customer());
        writeChannel(out, waiting.channel());
      }
      case DeskMessage.CallTaken taken -> {
        out.writeStringField("call", taken.call().value());
        writeAgent(out, "by", taken.by());
      }
      case DeskMessage.CallCancelled cancelled -> {
        out.writeStringField("call", cancelled.call().value());
        out.writeStringField("reason", cancelled.reason().wire());
      }
      case DeskMessage.CallConnecting connecting -> {
        out.writeStringField("call", connecting.call().value());
        writeCustomer(out, connecting.customer());
        writeChannel(out, connecting.channel());
      }
      case DeskMessage.CallOutgoing outgoing -> {
        out.writeStringField("call", outgoing.call().value());
        writeCustomer(out, outgoing.customer());
        writeChannel(out, outgoing.channel());
        out.writeStringField("state", outgoing.state().wire());
      }
      case DeskMessage.CallBalance balance -> {
        out.writeStringField("call", balance.call().value());
        writeNumber(out, "remaining_ms", balance.remainingMs());
      }
      case DeskMessage.CallConnected connected -> writeConnected(out, connected);
      case DeskMessage.CallEnded ended -> writeEnded(out, ended);
      case DeskMessage.PresenceChanged presence -> {
        out.writeStringField("state", presence.presence().wire());
        writeWrapUp(out, presence.wrapUpMs());
      }
      case DeskMessage.Failed failed -> {
        out.writeStringField("code", failed.code().wire());
        out.writeStringField("detail", failed.detail());
        writeOptional(out, "re", failed.re());
      }
      case DeskMessage.Pong pong -> {
        out.writeFieldName("id");
        if (pong.id().numeric()) {
          out.writeNumber(pong.id().text());
        } else {
          out.writeString(pong.id().text());
        }
      }
      case DeskMessage.Challenge challenge -> out.writeNumberField("id", challenge.id());
      case DeskMessage.Reachable reachable ->
          out.writeNumberField("silent_ms", reachable.silentMs());
    }
  }

  private static void writeConnected(JsonGenerator out, DeskMessage.CallConnected connected)
      throws IOException {
    out.writeStringField("call", connected.call().value());
    out.writeStringField("since", connected.since().toString());
    out.writeNumberField("talk_ms", connected.talkMs());
    out.writeBooleanField("muted", connected.muted());
  }

  private static void writeEnded(JsonGenerator out, DeskMessage.CallEnded ended)
      throws IOException {
    out.writeStringField("call", ended.call().value());
    out.writeStringField("status", ended.status().name().toLowerCase(Locale.ROOT));
    out.writeStringField("reason", word(ended.reason()));
    out.writeNumberField("talk_ms", ended.talkMs());
    out.writeStringField("ended_by", word(ended.reason().endedBy()));
  }

  private void writeWelcome(JsonGenerator out, DeskMessage.Welcome welcome) throws IOException {
    writeAgent(out, "agent", welcome.agent());
    out.writeStringField("account", welcome.account().value());
    out.writeStringField("presence", welcome.presence().wire());
    writeWrapUp(out, welcome.wrapUpMs());
    out.writeArrayFieldStart("ring_groups");
    for (String group : welcome.ringGroups()) {
      out.writeString(group);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("calls");
    for (DeskMessage.CallIncoming incoming : welcome.calls()) {
      out.writeStartObject();
      writeIncoming(out, incoming);
      out.writeEndObject();
    }
    out.writeEndArray();
    writeChannels(out, "dials", welcome.dials());
    out.writeFieldName("call");
    writeHeld(out, welcome.call());
    out.writeObjectFieldStart("features");
    out.writeBooleanField("sandbox", sandbox);
    out.writeEndObject();
  }

  private static void writeNumber(JsonGenerator out, String field, @Nullable Long value)
      throws IOException {
    if (value == null) {
      out.writeNullField(field);
    } else {
      out.writeNumberField(field, value);
    }
  }

  private static void writeWrapUp(JsonGenerator out, long wrapUpMs) throws IOException {
    if (wrapUpMs > 0) {
      out.writeNumberField("wrap_up_ms", wrapUpMs);
    }
  }

  private static void writeHeld(JsonGenerator out, @Nullable CallCard held) throws IOException {
    if (held == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    out.writeStringField("call", held.call().value());
    writeCustomer(out, held.customer());
    writeChannel(out, held.channel());
    out.writeStringField("state", held.state().wire());
    writeOptional(out, "since", held.since() == null ? null : held.since().toString());
    out.writeBooleanField("muted", held.muted());
    if (held.remainingMs() != null) {
      out.writeNumberField("remaining_ms", held.remainingMs());
    }
    out.writeEndObject();
  }

  private static void writeIncoming(JsonGenerator out, DeskMessage.CallIncoming incoming)
      throws IOException {
    out.writeStringField("call", incoming.call().value());
    writeCustomer(out, incoming.customer());
    writeChannel(out, incoming.channel());
    out.writeStringField("deadline", incoming.deadline().toString());
    out.writeNumberField("window_ms", incoming.windowMs());
    out.writeNumberField("remaining_ms", incoming.remainingMs());
  }

  private static void writeAgent(JsonGenerator out, String field, AgentCard agent)
      throws IOException {
    out.writeObjectFieldStart(field);
    out.writeStringField("id", agent.id().value());
    out.writeStringField("name", agent.name());
    out.writeEndObject();
  }

  private static void writeCustomer(JsonGenerator out, CustomerCard customer) throws IOException {
    out.writeObjectFieldStart("customer");
    writeOptional(out, "name", customer.name());
    writeOptional(out, "number", customer.number());
    out.writeEndObject();
    writeOptional(out, "room", customer.room() == null ? null : customer.room().value());
    writeOptional(out, "button_payload", customer.payloads().button());
    writeOptional(out, "link_payload", customer.payloads().link());
  }

  private static void writeChannels(JsonGenerator out, String field, List<ChannelCard> channels)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (ChannelCard channel : channels) {
      out.writeStartObject();
      writeChannelFields(out, channel);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeChannel(JsonGenerator out, ChannelCard channel) throws IOException {
    out.writeObjectFieldStart("channel");
    writeChannelFields(out, channel);
    out.writeEndObject();
  }

  private static void writeChannelFields(JsonGenerator out, ChannelCard channel)
      throws IOException {
    out.writeStringField("id", channel.id().value());
    out.writeStringField("name", channel.name());
    out.writeStringField("number", channel.number());
  }

  private static void writeOptional(JsonGenerator out, String field, @Nullable String text)
      throws IOException {
    if (text != null) {
      out.writeStringField(field, text);
    }
  }

  private static String word(EndReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  private static String word(EndedBy endedBy) {
    return endedBy.name().toLowerCase(Locale.ROOT);
  }
}
