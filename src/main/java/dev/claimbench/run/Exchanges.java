package dev.claimbench.run;

import java.util.List;

/** What was asked and what came back, each made when it is taken. */
public interface Exchanges extends List<PromptAndReply> {
  /** What the i-th one asks: far less work than the prompt and its reply. */
  Question question(int i);
}
