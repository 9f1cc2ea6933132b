package dev.claimbench.run;

/** Where replies are kept: knows what is answered, takes what comes. Used by many threads. */
public interface ReplyStore {
  /** Whether no reply at all is kept. */
  boolean isEmpty();

  /** Whether a reply is kept; a failed call does not count and is asked again. */
  boolean answered(String key);

  /**
   * Takes an entry; may return before it is kept.
   *
   * @param kept run as soon as the entry is kept
   * @throws JournalException where entries cannot be kept any more; all before are whole
   */
  void append(JournalEntry entry, Runnable kept) throws JournalException, InterruptedException;

  /**
   * Waits until everything appended is kept; nothing can be appended afterwards.
   *
   * @throws JournalException where something could not be kept
   */
  void finish() throws JournalException;
}
