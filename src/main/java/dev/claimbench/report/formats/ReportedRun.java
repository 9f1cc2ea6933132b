package dev.claimbench.report.formats;

import dev.claimbench.report.RunReport;
import dev.claimbench.report.terminal.Style;
import dev.claimbench.run.PromptAndReply;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a report is written from.
 *
 * @param name the run folder's own name
 * @param folder where the run is
 * @param exchanges all prompts and replies, read when they are asked for
 * @param style of a text for the terminal
 * @param worst how many of the worst claims a text for the terminal shows
 */
public record ReportedRun(
    String name,
    Path folder,
    RunReport report,
    Supplier<List<PromptAndReply>> exchanges,
    Style style,
    int worst) {}
