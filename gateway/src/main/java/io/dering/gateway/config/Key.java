package io.dering.gateway.config;

import java.util.List;

/// Every key of the configuration: its name, what it may hold, its default, and one sentence.
///
/// A name with `[]` stands for the elements of a list: `accounts[].id` is `accounts[0].id` in the
/// file and `DERING_ACCOUNTS_0__ID` in the environment. Bounds of numbers live here alone; the
/// records of [GatewayConfig] ask [#check].
public enum Key {
  HTTP_HOST(
      "http.host",
      Kind.TEXT,
      "127.0.0.1",
      "IP address or localhost; loopback only, unless http.tls or http.trusted-proxies is set",
      "Address on which HTTP and WebSocket listen."),
  HTTP_PORT(
      "http.port", 8080, 0, 65_535, "", "TCP port of HTTP and WebSocket; 0 takes a free one."),
  HTTP_TRUSTED_PROXIES(
      "http.trusted-proxies",
      Kind.LIST,
      "IP addresses or networks (10.0.0.0/8), at most 32",
      "Reverse proxies that end TLS before us; only their X-Forwarded headers are believed."),
  HTTP_ALLOWED_ORIGINS(
      "http.allowed-origins",
      Kind.LIST,
      "origins such as https://desk.example.com, at most 32",
      "Web pages of yours, beside the gateway's own, that may use the agents' WebSocket."),
  HTTP_TLS_CERTIFICATE_FILE(
      "http.tls.certificate-file",
      "PEM file, set together with http.tls.key-file",
      "Certificate chain of the HTTPS server."),
  HTTP_TLS_KEY_FILE(
      "http.tls.key-file",
      "PEM file (PKCS#8), set together with http.tls.certificate-file",
      "Private key of the HTTPS server."),
  MEDIA_PORT(
      "media.port", 10_000, 0, 65_535, "", "UDP port of all calls' media; 0 takes a free one."),
  MEDIA_ADDRESS(
      "media.address",
      Kind.LIST,
      "IP addresses, at most 8; empty: the addresses of this host (127.0.0.1 first under dev)",
      "Addresses put into SDP: those under which Meta and the agents' browsers reach media.port."),
  MEDIA_ALLOW_LOOPBACK_PEERS(
      "media.allow-loopback-peers",
      Kind.SWITCH,
      "false",
      "true or false; true by default under dev",
      "Whether loopback, link-local and private candidates of the Meta leg are accepted."),
  MEDIA_OFFER_AS_DTLS_CLIENT(
      "media.offer-as-dtls-client",
      false,
      "Whether our offers to Meta say setup:active; otherwise they leave the DTLS roles to Meta."),
  MEDIA_HANDSHAKES(
      "media.max-handshakes", 400, 1, 10_000, "per s", "DTLS handshakes that begin; more wait."),
  MEDIA_REAL_TIME("media.real-time", true, "Audio before all else (SCHED_RR); false under dev."),
  DATA_DIR(
      "data.dir",
      "folder; required by serve, ./data under dev",
      "Folder of the database and of the key that signs tokens."),
  DATABASE_URL(
      "database.url",
      Kind.SECRET,
      "empty, or jdbc:postgresql://HOST:5432/DATABASE?user=NAME&password=SECRET",
      "PostgreSQL database (14 or later) to use in place of SQLite in data.dir."),
  META_GRAPH_URL(
      "meta.graph-url",
      Kind.TEXT,
      "https://graph.facebook.com/v26.0",
      "http or https URL; https only under serve, unless it is a loopback address",
      "Everything of Meta's Graph API before /{phone-number-id}, version included."),
  META_APP_SECRET(
      "meta.app-secret",
      Kind.SECRETS,
      "one secret, or two while one replaces the other; required by serve",
      "Secret of the Meta app, which signs webhooks."),
  META_VERIFY_TOKEN(
      "meta.verify-token", Kind.SECRET, "required by serve", "Meta repeats it to verify the URL."),
  META_ACCESS_TOKEN(
      "meta.access-token",
      Kind.SECRET,
      "required by serve",
      "Token of the system user with which the Graph API is called."),
  META_WABA_ID(
      "meta.waba-id",
      "digits; required by serve",
      "Id of the WhatsApp Business Account whose webhooks are taken, and whose charges are read."),
  META_MEDIA_HOSTS(
      "meta.media-hosts",
      Kind.LIST,
      "lookaside.fbsbx.com",
      "host names, at most 16",
      "Meta's hosts of recordings: with meta.graph-url all that meta.access-token is sent to."),
  META_WRITE_SETTINGS(
      "meta.write-settings",
      true,
      "Whether channels' call settings are written to Meta's; false: differences are shown alone."),
  PUSH_SUBJECT(
      "push.subject",
      "mailto: or https: URL, at most 200 characters; empty: not said",
      "Whom browsers' push services may write to about this gateway; Apple's takes no push without."),
  SANDBOX_MEDIA_PORT(
      "sandbox.media-port", 10_001, 0, 65_535, "", "UDP port of its media; 0: a free one."),
  SANDBOX_WEBHOOK_URL(
      "sandbox.webhook-url",
      "http URL; empty: /meta/webhook at http.port",
      "Where the sandbox delivers its webhooks (verbs dev and sandbox)."),
  SANDBOX_MINUTE_S(
      "sandbox.minute-s", 60, 1, 60, "s", "How long a minute of balance lasts (verb dev)."),
  POLICY_RINGING_WINDOW_S(
      "policy.ringing-window-s",
      30,
      30,
      60,
      "s",
      "How long a call rings before it ends unanswered, where its channel says nothing else (IN-7)."),
  POLICY_CONNECTING_TIMEOUT_S(
      "policy.connecting-timeout-s",
      15,
      5,
      60,
      "s",
      "How long accepting a call may take before it is given up."),
  POLICY_REJOIN_GRACE_S(
      "policy.rejoin-grace-s",
      30,
      1,
      120,
      "s",
      "How long a running call waits for its agent's page to come back."),
  POLICY_REACHABILITY_GRACE_S(
      "policy.reachability-grace-s",
      5,
      1,
      30,
      "s",
      "How long an agent whose page vanished still counts as able to answer (IN-6)."),
  POLICY_STALE_CONNECT_S(
      "policy.stale-connect-s",
      60,
      20,
      600,
      "s",
      "Age from which the webhook of a call counts as missed and rings nobody."),
  POLICY_TOMBSTONE_S(
      "policy.tombstone-s",
      600,
      600,
      86_400,
      "s",
      "How long an ended call's id is remembered, so that a late webhook cannot make it ring."),
  POLICY_WEBHOOK_RETENTION_H(
      "policy.webhook-retention-h",
      168,
      1,
      720,
      "h",
      "How long handled webhooks are kept as received; they hold phone numbers and SDP."),
  POLICY_STOP_WINDOW_S(
      "policy.stop-window-s",
      1,
      0,
      3_600,
      "s",
      "How long an orderly stop waits for running calls before it ends them."),
  POLICY_ANSWER_RATE_WARN_PERCENT(
      "policy.answer-rate-warn-percent",
      60,
      0,
      100,
      "%",
      "Share of answered calls in 24 h below which a channel is warned of (IN-12); 0: never."),
  POLICY_ANSWER_RATE_LEAST_CALLS(
      "policy.answer-rate-least-calls",
      20,
      1,
      100_000,
      "calls",
      "Calls in 24 h below which the share of answered ones says nothing."),
  POLICY_VOICEMAIL_WINDOW_S(
      "policy.recordings.voicemail-window-s",
      600,
      10,
      86_400,
      "s",
      "How long after an unanswered call a voice message counts as left for it (IN-10)."),
  POLICY_RECORDING_MAX_MB(
      "policy.recordings.max-mb", 16, 1, 100, "MB", "The longest recording that is taken."),
  POLICY_RECORDING_DISK_MB(
      "policy.recordings.disk-mb",
      2_048,
      1,
      10_000_000,
      "MB",
      "What all recordings may take of data.dir; beyond it new ones wait."),
  POLICY_RECORDING_RETENTION_D(
      "policy.recordings.retention-d", 90, 1, 3_650, "days", "How long recordings are kept."),
  POLICY_MAX_CALLS(
      "policy.max-calls", 0, 0, 100_000, "calls", "Calls of an account at once; 0: any."),
  POLICY_MAX_CPU_PERCENT(
      "policy.load.max-cpu-percent", 85, 0, 99, "%", "CPU from which calls are refused, 0: none."),
  POLICY_MAX_LAG_MS(
      "policy.load.max-lag-ms", 100, 0, 10_000, "ms", "Lag from which calls are refused; 0: any."),
  POLICY_MAX_PACKETS(
      "policy.load.max-packets", 0, 0, 10_000_000, "per s", "RTP in at which calls are refused."),
  POLICY_FILE(
      "policy.file",
      "file as config/policy.yaml; empty: the figures that come with the gateway",
      "Figures of calling out and of asking for it; a change counts without a restart."),
  ACCOUNTS_ID(
      "accounts[].id",
      Kind.TEXT,
      "example",
      "a to z, 0 to 9, dot, dash, underscore; at most 64",
      "Name of the account (the tenant) in the log of calls."),
  ACCOUNTS_NAME(
      "accounts[].name",
      Kind.TEXT,
      "Example Ltd",
      "at most 100 characters",
      "Name that people see."),
  DEFAULT_RING_GROUP(
      "accounts[].default-ring-group",
      "name of a ring group of the same account; empty: none",
      "Ring group of the numbers that have none; without it their calls ring nobody (IN-3)."),
  ACCOUNTS_WRAP_UP_S(
      "accounts[].wrap-up-s",
      0,
      0,
      3_600,
      "s",
      "How long an agent who has talked is in wrap-up and not free, unless the agent ends it; 0: off."),
  MASK_CONTACTS(
      "accounts[].mask-contacts",
      false,
      "Whether agents see only the last three digits of customers' numbers (RM-8)."),
  CALLS_OPEN_ROOMS(
      "accounts[].calls-open-rooms",
      false,
      "Whether a call that is answered opens its customer's room and assigns who answered (RM-1)."),
  ANSWER_WITHIN_S(
      "accounts[].answer-within-s",
      20,
      1,
      300,
      "s",
      "Target of the live view: within what time calls are to be answered (RM-12)."),
  ANSWER_PERCENT(
      "accounts[].answer-percent",
      80,
      1,
      100,
      "%",
      "Target of the live view: how many of a hundred calls are to be answered within that time."),
  BALANCE_ENABLED(
      "accounts[].voice-balance.enabled",
      true,
      "Whether calls to customers are paid from the account's voice balance; false: they cost it"
          + " nothing."),
  BALANCE_MINIMUM_TOP_UP(
      "accounts[].voice-balance.minimum-top-up",
      50_000,
      1,
      999_999_999,
      "minor units (Rp 1 each)",
      "The least that may be put in at once (BAL-2)."),
  BALANCE_MINIMUM_TO_CALL(
      "accounts[].voice-balance.minimum-to-call",
      50_000,
      1,
      999_999_999,
      "minor units (Rp 1 each)",
      "What must be available for a call to a customer to start (BAL-2)."),
  BALANCE_THRESHOLDS(
      "accounts[].voice-balance.thresholds",
      Kind.LIST,
      "100000, 50000",
      "at most 10 amounts in minor units; without the key those shown here",
      "Below which balances admins and backends are warned (BAL-8)."),
  BALANCE_RATE_CARD(
      "accounts[].voice-balance.rate-card",
      "CSV file as config/rates-example.csv; empty: none, so that no customer can be called",
      "Prices until a rate card is imported on the page or over the API, which counts from then on"
          + " (BAL-3)."),
  CHANNELS_ID(
      "accounts[].channels[].id",
      Kind.TEXT,
      "200000000000001",
      "digits, at most 32; in quotes",
      "Meta's phone-number-id of a WhatsApp business number."),
  CHANNELS_NUMBER(
      "accounts[].channels[].number",
      Kind.TEXT,
      "622150000099",
      "6 to 15 digits with country code; in quotes",
      "The number itself."),
  CHANNELS_NAME(
      "accounts[].channels[].name",
      Kind.TEXT,
      "Example Support",
      "at most 100 characters",
      "Name of the number that agents see."),
  CHANNELS_RINGING_WINDOW_S(
      "accounts[].channels[].ringing-window-s",
      30,
      30,
      60,
      "s",
      "How long a call to this number rings; without it policy.ringing-window-s (IN-7)."),
  CHANNELS_OVERFLOW_AFTER_S(
      "accounts[].channels[].overflow-after-s",
      0,
      0,
      60,
      "s",
      "After what time a call that the customer's own agents do not answer rings for the ring groups"
          + " too; 0: never."),
  CHANNELS_OUTBOUND(
      "accounts[].channels[].outbound", true, "Whether it calls customers (OUT-1), until changed."),
  CHANNELS_PERMISSION_TEMPLATE(
      "accounts[].channels[].permission-template",
      Kind.TEXT,
      "call_permission:en:caption",
      "template:language, or template:language:caption; empty: none",
      "Template that asks for call permission where the customer has not written for 24 hours (PM-1)."),
  AGENTS_ID(
      "accounts[].agents[].id",
      Kind.TEXT,
      "putri",
      "a to z, 0 to 9, dot, dash, underscore; at most 64",
      "Name of an agent in tokens and in the log of calls."),
  AGENTS_NAME(
      "accounts[].agents[].name",
      Kind.TEXT,
      "Putri",
      "at most 100 characters",
      "Name that other agents see."),
  AGENTS_ROLE(
      "accounts[].agents[].role",
      Kind.TEXT,
      "agent",
      "agent, supervisor or admin",
      "What the person may do."),
  RING_GROUPS_NAME(
      "accounts[].ring-groups[].name",
      Kind.TEXT,
      "Support",
      "at most 100 characters",
      "Name of a ring group."),
  RING_GROUPS_CHANNEL(
      "accounts[].ring-groups[].channel",
      Kind.TEXT,
      "200000000000001",
      "id of a channel of the same account",
      "Number whose calls ring this group."),
  RING_GROUPS_MODE(
      "accounts[].ring-groups[].mode",
      Kind.TEXT,
      "ring-all",
      "ring-all or round-robin; a channel may have one group of each, round-robin goes first (RG-5)",
      "How members are chosen: ring-all offers a call to all free members at once (RG-2), round-robin"
          + " to one of those who are online and free, in turn (RG-3)."),
  RING_GROUPS_HUNTING_S(
      "accounts[].ring-groups[].hunting-s",
      0,
      0,
      60,
      "s",
      "Round robin only: after what time, or decline, a call goes on to the next member (RG-7);"
          + " 0: it rings for one member alone."),
  RING_GROUPS_MEMBERS(
      "accounts[].ring-groups[].members",
      Kind.LIST,
      "putri",
      "ids of agents of the same account, each in one group only (RG-6)",
      "Agents who ring."),
  API_TOKENS_NAME(
      "accounts[].api-tokens[].name",
      Kind.TEXT,
      "crm",
      "at most 100 characters",
      "Which of your backends holds this token."),
  API_TOKENS_TOKEN(
      "accounts[].api-tokens[].token",
      Kind.SECRET,
      "at least 24 characters under serve; better by DERING_ACCOUNTS_0__API_TOKENS_0__TOKEN_FILE",
      "Bearer token that lets this backend use the REST API."),
  API_TOKENS_SCOPES(
      "accounts[].api-tokens[].scopes",
      Kind.LIST,
      "names of scopes as in docs/api.md, such as calls:read; empty: all of them",
      "What this token opens."),
  LOG_LEVEL(
      "log.level",
      Kind.TEXT,
      "info",
      "error, warn, info or debug",
      "How much is logged; no level writes phone numbers, names, tokens or SDP."),
  LOG_FILE(
      "log.file",
      "file; empty: standard output (under dev dering.log in data.dir)",
      "Where the JSON lines of the log go.");

