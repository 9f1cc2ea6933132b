package dev.claimbench.cli;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.ArticleReader;
import dev.claimbench.label.LabelFiles;
import dev.claimbench.label.LabelServer;
import dev.claimbench.report.LabelPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench label}: a page on which gold is labelled, for this machine only. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens a page for labelling: select words in an article to quote them, fill in the claim,",
      "judge claims with the keys 1, 2 and 3, undo. Every change is in the YAML files at once;",
      "comments and order stay. The page is for this machine only; Ctrl-C ends it."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench label --seeds my-articles --gold my-eval",
      "  claimbench label --seeds seeds/open-models --gold eval --port 8099"
    })
final class LabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "DIR",
      required = true,
      description = "Folder of articles (.md, .txt)")
  private Path seeds;

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      required = true,
      description = "Folder whose gold/ and verify/ are written to")
  private Path gold;

  @Option(names = "--port", paramLabel = "N", description = "Default: any that is free")
  private Optional<Integer> port = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    int wanted = port.orElse(0);
    if (wanted < 0 || wanted > 65_535) {
      throw new UserError("--port: expected 0 to 65535, got " + wanted);
    }
    List<Article> articles = ArticleReader.read(seeds);
    LabelPage page = LabelPage.make();
    // A request that never ends must not hold a thread for ever; the JDK's server reads this once.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    byte[] token = new byte[16];
    new SecureRandom().nextBytes(token);
    PrintWriter out = spec.commandLine().getOut();
    try (LabelServer server =
        new LabelServer(
            new LabelFiles(gold, articles),
            wanted,
            HexFormat.of().formatHex(token),
            page.html(),
            page.policy())) {
      out.println("label at " + server.address());
      out.println("Only this address opens it; Ctrl-C ends it.");
      out.flush();
      // Until the process is ended.
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }
}
