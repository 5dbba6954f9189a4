package io.dering.sandbox.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import org.jspecify.annotations.Nullable;

/// What stands around everything Meta tells a business (Meta reference 0.3).
public final class Envelope {
  private final Business business;

  public Envelope(Business business) {
    this.business = business;
  }

  Business business() {
    return business;
  }

  /// A `contacts` element.
  ///
  /// @param withNumber false for a customer who goes by a username
  public static ObjectNode contact(Customer customer, boolean withNumber) {
    ObjectNode contact = JsonNodeFactory.instance.objectNode();
    contact.putObject("profile").put("name", customer.name());
    if (withNumber) {
      contact.put("wa_id", customer.number());
    }
    return contact.put("user_id", customer.userId());
  }

  /// A `value` without its content.
  ///
  /// @param contact null where Meta sends none
  public ObjectNode value(@Nullable ObjectNode contact) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", business.number())
        .put("phone_number_id", business.phoneNumberId());
    if (contact != null) {
      value.putArray("contacts").add(contact);
    }
    return value;
  }

  /// The whole body.
  ///
  /// @param field for example `calls`
  public ObjectNode body(String field, ObjectNode value) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("object", "whatsapp_business_account");
    ObjectNode entry = body.putArray("entry").addObject();
    entry.put("id", business.wabaId());
    ObjectNode change = entry.putArray("changes").addObject();
    change.set("value", value);
    change.put("field", field);
    return body;
  }
}
