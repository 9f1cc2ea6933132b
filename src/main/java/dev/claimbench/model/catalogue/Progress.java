package dev.claimbench.model.catalogue;

/** Hears how a download goes. Called on the caller's thread, many times a second. */
public interface Progress {
  Progress SILENT =
      new Progress() {
        @Override
        public void bytes(ModelFile model, long done, long total) {}

        @Override
        public void note(String line) {}
      };

  /**
   * How far the file is; starts above 0 where an earlier download is resumed, and may fall when a
   * source turns out bad.
   *
   * @param done bytes here so far, 0 to total
   * @param total bytes of the whole file
   */
  void bytes(ModelFile model, long done, long total);

  /** One line worth telling: which source is asked, which gave way and why. */
  void note(String line);
}