  private final String path;
  private final Kind kind;
  private final String shown;
  private final String bounds;
  private final String sentence;
  private final long min;
  private final long max;

  Key(String path, Kind kind, String shown, String bounds, String sentence) {
    this.path = path;
    this.kind = kind;
    this.shown = shown;
    this.bounds = bounds;
    this.sentence = sentence;
    this.min = 0;
    this.max = 0;
  }

  /// Without a default.
  Key(String path, Kind kind, String bounds, String sentence) {
    this(path, kind, "", bounds, sentence);
  }

  /// A text without a default.
  Key(String path, String bounds, String sentence) {
    this(path, Kind.TEXT, bounds, sentence);
  }

  Key(String path, boolean shown, String sentence) {
    this(path, Kind.SWITCH, Boolean.toString(shown), "true or false", sentence);
  }

  Key(String path, int shown, int min, int max, String unit, String sentence) {
    this.path = path;
    this.kind = Kind.NUMBER;
    this.shown = Integer.toString(shown);
    this.bounds = (min + " to " + max + " " + unit).strip();
    this.sentence = sentence;
    this.min = min;
    this.max = max;
  }

  /// The name in the file, `[]` for the elements of a list.
  public String path() {
    return path;
  }

  public String sentence() {
    return sentence;
  }

  /// What may be said, in words; for numbers the range with its unit.
  public String bounds() {
    return bounds;
  }

  Kind kind() {
    return kind;
  }

  /// The default; for keys inside a list, which have none, the example of the reference file.
  String shown() {
    return shown;
  }

  long min() {
    return min;
  }

  long max() {
    return max;
  }

  /// Whether the key stands inside an element of a list, where nothing has a default.
  boolean inList() {
    return path.contains("[]");
  }

  /// The environment variable, with `0` for each index: `DERING_HTTP_PORT`.
  public String variable() {
    return "DERING_" + Variables.suffix(path.replace("[]", "[0]"));
  }

  /// `number` when it is within bounds.
  ///
  /// @throws InvalidConfig otherwise
  int check(int number) {
    if (number < min || number > max) {
      throw new InvalidConfig("%s must be %s, not %d.".formatted(path, bounds, number));
    }
    return number;
  }

  static List<Key> all() {
    return List.of(values());
  }
}
