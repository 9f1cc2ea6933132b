package dev.claimbench.task;

import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.plugin.Plugins;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tasks that there are; a new one is added here. Another jar adds its own as public classes
 * with a public constructor without parameters, named in {@code
 * META-INF/services/dev.claimbench.task.Task}.
 */
public final class Tasks {
  public static final Extract EXTRACT = new Extract();
  public static final Verify VERIFY = new Verify();

  /** Those that come with Claimbench, in the order asked: the claims first. */
  public static final List<Task<?>> BUILT_IN = List.of(EXTRACT, VERIFY);

  private static List<Task<?>> all = List.of();

  private Tasks() {}

  /**
   * All of them, in the order asked: those that come with Claimbench, then those of other jars.
   *
   * @throws UserError where another jar's cannot be loaded, or has the name of one that is there
   */
  @SuppressWarnings("unchecked") // a class object knows no type arguments
  public static synchronized List<Task<?>> all() {
    // Not in a static initialiser, from which the user's mistake would come out as a crash.
    if (all.isEmpty()) {
      Class<Task<?>> service = (Class<Task<?>>) (Class<?>) Task.class;
      all = Plugins.load(service, Task::name, BUILT_IN);
    }
    return all;
  }

  /**
   * What is asked where nobody names tasks. A new task is not among them: the folders of prompts
   * that users have do not have its prompt, and their recorded runs no answers to it.
   */
  public static List<String> usual() {
    return List.of(EXTRACT.name(), VERIFY.name());
  }

  /** The prompt of each. */
  public static List<PromptKind> prompts() {
    return all().stream().map(Task::prompt).collect(Collectors.toUnmodifiableList());
  }

  public static Optional<Task<?>> find(String name) {
    return all().stream().filter(t -> t.name().equals(name)).findFirst();
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
                    "unknown task '%s'; expected %s, or the jar that adds it in CLAIMBENCH_PLUGINS"
                        .formatted(
                            name,
                            all().stream().map(Task::name).collect(Collectors.joining(" or ")))));
  }
}
