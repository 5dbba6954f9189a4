package io.dering.gateway.wiring;

import io.dering.gateway.agents.AgentDirectory;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.rest.People;
import io.dering.gateway.storage.UserTable;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.User;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The accounts' people, for the edges that ask who somebody is: those of the configuration, until
/// the database has others. Any thread.
final class Directory implements AgentDirectory, People {
  private final Map<AccountId, Map<AgentId, User>> users = new ConcurrentHashMap<>();
  private final Set<AccountId> masked = new HashSet<>();
  private final Map<AccountId, Map<ChannelId, String>> channels = new HashMap<>();
  private final Optional<AccountId> demo;

  Directory(GatewayConfig config) {
    for (GatewayConfig.Account account : config.accounts()) {
      AccountId id = new AccountId(account.id());
      take(id, account.agents().stream().map(Accounts::agent).map(User::of).toList());
      channels.put(
          id,
          account.channels().stream()
              .collect(
                  Collectors.toMap(
                      channel -> new ChannelId(channel.id()), GatewayConfig.Channel::name)));
      if (account.maskContacts()) {
        masked.add(id);
      }
    }
    demo =
        config.mode() == Mode.DEV
            ? config.accounts().stream().findFirst().map(account -> new AccountId(account.id()))
            : Optional.empty();
  }

  /// The account's people from now on, all of them.
  void take(AccountId account, List<User> all) {
    Map<AgentId, User> known = new LinkedHashMap<>();
    all.forEach(user -> known.put(user.agent().id(), user));
    users.put(account, Collections.unmodifiableMap(known));
  }

  /// Those of the database, of accounts that have any there. Blocks on the disk.
  void take(UserTable table) {
    for (AccountId account : List.copyOf(users.keySet())) {
      table.of(account).ifPresent(all -> take(account, all));
    }
  }

  @Override
  public Optional<Agent> find(AccountId account, AgentId agent) {
    return user(account, agent).map(User::agent);
  }

  /// Never more than the person may do by now, whatever the token says.
  @Override
  public Optional<Role> standing(AccountId account, AgentId agent, Role claimed) {
    return user(account, agent)
        .filter(user -> !user.disabled())
        .map(user -> user.agent().role())
        .map(role -> role.compareTo(claimed) > 0 ? role : claimed);
  }

  @Override
  public List<Agent> of(AccountId account) {
    return users.getOrDefault(account, Map.of()).values().stream()
        .filter(user -> !user.disabled())
        .map(User::agent)
        .toList();
  }

  @Override
  public boolean masksContacts(AccountId account) {
    return masked.contains(account);
  }

  @Override
  public String channelName(AccountId account, ChannelId channel) {
    return channels.getOrDefault(account, Map.of()).getOrDefault(channel, channel.value());
  }

  @Override
  public Optional<AccountId> demoAccount() {
    return demo;
  }

  @Override
  public List<Agent> demoAgents() {
    return demo.map(this::of).orElse(List.of());
  }

  private Optional<User> user(AccountId account, AgentId agent) {
    return Optional.ofNullable(users.getOrDefault(account, Map.of()).get(agent));
  }
}
