package dev.claimbench.run;

import java.util.List;

/** Receives a run's progress from the threads that ask and that write, one at a time. */
public interface RunListener {
  /** Listens to nothing. */
  RunListener NONE =
      new RunListener() {
        @Override
        public void started(List<Workload> work) {}

        @Override
        public void asking(Call call) {}

        @Override
        public void answered(Call call, JournalEntry entry) {}

        @Override
        public void retrying(Call call, String why) {}
      };

  /** Before the first call: what there is to ask, a task each, in the order asked. */
  void started(List<Workload> work);

  /** Before each call. */
  void asking(Call call);

  /** After each call, its entry being on disk. */
  void answered(Call call, JournalEntry entry);

  /** A failed try that will be repeated. */
  void retrying(Call call, String why);
}
