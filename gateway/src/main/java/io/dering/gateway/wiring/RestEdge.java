package io.dering.gateway.wiring;

import io.dering.gateway.admission.Reached;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.graph.MessageClient;
import io.dering.gateway.money.PhoneCountries;
import io.dering.gateway.recordings.RecordingFolder;
import io.dering.gateway.rest.AdmissionRoutes;
import io.dering.gateway.rest.AgentRoutes;
import io.dering.gateway.rest.AgentTokenRoutes;
import io.dering.gateway.rest.ApiToken;
import io.dering.gateway.rest.BalanceRoutes;
import io.dering.gateway.rest.CallButtonRoutes;
import io.dering.gateway.rest.CallRoutes;
import io.dering.gateway.rest.ChannelRoutes;
import io.dering.gateway.rest.ChargeReader;
import io.dering.gateway.rest.ChargeRoutes;
import io.dering.gateway.rest.Contract;
import io.dering.gateway.rest.Credentials;
import io.dering.gateway.rest.DialRoutes;
import io.dering.gateway.rest.LedgerRoutes;
import io.dering.gateway.rest.LimitRoutes;
import io.dering.gateway.rest.Limits;
import io.dering.gateway.rest.Messenger;
import io.dering.gateway.rest.Operations;
import io.dering.gateway.rest.PermissionRoutes;
import io.dering.gateway.rest.PermissionShown;
import io.dering.gateway.rest.PushRoutes;
import io.dering.gateway.rest.RateCardRoutes;
import io.dering.gateway.rest.Resource;
import io.dering.gateway.rest.RestRoutes;
import io.dering.gateway.rest.RingGroupRoutes;
import io.dering.gateway.rest.RoomRoutes;
import io.dering.gateway.rest.SessionRoutes;
import io.dering.gateway.rest.StatisticsRoutes;
import io.dering.gateway.rest.Switchboards;
import io.dering.gateway.rest.TokenRoutes;
import io.dering.gateway.rest.UserRoutes;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.tokens.AnswerSeal;
import io.dering.gateway.tokens.Scope;
import io.dering.gateway.tokens.SessionTokens;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.permission.CallingLimits;
import io.dering.transport.http.SecretDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The REST API over what this process has.
final class RestEdge {
  private static final int WORKER_BYTES = 16;

  private final GatewayConfig config;
  private final Parts parts;
  private final StoredTokens book;
  private final Credentials credentials;

  /// What the API stands on.
  record Parts(
      CallStore store,
      Directory directory,
      SessionTokens tokens,
      AnswerSeal seal,
      Switchboards switchboards,
      EventPlane events,
      PushRoutes pushes,
      RecordingFolder recordings,
      MessageClient messages,
      ChargeReader charges,
      Supplier<CallingLimits> limits,
      Supplier<List<Reached>> reached,
      Executor blocking,
      InstantSource clock,
      SecureRandom random) {}

  RestEdge(GatewayConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
    Set<AccountId> accounts =
        config.accounts().stream()
            .map(account -> new AccountId(account.id()))
            .collect(Collectors.toSet());
    var sources = new StoredTokens.Sources(parts.blocking(), parts.clock(), parts.random());
    book = new StoredTokens(parts.store().tokens(), accounts, sources);
    credentials = new Credentials(configured(config), book, parts.tokens(), parts.directory());
  }

  Credentials credentials() {
    return credentials;
  }

  RestRoutes routes(Contract contract) {
    byte[] worker = new byte[WORKER_BYTES];
    parts.random().nextBytes(worker);
    var answers =
        new StoredAnswers(parts.store().answers(), parts.seal(), HexFormat.of().formatHex(worker));
    var limits = new Limits(config.http().trustedProxies(), System::nanoTime);
    return new RestRoutes(
        new Operations.Doors(contract, credentials, limits, answers), resources());
  }

  /// One for each kind of thing; together they have every operation of the contract.
  private List<Resource> resources() {
    Directory directory = parts.directory();
    boolean dev = config.mode() == Mode.DEV;
    List<Resource> resources = new ArrayList<>(parts.events().resources());
    resources.add(new CallRoutes(new CallRows(parts.store(), parts.blocking()), directory));
    resources.add(new DialRoutes(parts.switchboards()));
    resources.add(new AdmissionRoutes(parts.switchboards(), parts.reached()));
    resources.add(
        new AgentRoutes(
            new AgentRows(parts.store().agents(), parts.blocking(), parts.switchboards()),
            directory));
    Messenger messenger = new MetaMessenger(parts.messages());
    RoomRows rooms = new RoomRows(parts.store(), parts.recordings(), parts.blocking());
    var templates = new AskTemplates(config);
    var permissions =
        new PermissionShown(parts.switchboards(), templates::of, directory, parts.clock());
    resources.add(new RoomRoutes(rooms, parts.switchboards(), directory, permissions));
    resources.add(
        new CallButtonRoutes(rooms, parts.switchboards(), messenger, directory, parts.clock()));
    resources.add(
        new PermissionRoutes(rooms, parts.switchboards(), messenger, templates::of, permissions));
    resources.add(new BalanceRoutes(parts.switchboards()));
    resources.add(new LedgerRoutes(new LedgerRows(parts.store().ledgers(), parts.blocking())));
    resources.add(new ChargeRoutes(parts.switchboards(), parts.charges()));
    resources.add(new RateCardRoutes(parts.switchboards(), rooms, new PhoneCountries()::isPrefix));
    resources.add(new LimitRoutes(parts.limits()));
    resources.add(parts.pushes());
    resources.add(
        new StatisticsRoutes(
            new StatisticRows(
                config, parts.store().figures(), parts.blocking(), parts.switchboards()),
            directory,
            parts.clock()));
    resources.add(
        new UserRoutes(
            parts.switchboards(),
            (account, agents) ->
                CompletableFuture.supplyAsync(
                    () -> parts.store().users().lastSeen(account, agents), parts.blocking()),
            parts.random()));
    resources.add(new ChannelRoutes(parts.switchboards(), parts.limits()));
    resources.add(new RingGroupRoutes(parts.switchboards(), parts.random()));
    resources.add(new SessionRoutes(directory, dev, config.sandboxMeta()));
    resources.add(new TokenRoutes(book, parts.clock()));
    resources.add(new AgentTokenRoutes(parts.tokens(), directory, parts.clock()));
    return resources;
  }

  private static List<ApiToken> configured(GatewayConfig config) {
    List<ApiToken> tokens = new ArrayList<>();
    for (GatewayConfig.Account account : config.accounts()) {
      for (GatewayConfig.ApiToken token : account.apiTokens()) {
        tokens.add(
            new ApiToken(
                new AccountId(account.id()),
                token.name(),
                SecretDigest.of(token.token().reveal()),
                scopes(token.scopes())));
      }
    }
    return tokens;
  }

  /// A token of the configuration without scopes has all of them.
  private static Set<Scope> scopes(List<String> words) {
    Set<Scope> scopes = words.isEmpty() ? EnumSet.allOf(Scope.class) : EnumSet.noneOf(Scope.class);
    words.forEach(word -> Scope.of(word).ifPresent(scopes::add));
    return scopes;
  }
}
