package io.dering.signaling.backend;

import io.dering.signaling.agent.User;
import java.util.List;

/// Answers to [UserRequest].
public sealed interface UserAnswer extends BackendAnswer {
  /// In the order in which they were added.
  record Users(List<User> users) implements UserAnswer {
    public Users {
      users = List.copyOf(users);
    }
  }

  /// The person as it is now.
  record TheUser(User user) implements UserAnswer {}
}
