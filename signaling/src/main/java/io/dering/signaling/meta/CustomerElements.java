package io.dering.signaling.meta;

import static io.dering.signaling.meta.CallElements.bounded;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.Texts;
import io.dering.signaling.json.Json;
import java.util.List;
import java.util.Optional;

/// Who an element is about (Meta reference 0.4): its own fields first, then the contact beside it.
final class CustomerElements {
  /// The fields of who calls or writes, and of who was written to.
  static final Fields FROM = new Fields("from", "from_user_id", "from_parent_user_id");

  static final Fields TO = new Fields("to", "to_user_id", "to_parent_user_id");

  static final Fields RECIPIENT =
      new Fields("recipient_id", "recipient_user_id", "recipient_parent_user_id");

  private static final int MAX_ID_LENGTH = 255;
  private static final int MAX_PHONE_LENGTH = 32;
  private static final int MAX_NAME_LENGTH = 512;

  /// Where an element says who.
  record Fields(String phone, String user, String parent) {}

  private CustomerElements() {}

  static Caller caller(Json.Obj value, Json.Obj element, Fields fields) {
    // One contact without ids, or ids that differ in spelling: with a single contact it is the
    // customer.
    List<Json.Obj> contacts = value.objects("contacts");
    Optional<Json.Obj> contact =
        contact(value, element)
            .or(() -> contacts.size() == 1 ? Optional.of(contacts.getFirst()) : Optional.empty());
    Optional<String> phone =
        element.text(fields.phone()).or(() -> contact.flatMap(c -> c.text("wa_id")));
    Optional<String> user =
        element.text(fields.user()).or(() -> contact.flatMap(c -> c.text("user_id")));
    Optional<String> parent =
        element.text(fields.parent()).or(() -> contact.flatMap(c -> c.text("parent_user_id")));
    Optional<String> name =
        contact.flatMap(c -> c.object("profile")).flatMap(profile -> profile.text("name"));
    return new Caller(
        bounded(phone, MAX_PHONE_LENGTH).map(PhoneNumber::new).orElse(null),
        bounded(user, MAX_ID_LENGTH).orElse(null),
        bounded(parent, MAX_ID_LENGTH).orElse(null),
        bounded(name, MAX_NAME_LENGTH).map(Texts::name).filter(n -> !n.isEmpty()).orElse(null));
  }

  /// A changed number or id, without the rest.
  static Caller changed(Json.Obj system) {
    Optional<String> phone = system.text("wa_id").or(() -> system.text("new_wa_id"));
    Optional<String> user = system.text("user_id").or(() -> system.text("new_user_id"));
    return new Caller(
        bounded(phone, MAX_PHONE_LENGTH).map(PhoneNumber::new).orElse(null),
        bounded(user, MAX_ID_LENGTH).orElse(null),
        bounded(system.text("parent_user_id"), MAX_ID_LENGTH).orElse(null),
        null);
  }

  /// The contact that belongs to an element: by number, by user id.
  static Optional<Json.Obj> contact(Json.Obj value, Json.Obj element) {
    for (Json.Obj contact : value.objects("contacts")) {
      if (same(contact, "wa_id", element, "from")
          || same(contact, "user_id", element, "from_user_id")
          || same(contact, "wa_id", element, "recipient_id")
          || same(contact, "user_id", element, "recipient_user_id")
          || same(contact, "wa_id", element, "to")
          || same(contact, "user_id", element, "to_user_id")) {
        return Optional.of(contact);
      }
    }
    return Optional.empty();
  }

  private static boolean same(
      Json.Obj contact, String contactField, Json.Obj element, String elementField) {
    Optional<String> text = contact.text(contactField);
    return text.isPresent() && text.equals(element.text(elementField));
  }
}
