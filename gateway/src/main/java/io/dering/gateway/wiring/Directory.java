package io.dering.gateway.wiring;

import io.dering.gateway.agents.AgentDirectory;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.rest.People;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The agents of the configuration, for the edges that ask who somebody is.
final class Directory implements AgentDirectory, People {
  private final Map<AccountId, Map<AgentId, Agent>> agents = new LinkedHashMap<>();
  private final Set<AccountId> masked = new HashSet<>();
  private final Optional<AccountId> demo;

  Directory(GatewayConfig config) {
    for (GatewayConfig.Account account : config.accounts()) {
      Map<AgentId, Agent> known = new LinkedHashMap<>();
      for (GatewayConfig.Agent agent : account.agents()) {
        known.put(new AgentId(agent.id()), Accounts.agent(agent));
      }
      agents.put(new AccountId(account.id()), known);
      if (account.maskContacts()) {
        masked.add(new AccountId(account.id()));
      }
    }
    demo = config.mode() == Mode.DEV ? agents.keySet().stream().findFirst() : Optional.empty();
  }

  @Override
  public Optional<Agent> find(AccountId account, AgentId agent) {
    return Optional.ofNullable(agents.getOrDefault(account, Map.of()).get(agent));
  }

  @Override
  public List<Agent> of(AccountId account) {
    return List.copyOf(agents.getOrDefault(account, Map.of()).values());
  }

  @Override
  public boolean masksContacts(AccountId account) {
    return masked.contains(account);
  }

  @Override
  public Optional<AccountId> demoAccount() {
    return demo;
  }

  @Override
  public List<Agent> demoAgents() {
    return demo.map(this::of).orElse(List.of());
  }
}
