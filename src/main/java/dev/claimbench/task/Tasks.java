package dev.claimbench.task;

import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tasks that there are; a new one is added here. */
public final class Tasks {
  public static final Extract EXTRACT = new Extract();
  public static final Verify VERIFY = new Verify();

  /** In the order asked: the claims first. */
  public static final List<Task<?>> ALL = List.of(EXTRACT, VERIFY);

  private Tasks() {}

  public static List<String> names() {
    return ALL.stream().map(Task::name).toList();
  }

  /** The prompt of each. */
  public static List<PromptKind> prompts() {
    return ALL.stream().map(Task::prompt).collect(Collectors.toUnmodifiableList());
  }

  public static Optional<Task<?>> find(String name) {
    return ALL.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** How a reply ended: {@link dev.claimbench.task.Answer#outcome()}. */
  public static String outcome(Prompt prompt, Reply reply) {
    return named(prompt.task()).outcome(prompt, reply);
  }

  /**
   * The task of that name.
   *
   * @throws UserError with the names that there are
   */
  public static Task<?> named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new UserError(
                    "--task: expected " + String.join(" or ", names()) + ", got '" + name + "'"));
  }
}
