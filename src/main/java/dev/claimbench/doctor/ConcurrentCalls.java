package dev.claimbench.doctor;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks several questions at a time. */
final class ConcurrentCalls {

  /** The replies in the order of the prompts. */
  List<Reply> ask(Model model, List<Prompt> prompts, Sampling sampling, int inFlight)
      throws ModelException {
    ExecutorService threads = Executors.newFixedThreadPool(inFlight);
    try {
      List<Future<Reply>> futures =
          prompts.stream().map(p -> threads.submit(() -> model.ask(p, sampling))).toList();
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> future : futures) {
        replies.add(future.get());
      }
      return replies;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ModelException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelException(ModelException.Cause.CONNECTION, "interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
