package dev.claimbench.spark;

import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.model.Model;
import dev.claimbench.run.AdaptiveConcurrency;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.Retries;
import dev.claimbench.run.RunListener;
import dev.claimbench.run.Runner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * One task: asks what the folder does not have of its units, and gives a row for each call. A call
 * that fails is a row like any other; only an executor that has no server, or cannot keep replies,
 * fails a task.
 *
 * @param hadoop broadcast: a thousand settings, which each task would read anew
 * @param ask false reads only what is there
 * @param notes what executors say of their servers
 */
record AskUnits(
    ExecutorSetup setup,
    Broadcast<SerializableConfiguration> hadoop,
    boolean ask,
    CollectionAccumulator<String> notes)
    implements FlatMapFunction<Iterator<String>, Row> {
  static final StructType COLUMNS =
      new StructType()
          .add("key", DataTypes.StringType, false)
          .add("task", DataTypes.StringType, false)
          .add("item", DataTypes.StringType, false)
          .add("repeat", DataTypes.IntegerType, false)
          .add("outcome", DataTypes.StringType, false)
          .add("application", DataTypes.StringType, true)
          .add("entry", DataTypes.StringType, true)
          .add("story", DataTypes.StringType, false)
          .add("label", DataTypes.StringType, true)
          .add("article", DataTypes.StringType, true);

  /** Values of the column outcome. */
  static final String REPLY = "reply";

  static final String FAILURE = "failure";
  static final String NOT_ASKED = "not asked";

  @Override
  public Iterator<Row> call(Iterator<String> units)
      throws IOException, JournalException, InterruptedException {
    List<Unit> all = new ArrayList<>();
    units.forEachRemaining(json -> all.add(Unit.parse(json)));
    List<Call> calls = all.stream().flatMap(unit -> unit.calls().stream()).toList();
    TaskContext task = TaskContext.get();
    // A first attempt of a new job would look for what nobody has asked, call by call.
    boolean isFirst =
        ask && setup.isNew() && task.attemptNumber() == 0 && task.stageAttemptNumber() == 0;
    ReplyFolder folder = ReplyFolders.open(setup.out(), hadoop.value().value());
    String writer = setup.application() + "-" + task.taskAttemptId();
    PartitionReplies replies =
        isFirst
            ? PartitionReplies.none(folder, setup.application(), writer, calls)
            : PartitionReplies.read(folder, setup.application(), writer, calls);
    if (ask && calls.stream().anyMatch(c -> !replies.answered(c.key()))) {
      ask(calls, replies);
    }
    return all.stream().flatMap(unit -> rows(unit, replies)).iterator();
  }

  private void ask(List<Call> calls, PartitionReplies replies)
      throws JournalException, InterruptedException {
    JobPlan plan = setup.parsed();
    Model model = ExecutorModel.get(setup, notes::add);
    boolean complete =
        new Runner(
                model,
                replies,
                RunListener.NONE,
                Clock.systemUTC(),
                new Retries(plan.tries(), Duration.ofSeconds(1), plan.experiment().method().seed()),
                // All of the executor's, while its other tasks do not ask.
                AdaptiveConcurrency.fixed(setup.slots()))
            .run(calls);
    if (!complete) {
      List<Call> unasked =
          calls.stream()
              .filter(c -> !replies.answered(c.key()) && replies.failure(c.key()).isEmpty())
              .toList();
      if (!unasked.isEmpty()) {
        // The model was given up; what was answered until then is kept.
        ExecutorModel.close();
        throw new ServerGoneException(
            calls.stream()
                .flatMap(c -> replies.failure(c.key()).stream())
                .flatMap(f -> f.failure().stream())
                .map(JournalEntry.Failure::message)
                .findFirst()
                .orElse("the server was given up"));
      }
    }
  }

  /** The first has the article. */
  private static Stream<Row> rows(Unit unit, PartitionReplies replies) {
    String article = unit.withoutQuestions().toJson();
    return IntStream.range(0, unit.questions().size())
        .mapToObj(
            i -> row(unit.questions().get(i), unit.story(), i == 0 ? article : null, replies));
  }

  private static Row row(
      Unit.Asked call, String story, @Nullable String article, PartitionReplies replies) {
    Optional<KeptReply> reply = replies.reply(call.key());
    Optional<String> entry =
        reply.map(KeptReply::entry).or(() -> replies.failure(call.key()).map(OwnJson::write));
    return RowFactory.create(
        call.key(),
        call.task(),
        call.item(),
        call.repeat(),
        reply.isPresent() ? REPLY : entry.isPresent() ? FAILURE : NOT_ASKED,
        reply.map(KeptReply::application).orElse(null),
        entry.orElse(null),
        call.claim().map(CheckClaim::story).orElse(story),
        call.label(),
        article);
  }
}
