package io.dering.gateway.config;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.money.LedgerTerms;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The whole configuration of one process, checked: a value of this type can be used as it is.
///
/// Read it once with [ConfigReader] and hand each part its own branch. Component names are the keys
/// of the file in camel case. Every compact constructor throws [InvalidConfig] with one sentence.
public record GatewayConfig(
    Mode mode,
    Http http,
    Media media,
    Folder data,
    SqlStore database,
    Meta meta,
    Push push,
    Sandbox sandbox,
    Policy policy,
    List<Account> accounts,
    Log log) {

  private static final Set<String> PUBLISHED_SECRETS =
      Set.of(
          "dev-app-secret",
          "dev-verify-token",
          "dev-access-token",
          "dev-api-token",
          Reference.EXAMPLE_TOKEN);

  private static final Pattern SCOPE =
      Pattern.compile(Stream.of(Scope.values()).map(Scope::word).collect(Collectors.joining("|")));

  public GatewayConfig {
    accounts = List.copyOf(accounts);
    switch (mode) {
      case DEV, SANDBOX -> requireLoopback(mode, http);
      case SERVE -> requireProduction(http, data, meta, accounts);
    }
    Checks.distinct("accounts[].id", accounts, Account::id);
    Checks.distinct(
        "accounts[].channels[].id",
        accounts.stream().flatMap(account -> account.channels().stream()).toList(),
        Channel::id);
    Set<String> tokens = new HashSet<>();
    for (Account account : accounts) {
      for (ApiToken token : account.apiTokens()) {
        if (!tokens.add(token.token().reveal())) {
          throw new InvalidConfig(
              "accounts[].api-tokens[].token of `%s` is used twice; give each backend its own."
                  .formatted(token.name()));
        }
      }
    }
  }

  /// The same configuration after port 0 has become a real one.
  public GatewayConfig withHttpPort(int port) {
    Http bound =
        new Http(http.host(), port, http.trustedProxies(), http.allowedOrigins(), http.tls());
    Meta linked =
        sandboxMeta()
            ? new Meta(
                Demo.sandboxGraph(http.host(), port),
                meta.appSecret(),
                meta.verifyToken(),
                meta.accessToken(),
                meta.wabaId(),
                meta.mediaHosts(),
                meta.writeSettings())
            : meta;
    return new GatewayConfig(
        mode, bound, media, data, database, linked, push, sandbox, policy, accounts, log);
  }

  /// Whether the sandbox of this process plays Meta: under `dev`, unless `meta.graph-url` names
  /// another stand-in.
  public boolean sandboxMeta() {
    return mode == Mode.DEV && meta.graphUrl().equals(Demo.sandboxGraph(http.host(), http.port()));
  }

  private static void requireLoopback(Mode mode, Http http) {
    if (!Checks.isLoopback(http.host())) {
      throw new InvalidConfig(
          "http.host (DERING_HTTP_HOST) must be a loopback address such as 127.0.0.1 under %s,"
                  .formatted(mode == Mode.DEV ? "dev" : "sandbox")
              + " because anyone may sign in there, not `%s`; use serve to be reached from outside."
                  .formatted(http.host()));
    }
  }

  private static void requireProduction(Http http, Folder data, Meta meta, List<Account> accounts) {
    if (!Checks.isLoopback(http.host()) && !http.tls().on() && http.trustedProxies().isEmpty()) {
      throw new InvalidConfig(
          "http.host `%s` can be reached from outside and needs http.tls.certificate-file with"
                  .formatted(http.host())
              + " http.tls.key-file, or http.trusted-proxies; without them only loopback is"
              + " allowed (microphones need a secure origin).");
    }
    require(Key.DATA_DIR, !data.dir().isEmpty());
    require(Key.META_APP_SECRET, !meta.appSecret().isEmpty());
    require(Key.META_VERIFY_TOKEN, meta.verifyToken().isSet());
    require(Key.META_ACCESS_TOKEN, meta.accessToken().isSet());
    require(Key.META_WABA_ID, !meta.wabaId().isEmpty());
    Checks.secureUnlessLoopback(Key.META_GRAPH_URL, meta.graphUrl());
    if (accounts.isEmpty()) {
      throw new InvalidConfig(
          "accounts must name at least one account with its channels and agents.");
    }
    meta.appSecret().forEach(secret -> refusePublished(Key.META_APP_SECRET, secret));
    refusePublished(Key.META_VERIFY_TOKEN, meta.verifyToken());
    refusePublished(Key.META_ACCESS_TOKEN, meta.accessToken());
    for (Account account : accounts) {
      for (ApiToken token : account.apiTokens()) {
        refusePublished(Key.API_TOKENS_TOKEN, token.token());
        if (token.token().reveal().length() < 24) {
          throw new InvalidConfig(
              "%s of `%s` must have at least 24 characters; make one with `openssl rand -hex 24`."
                  .formatted(Key.API_TOKENS_TOKEN.path(), token.name()));
        }
      }
    }
  }

  private static void require(Key key, boolean present) {
    if (!present) {
      throw new InvalidConfig(
          "%s is required by serve: set it in the file, or as %s%s."
              .formatted(
                  key.path(),
                  key.variable(),
                  key.kind().secret() ? " or " + key.variable() + "_FILE" : ""));
    }
  }

  private static void refusePublished(Key key, Secret secret) {
    if (PUBLISHED_SECRETS.contains(secret.reveal())) {
      throw new InvalidConfig(
          "%s is an example that everyone knows; serve needs one of your own."
              .formatted(key.path()));
    }
  }

  /// Where HTTP listens and whom it believes.
  ///
  /// @param trustedProxies addresses or networks in CIDR form
  public record Http(
      String host, int port, List<String> trustedProxies, List<String> allowedOrigins, Tls tls) {
    public Http {
      trustedProxies = Checks.atMost(Key.HTTP_TRUSTED_PROXIES, 32, trustedProxies);
      allowedOrigins = Checks.atMost(Key.HTTP_ALLOWED_ORIGINS, 32, allowedOrigins);
      Checks.host(Key.HTTP_HOST, host);
      Key.HTTP_PORT.check(port);
      trustedProxies.forEach(proxy -> Checks.network(Key.HTTP_TRUSTED_PROXIES, proxy));
      allowedOrigins.forEach(origin -> Checks.origin(Key.HTTP_ALLOWED_ORIGINS, origin));
    }
  }

  /// Certificate chain and private key, PEM; both or neither (empty).
  public record Tls(String certificateFile, String keyFile) {
    public Tls {
      if (certificateFile.isEmpty() != keyFile.isEmpty()) {
        throw new InvalidConfig(
            "http.tls.certificate-file and http.tls.key-file must be set together.");
      }
    }

    public boolean on() {
      return !certificateFile.isEmpty();
    }
  }

  /// The media port. An empty `address` stands for the addresses of this host.
  public record Media(
      int port,
      List<String> address,
      boolean allowLoopbackPeers,
      boolean offerAsDtlsClient,
      int maxHandshakes,
      boolean realTime) {
    public Media {
      Key.MEDIA_PORT.check(port);
      Key.MEDIA_HANDSHAKES.check(maxHandshakes);
      address = Checks.atMost(Key.MEDIA_ADDRESS, 8, address);
      address.forEach(literal -> Checks.addressLiteral(Key.MEDIA_ADDRESS, literal));
    }
  }

  /// The data folder; empty only where no part of the process keeps anything.
  public record Folder(String dir) {}

  /// The database; unset: SQLite in the data folder.
  public record SqlStore(Secret url) {
    public SqlStore {
      Checks.postgresUrl(Key.DATABASE_URL, url);
    }
  }

  /// What Meta gave the business.
  ///
  /// @param writeSettings whether numbers' call settings at Meta are written, or looked at alone
  public record Meta(
      String graphUrl,
      List<Secret> appSecret,
      Secret verifyToken,
      Secret accessToken,
      String wabaId,
      List<String> mediaHosts,
      boolean writeSettings) {
    public Meta {
      mediaHosts = Checks.atMost(Key.META_MEDIA_HOSTS, 16, mediaHosts);
      mediaHosts.forEach(host -> Checks.text(Key.META_MEDIA_HOSTS, host, Checks.HOST_NAME));
      appSecret = Checks.atMost(Key.META_APP_SECRET, 2, appSecret);
      graphUrl = Checks.httpUrl(Key.META_GRAPH_URL, graphUrl);
      Checks.optional(Key.META_WABA_ID, wabaId, Checks.DIGITS);
    }
  }

  /// The stand-in for Meta of `dev` and `sandbox`; `webhookUrl` empty: this process. How long a
  /// minute of money lasts is of `dev` alone.
  public record Sandbox(int mediaPort, String webhookUrl, int minuteS) {
    public Sandbox {
      Key.SANDBOX_MEDIA_PORT.check(mediaPort);
      Key.SANDBOX_MINUTE_S.check(minuteS);
      if (!webhookUrl.isEmpty()) {
        webhookUrl = Checks.httpUrl(Key.SANDBOX_WEBHOOK_URL, webhookUrl);
      }
    }
  }

  /// What browsers' push services are told of us.
  public record Push(String subject) {
    private static final Pattern SUBJECT =
        Pattern.compile("(mailto:[^@\\s\"<>]+@[^@\\s\"<>]+|https://[^\\s\"<>]+)");
    private static final int MAX_SUBJECT = 200;

    public Push {
      if (subject.length() > MAX_SUBJECT) {
        throw Checks.refuse(Key.PUSH_SUBJECT, subject);
      }
      Checks.optional(Key.PUSH_SUBJECT, subject, SUBJECT);
    }
  }

  /// Policy values (business-rules.md); seconds and hours as the names say.
  public record Policy(
      int ringingWindowS,
      int connectingTimeoutS,
      int rejoinGraceS,
      int reachabilityGraceS,
      int staleConnectS,
      int tombstoneS,
      int webhookRetentionH,
      int stopWindowS,
      int answerRateWarnPercent,
      int answerRateLeastCalls,
      int maxCalls,
      LoadMarks load,
      String file,
      Recordings recordings) {
    public Policy {
      Key.POLICY_RINGING_WINDOW_S.check(ringingWindowS);
      Key.POLICY_CONNECTING_TIMEOUT_S.check(connectingTimeoutS);
      Key.POLICY_REJOIN_GRACE_S.check(rejoinGraceS);
      Key.POLICY_REACHABILITY_GRACE_S.check(reachabilityGraceS);
      Key.POLICY_STALE_CONNECT_S.check(staleConnectS);
      Key.POLICY_TOMBSTONE_S.check(tombstoneS);
      Key.POLICY_WEBHOOK_RETENTION_H.check(webhookRetentionH);
      Key.POLICY_STOP_WINDOW_S.check(stopWindowS);
      Key.POLICY_ANSWER_RATE_WARN_PERCENT.check(answerRateWarnPercent);
      Key.POLICY_ANSWER_RATE_LEAST_CALLS.check(answerRateLeastCalls);
      Key.POLICY_MAX_CALLS.check(maxCalls);
    }
  }

  /// Beyond which the process takes no further calls; 0: never for this.
  public record LoadMarks(int maxCpuPercent, int maxLagMs, int maxPackets) {
    public LoadMarks {
      Key.POLICY_MAX_CPU_PERCENT.check(maxCpuPercent);
      Key.POLICY_MAX_LAG_MS.check(maxLagMs);
      Key.POLICY_MAX_PACKETS.check(maxPackets);
    }
  }

  /// What customers record (IN-10); seconds, megabytes (10^6 bytes) and days as the names say.
  public record Recordings(int voicemailWindowS, int maxMb, int diskMb, int retentionD) {
    public Recordings {
      Key.POLICY_VOICEMAIL_WINDOW_S.check(voicemailWindowS);
      Key.POLICY_RECORDING_MAX_MB.check(maxMb);
      Key.POLICY_RECORDING_DISK_MB.check(diskMb);
      Key.POLICY_RECORDING_RETENTION_D.check(retentionD);
    }
  }

  /// A tenant with everything it owns.
  public record Account(
      String id,
      String name,
      String defaultRingGroup,
      int wrapUpS,
      boolean maskContacts,
      boolean callsOpenRooms,
      int answerWithinS,
      int answerPercent,
      VoiceBalance voiceBalance,
      List<Channel> channels,
      List<Agent> agents,
      List<RingGroup> ringGroups,
      List<ApiToken> apiTokens) {
    public Account {
      channels = List.copyOf(channels);
      agents = List.copyOf(agents);
      ringGroups = List.copyOf(ringGroups);
      apiTokens = List.copyOf(apiTokens);
      Checks.text(Key.ACCOUNTS_ID, id, Checks.NAME_ID);
      Checks.label(Key.ACCOUNTS_NAME, name);
      Key.ACCOUNTS_WRAP_UP_S.check(wrapUpS);
      Key.ANSWER_WITHIN_S.check(answerWithinS);
      Key.ANSWER_PERCENT.check(answerPercent);
      if (!defaultRingGroup.isEmpty()) {
        Checks.known(
            Key.DEFAULT_RING_GROUP,
            defaultRingGroup,
            Set.copyOf(ringGroups.stream().map(RingGroup::name).toList()));
      }
      Checks.distinct("accounts[].agents[].id", agents, Agent::id);
      Checks.distinct("accounts[].ring-groups[].name", ringGroups, RingGroup::name);
      Checks.distinct(
          "accounts[].ring-groups[].mode",
          ringGroups,
          group -> group.written() + "` of channel `" + group.channel());
      Set<String> channelIds = new HashSet<>(channels.stream().map(Channel::id).toList());
      Set<String> agentIds = new HashSet<>(agents.stream().map(Agent::id).toList());
      Set<String> placed = new HashSet<>();
      for (RingGroup group : ringGroups) {
        Checks.known(Key.RING_GROUPS_CHANNEL, group.channel(), channelIds);
        for (String member : group.members()) {
          Checks.known(Key.RING_GROUPS_MEMBERS, member, agentIds);
          if (!placed.add(member)) {
            throw new InvalidConfig(
                "%s names `%s` twice; an agent belongs to at most one ring group (RG-6)."
                    .formatted(Key.RING_GROUPS_MEMBERS.path(), member));
          }
        }
      }
    }
  }

  /// What calls to customers are paid by (BAL-2, BAL-8). Amounts in minor units of the rate card's
  /// currency.
  ///
  /// @param thresholds whole amounts above zero, as written
  /// @param rateCard file; empty: none
  public record VoiceBalance(
      boolean enabled,
      int minimumTopUp,
      int minimumToCall,
      List<String> thresholds,
      String rateCard) {
    private static final Pattern AMOUNT = Pattern.compile("[1-9]\\d{0,14}");

    public VoiceBalance {
      Key.BALANCE_MINIMUM_TOP_UP.check(minimumTopUp);
      Key.BALANCE_MINIMUM_TO_CALL.check(minimumToCall);
      thresholds = Checks.atMost(Key.BALANCE_THRESHOLDS, LedgerTerms.MAX_THRESHOLDS, thresholds);
      thresholds.forEach(amount -> Checks.text(Key.BALANCE_THRESHOLDS, amount, AMOUNT));
    }

    /// As the ledger has them.
    public LedgerTerms terms() {
      return new LedgerTerms(
          minimumTopUp, minimumToCall, thresholds.stream().map(Long::valueOf).toList());
    }
  }

  /// A WhatsApp business number; `id` is Meta's phone-number-id.
  ///
  /// @param outbound until somebody switches it over the API
  public record Channel(
      String id,
      String number,
      String name,
      int ringingWindowS,
      int overflowAfterS,
      boolean outbound,
      String permissionTemplate) {
    private static final Pattern TEMPLATE =
        Pattern.compile("[a-z0-9_]{1,512}:[a-z]{2,3}(_[A-Z]{2})?(:caption)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{6,15}");

    public Channel {
      Checks.text(Key.CHANNELS_ID, id, Checks.DIGITS);
      Checks.text(Key.CHANNELS_NUMBER, number, NUMBER);
      Checks.label(Key.CHANNELS_NAME, name);
      Key.CHANNELS_RINGING_WINDOW_S.check(ringingWindowS);
      Key.CHANNELS_OVERFLOW_AFTER_S.check(overflowAfterS);
      Checks.optional(Key.CHANNELS_PERMISSION_TEMPLATE, permissionTemplate, TEMPLATE);
    }
  }

  /// A person who answers in a browser.
  public record Agent(String id, String name, Role role) {
    public Agent {
      Checks.text(Key.AGENTS_ID, id, Checks.NAME_ID);
      Checks.label(Key.AGENTS_NAME, name);
    }
  }

  /// What a person may do (RO-1).
  public enum Role {
    AGENT,
    SUPERVISOR,
    ADMIN
  }

  /// Who rings when a channel is called.
  public record RingGroup(
      String name, String channel, RingMode mode, int huntingS, List<String> members) {
    public RingGroup {
      Key.RING_GROUPS_HUNTING_S.check(huntingS);
      Checks.label(Key.RING_GROUPS_NAME, name);
      members = List.copyOf(members);
    }

    /// The mode as the file spells it.
    String written() {
      return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// How a ring group chooses (RG-2, RG-3).
  public enum RingMode {
    RING_ALL,
    ROUND_ROBIN
  }

  /// A backend's key to the REST API; without `scopes` it opens everything (RM-14).
  public record ApiToken(String name, Secret token, List<String> scopes) {
    public ApiToken {
      scopes = List.copyOf(scopes);
      scopes.forEach(scope -> Checks.text(Key.API_TOKENS_SCOPES, scope, SCOPE));
      Checks.label(Key.API_TOKENS_NAME, name);
      if (!token.isSet()) {
        throw new InvalidConfig(
            "%s of `%s` is empty.".formatted(Key.API_TOKENS_TOKEN.path(), name));
      }
    }
  }

  /// Log of the process; `file` empty: standard output.
  public record Log(String level, String file) {
    private static final Pattern LEVEL = Pattern.compile("error|warn|info|debug");

    public Log {
      Checks.text(Key.LOG_LEVEL, level, LEVEL);
    }
  }
}
