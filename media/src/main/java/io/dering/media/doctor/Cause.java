package io.dering.media.doctor;

/// Why a call failed or was silent, and what mends it. Stored by name and told in metrics and over
/// the API: append only. `docs/operations.md` has the same table, longer.
public enum Cause {
  NO_UDP_FROM_META(
      "Not one UDP packet came from Meta's side.",
      "Let UDP in and out at media.port, in the host's firewall and in the cloud's."),
  WRONG_PUBLIC_ADDRESS(
      "Meta's side sees this gateway at another address than the one it is told.",
      "Set media.address to the public address; `dering doctor` shows which it is."),
  ICE_NOT_NOMINATED(
      "Packets came from Meta's side, but none proved a way there and back.",
      "Let answers out: a firewall passes UDP one way only. Look for a proxy that rewrites packets."),
  DTLS_ROLE(
      "Both ends took the same DTLS role, so that neither shook hands with the other.",
      "Set media.offer-as-dtls-client the other way for calls out; report calls in, with their id."),
  DTLS_UNANSWERED(
      "Meta's side never answered the DTLS handshake.",
      "Look for a firewall that inspects UDP or drops its larger packets (1,200 bytes must pass)."),
  DTLS_FINGERPRINT(
      "The certificate of the other end is not the one that its SDP names.",
      "Something on the way rewrites SDP or ends DTLS itself: take it out."),
  DTLS_PROFILE(
      "Both ends share no SRTP profile.",
      "Report it, with the call's id: Meta has changed what it offers."),
  NO_CONSENT(
      "The customer's side stopped answering for 30 s, and nothing more may be sent there.",
      "Mostly the customer lost the network. If it is frequent: let firewalls keep UDP flows 60 s."),
  AGENT_LEG_LOST(
      "The agent's connection was gone when the call ended.",
      "Look at the agent's network, VPN and browser; UDP to media.port must pass there as well."),
  ONE_WAY_FROM_CUSTOMER(
      "The agent was sent to the customer, and nothing came from there.",
      "Let UDP in at media.port; if only this customer is silent, it is that phone."),
  ONE_WAY_FROM_AGENT(
      "The customer was sent to the agent, and nothing came from there.",
      "Reload the agent's page; let UDP in at media.port from the agents' networks."),
  NO_MICROPHONE(
      "The agent's browser had no microphone, or was not allowed to use it.",
      "Plug it in and allow it in the browser; the check at sign-in shows it before the first call."),
  MICROPHONE_MUTED(
      "The agent's microphone was muted by the system or on the headset: it gave nothing at all.",
      "Unmute it in the system's sound settings and on the headset."),
  CUSTOMER_SILENT(
      "Packets came from the customer and held nothing at all.",
      "The customer's phone was muted, or WhatsApp may not use its microphone there.");

  private final String sentence;
  private final String mend;

  Cause(String sentence, String mend) {
    this.sentence = sentence;
    this.mend = mend;
  }

  /// What was wrong.
  public String sentence() {
    return sentence;
  }

  /// What to do.
  public String mend() {
    return mend;
  }
}
