package dev.claimbench.task;

import dev.claimbench.claim.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** The tasks that there are; a new one is added here. */
public final class Tasks {
  public static final List<Task> ALL = List.of(new Extract(), new Verify());

  private Tasks() {}

  /**
   * The task of that name.
   *
   * @throws UserError with the names that there are
   */
  public static Task named(String name) {
    return ALL.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--task: expected "
                        + ALL.stream().map(Task::name).collect(Collectors.joining(" or "))
                        + ", got '"
                        + name
                        + "'"));
  }
}
