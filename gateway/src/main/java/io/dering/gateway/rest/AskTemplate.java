package io.dering.gateway.rest;

import io.dering.signaling.permission.AskMessage;
import java.util.List;

/// A template that asks for call permission (PM-1), as Meta has approved it.
///
/// @param captioned whether its body has one placeholder, which takes the caption
public record AskTemplate(String name, String language, boolean captioned) {
  /// @param text with the parameters that somebody named, if any
  AskMessage filled(RoomBodies.AskText text) {
    List<String> usual = captioned ? List.of(text.caption()) : List.of();
    return new AskMessage.Template(name, language, text.parameters().orElse(usual));
  }
}
