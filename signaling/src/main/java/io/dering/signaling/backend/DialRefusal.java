package io.dering.signaling.backend;

import java.util.Locale;

/// Why the business may not call a customer now (OUT-1, OUT-2), in the order in which it is looked
/// at: the first that holds is told. Meta is asked last, since it takes few questions. The names
/// are sent: none is ever changed.
public enum DialRefusal {
  /// The gateway has too much to do for another call, or as many as the account may have: nothing
  /// else is asked for then.
  OVERLOADED("More calls are running than the gateway takes. Try again in a moment."),
  /// Outbound calls are switched off for the channel (OUT-1).
  CHANNEL_OFF("Calls to customers are switched off for this channel."),
  /// They are switched off for the agent (OUT-1).
  AGENT_OFF("Calls to customers are switched off for this agent."),
  /// WhatsApp does not let businesses of the channel's country call (Meta reference 2.6).
  BUSINESS_COUNTRY("WhatsApp does not let numbers of this channel's country call customers."),
  /// Meta restricts the channel's calls.
  RESTRICTED("WhatsApp restricts the calls of this channel."),
  /// No country has such a number.
  NUMBER_UNKNOWN("No country has such a number."),
  AGENT_BUSY("The agent is on a call."),
  /// None of the agent's pages has a line that is up.
  AGENT_UNREACHABLE("The agent has no open page whose line is up."),
  /// The customer is on a call of this channel, or is being called.
  CUSTOMER_BUSY("This customer is on a call with this channel, or is being called."),
  /// Meta takes so many calls of one number at a time (Meta reference 2.6).
  TOO_MANY_CALLS("The channel has as many calls as WhatsApp takes at a time."),
  /// The rate card has no price for the customer's country.
  NO_PRICE("The rate card has no price for this customer's country."),
  /// Less is available than a call needs (BAL-2).
  BALANCE_TOO_LOW("The voice balance is too low for a call. An admin can top it up."),
  /// The customer has not allowed it.
  NO_PERMISSION("The customer has not allowed calls. Ask for permission first."),
  /// As many connected calls with the customer as a day may have (OUT-3).
  DAILY_LIMIT("This customer has had as many calls as a day may have."),
  /// Meta says that no call may be started now.
  META_REFUSES("WhatsApp does not allow a call to this customer now."),
  /// Neither Meta nor what it told before says that the customer allows it.
  PERMISSION_UNKNOWN("WhatsApp did not say whether the customer may be called. Try again.");

  private final String sentence;

  DialRefusal(String sentence) {
    this.sentence = sentence;
  }

  /// The stable word of it.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The same for people.
  public String sentence() {
    return sentence;
  }
}
