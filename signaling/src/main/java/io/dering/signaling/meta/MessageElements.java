package io.dering.signaling.meta;

import static io.dering.signaling.meta.CallElements.bounded;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.json.Json;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.room.Attachment;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Elements of `messages[]` and of their `statuses[]` to facts (Meta reference 5.1, 5.2). Empty
/// means: nobody to lay it to, keep it raw.
final class MessageElements {
  private static final int MAX_ID_LENGTH = 255;

  /// Meta's own limit for a text is 4,096; what is longer is cut.
  private static final int MAX_TEXT_LENGTH = 16_384;

  private static final String PERMISSION_REPLY = "interactive.call_permission_reply";

  /// The id of a voicemail is the id of its call (reference 4.5).
  private static final String CALL_ID_PREFIX = "wacid.";

  private MessageElements() {}

  /// @param type as [ChangeReader] has made it: `interactive.` and its inner type for those
  static Optional<Fact.FromMeta> message(
      Optional<ChannelId> channel, Json.Obj value, Json.Obj element, String type) {
    Optional<MessageId> id = id(element);
    Optional<Instant> time = CallElements.time(element, "timestamp");
    Caller customer = CustomerElements.caller(value, element, CustomerElements.FROM);
    if (channel.isEmpty() || id.isEmpty() || time.isEmpty() || isNobody(customer)) {
      return Optional.empty();
    }
    Message message =
        new Message(
            id.get(),
            kind(element, type, id.get()),
            text(element, type).map(MessageElements::cut).orElse(null),
            attachment(element, type).orElse(null),
            element.object("context").flatMap(MessageElements::id).orElse(null));
    if (type.equals(PERMISSION_REPLY)) {
      PermissionReply reply = PermissionReplies.read(permissionReply(element));
      return Optional.of(
          new Fact.PermissionReplied(channel.get(), customer, message, reply, time.get()));
    }
    Caller after = CustomerElements.changed(element.object("system").orElse(Json.Obj.EMPTY));
    return Optional.of(
        isNobody(after)
            ? new Fact.CustomerWrote(channel.get(), customer, message, time.get())
            : new Fact.CustomerChanged(channel.get(), customer, after, message, time.get()));
  }

  static Optional<Fact.FromMeta> status(
      Optional<ChannelId> channel, Json.Obj value, Json.Obj element) {
    Optional<MessageId> id = id(element);
    Optional<Instant> time = CallElements.time(element, "timestamp");
    Optional<MessageStatus> status = status(element);
    Caller recipient = CustomerElements.caller(value, element, CustomerElements.RECIPIENT);
    if (channel.isEmpty()
        || id.isEmpty()
        || time.isEmpty()
        || status.isEmpty()
        || isNobody(recipient)) {
      return Optional.empty();
    }
    return Optional.of(
        new Fact.MessageStatusReported(
            channel.get(),
            recipient,
            id.get(),
            status.get(),
            CallElements.errors(element).stream().findFirst().orElse(null),
            time.get(),
            element.text("biz_opaque_callback_data").flatMap(AskId::in).orElse(null)));
  }

  private static boolean isNobody(Caller customer) {
    return customer.phone() == null && customer.userId() == null && customer.parentUserId() == null;
  }

  private static Optional<MessageId> id(Json.Obj holder) {
    return bounded(holder.text("id"), MAX_ID_LENGTH).map(MessageId::new);
  }

  private static Optional<MessageStatus> status(Json.Obj element) {
    return switch (element.text("status").orElse("").toLowerCase(Locale.ROOT)) {
      case "sent" -> Optional.of(MessageStatus.SENT);
      case "delivered" -> Optional.of(MessageStatus.DELIVERED);
      case "read" -> Optional.of(MessageStatus.READ);
      case "played" -> Optional.of(MessageStatus.PLAYED);
      case "failed" -> Optional.of(MessageStatus.FAILED);
      default -> Optional.empty();
    };
  }

  private static MessageKind kind(Json.Obj element, String type, MessageId id) {
    return switch (type) {
      case "text" -> MessageKind.TEXT;
      case "audio" ->
          id.value().startsWith(CALL_ID_PREFIX) ? MessageKind.VOICEMAIL : MessageKind.AUDIO;
      case "image" -> MessageKind.IMAGE;
      case "video" -> MessageKind.VIDEO;
      case "document" -> MessageKind.DOCUMENT;
      case "sticker" -> MessageKind.STICKER;
      case "location" -> MessageKind.LOCATION;
      case "contacts" -> MessageKind.CONTACTS;
      case "order" -> MessageKind.ORDER;
      case "button",
          "interactive.button_reply",
          "interactive.list_reply",
          "interactive.nfm_reply" ->
          MessageKind.CHOICE;
      case PERMISSION_REPLY ->
          PermissionReplies.isAutomatic(permissionReply(element))
              ? MessageKind.PERMISSION_CHANGE
              : MessageKind.PERMISSION_REPLY;
      case "reaction" -> MessageKind.REACTION;
      case "system" -> MessageKind.SYSTEM;
      case "unsupported" -> MessageKind.UNSUPPORTED;
      default -> MessageKind.UNKNOWN;
    };
  }

  private static Json.Obj permissionReply(Json.Obj element) {
    return interactive(element, "call_permission_reply").orElse(Json.Obj.EMPTY);
  }

  /// What a person reads of it.
  private static Optional<String> text(Json.Obj element, String type) {
    Optional<Json.Obj> body = element.object(type);
    return switch (type) {
      case "text" -> body.flatMap(text -> text.text("body"));
      case "image", "video", "sticker" -> body.flatMap(media -> media.text("caption"));
      case "document" ->
          body.flatMap(media -> media.text("caption").or(() -> media.text("filename")));
      case "location" -> body.flatMap(place -> place.text("name").or(() -> place.text("address")));
      case "button" -> body.flatMap(button -> button.text("text"));
      case "reaction" -> body.flatMap(reaction -> reaction.text("emoji"));
      case "system" -> body.flatMap(system -> system.text("body"));
      case "interactive.button_reply" ->
          interactive(element, "button_reply").flatMap(reply -> reply.text("title"));
      case "interactive.list_reply" ->
          interactive(element, "list_reply").flatMap(reply -> reply.text("title"));
      case "interactive.nfm_reply" ->
          interactive(element, "nfm_reply").flatMap(reply -> reply.text("body"));
      case "interactive.call_permission_reply" ->
          interactive(element, "call_permission_reply").flatMap(reply -> reply.text("response"));
      default -> Optional.empty();
    };
  }

  private static Optional<Attachment> attachment(Json.Obj element, String type) {
    return switch (type) {
      case "audio", "image", "video", "document", "sticker" ->
          element.object(type).flatMap(MessageElements::attachment);
      default -> Optional.empty();
    };
  }

  private static Optional<Attachment> attachment(Json.Obj media) {
    return bounded(media.scalar("id"), MAX_ID_LENGTH)
        .map(id ->
            new Attachment(
                id,
                bounded(media.text("mime_type"), MAX_ID_LENGTH).orElse(null),
                bounded(media.text("sha256"), MAX_ID_LENGTH).orElse(null),
                media.fields().get("voice") instanceof Json.Bool(boolean voice) && voice));
  }

  private static Optional<Json.Obj> interactive(Json.Obj element, String inner) {
    return element.object("interactive").flatMap(interactive -> interactive.object(inner));
  }

  /// Never between the halves of one character.
  private static String cut(String text) {
    if (text.length() <= MAX_TEXT_LENGTH) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT_LENGTH - 1)) ? 1 : 0;
    return text.substring(0, MAX_TEXT_LENGTH - end);
  }
}
