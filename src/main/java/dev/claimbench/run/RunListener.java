package dev.claimbench.run;

/** Told of a run's progress; called from the threads that ask, one at a time. */
public interface RunListener {
  /** Before the first call. {@code done} were answered by an earlier start. */
  void started(int total, int done);

  /** Before each call. */
  void asking(Call call);

  /** After each call, its entry being in the journal. */
  void answered(Call call, Entry entry);

  /** A failed try that will be repeated. */
  void retrying(Call call, String why);
}
