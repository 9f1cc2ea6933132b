package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a page of {@link PageServer} works on: what it shows, and what it may change. */
public interface LabelSession {
  /** All that the page shows, as it is on disk now. */
  ObjectNode all();

  /**
   * What the page must show anew after a change.
   *
   * @param what as in {@link #change}, which has just done it
   * @param asked as in {@link #change}
   * @return all, or, with {@code part: true}, what has changed of it
   */
  default ObjectNode after(String what, JsonNode asked) {
    return all();
  }

  /**
   * Does what the page asks for, and writes it at once.
   *
   * @param what e.g. {@code verdict}
   * @param asked what the page sent, not checked yet
   * @return whether there is such a thing to ask for
   * @throws StaleFileException where somebody else has written the file; nothing was done
   * @throws dev.claimbench.text.UserError where it may not be done; nothing was done
   */
  boolean change(String what, JsonNode asked) throws StaleFileException;
}
