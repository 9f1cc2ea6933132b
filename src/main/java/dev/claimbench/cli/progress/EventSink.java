package dev.claimbench.cli.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where events for machines go as they are, apart from what anybody else writes there. */
public interface EventSink {
  /** Writes one, on a line of its own. */
  void event(ObjectNode event);
}
