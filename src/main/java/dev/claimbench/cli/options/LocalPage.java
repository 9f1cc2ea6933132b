package dev.claimbench.cli.options;

import dev.claimbench.label.LabelSession;
import dev.claimbench.label.PageServer;
import dev.claimbench.report.html.ServedPage;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Serves a page on this machine alone, until the program is ended. */
public final class LocalPage {
  private LocalPage() {}

  /**
   * Serves until it is interrupted.
   *
   * @param what the page, for the line that says where it is
   * @param session what it works on, if anything
   * @param port empty for any that is free
   */
  public static int serve(
      PrintWriter out,
      String what,
      Optional<LabelSession> session,
      Optional<Integer> port,
      ServedPage page) {
    return serve(out, what, session, port, page::at, page.policy());
  }

  /**
   * The same with further pages.
   *
   * @param pages HTML by path below the address; {@code ""} is the first
   * @param policy Content-Security-Policy of all of them
   */
  public static int serve(
      PrintWriter out,
      String what,
      Optional<LabelSession> session,
      Optional<Integer> port,
      Function<String, Optional<String>> pages,
      String policy) {
    int wanted = port.orElse(0);
    if (wanted < 0 || wanted > 65_535) {
      throw new UserError("--port: expected 0 to 65535, got " + wanted);
    }
    byte[] token = new byte[16];
    new SecureRandom().nextBytes(token);
    try (PageServer server =
        new PageServer(session, wanted, HexFormat.of().formatHex(token), pages, policy)) {
      out.println(what + " at " + server.address());
      out.println("Only this address opens it; Ctrl-C ends it.");
      out.flush();
      // Until the process is ended.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
