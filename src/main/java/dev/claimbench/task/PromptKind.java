package dev.claimbench.task;

import java.util.List;

/**
 * A prompt that there may be in a folder of prompts, as {@code <name>.md}.
 *
 * @param name of the file, and of what it asks for
 * @param places what the file's '# user' part must show, such as {@code {{article}}}
 */
public record PromptKind(String name, List<String> places) {
  public static final String ARTICLE = "{{article}}";
  public static final String CLAIM = "{{claim}}";

  public PromptKind {
    places = List.copyOf(places);
  }
}
