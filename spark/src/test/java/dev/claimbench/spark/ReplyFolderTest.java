package dev.claimbench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every reply folder must do. */
class ReplyFolderTest {
  @TempDir Path dir;

  /** Hadoop's API as HDFS and as object stores are used, on this disk. */
  private enum Kind {
    LOCAL,
    RENAMED,
    OBJECTS
  }

  static Stream<Kind> kinds() {
    return Stream.of(Kind.values());
  }

  private ReplyFolder folder(Kind kind) throws IOException {
    if (kind == Kind.LOCAL) {
      return ReplyFolders.open(dir.toUri(), new Configuration());
    }
    return kind == Kind.OBJECTS
        ? objects(new RawLocalFileSystem())
        : replies(new RawLocalFileSystem(), false);
  }

  private ReplyFolder objects(FileSystem files) throws IOException {
    return replies(files, true);
  }

  private ReplyFolder replies(FileSystem files, boolean objects) throws IOException {
    files.initialize(URI.create("file:///"), new Configuration());
    return new HadoopReplies(files, new org.apache.hadoop.fs.Path(dir.toUri()), objects);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void keeps_the_first_of_two_texts(Kind kind) throws IOException {
    ReplyFolder folder = folder(kind);
    assertThat(folder.isEmpty()).isTrue();
    assertThat(folder.keys("a")).isEmpty();
    assertThat(folder.putIfAbsent("a", "k1", "first ü", "task-1")).isTrue();
    assertThat(folder.putIfAbsent("a", "k1", "second", "task-2")).isFalse();
    assertThat(folder.putIfAbsent("a", "k2", "other", "task-1")).isTrue();
    assertThat(folder.read("a", "k1")).isEqualTo("first ü");
    assertThat(folder.keys("a")).containsExactly("k1", "k2");
    assertThat(folder.isEmpty()).isFalse();
    folder.remove("a", "k1");
    assertThat(folder.keys("a")).containsExactly("k2");
  }

  @Test
  void a_write_whose_answer_is_lost_is_still_ones_own() throws IOException {
    ReplyFolder folder = objects(new LosesAnswers());
    assertThat(folder.putIfAbsent("a", "k", "first", "task-1")).isTrue();
    assertThat(folder.putIfAbsent("a", "k", "second", "task-2")).isFalse();
    assertThat(folder.read("a", "k")).isEqualTo("first");
  }

  /** Writes, and fails when it should say so. */
  private static final class LosesAnswers extends RawLocalFileSystem {
    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        FsPermission permission,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      FSDataOutputStream out =
          super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
      return new FSDataOutputStream(out, null) {
        @Override
        public void close() throws IOException {
          out.close();
          throw new IOException("connection reset");
        }
      };
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_folder_that_cannot_be_written_is_an_error(Kind kind) throws IOException {
    ReplyFolder folder = folder(kind);
    Files.createDirectories(dir.resolve("replies"));
    // A file where a folder would have to be: also root cannot write below it.
    Files.writeString(dir.resolve(kind == Kind.LOCAL ? "replies/a" : "a"), "");
    assertThatThrownBy(() -> folder.putIfAbsent("a", "k", "text", "task"))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void of_many_that_write_one_key_at_a_time_one_wins_on_a_shared_disk(Kind kind) throws Exception {
    ReplyFolder folder = folder(kind);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Callable<Integer> all =
        () -> {
          int wins = 0;
          for (Future<Boolean> put :
              threads.invokeAll(
                  IntStream.range(0, 8)
                      .<Callable<Boolean>>mapToObj(
                          i -> () -> folder.putIfAbsent("a", "k", "text " + i, "task-" + i))
                      .toList())) {
            wins += put.get() ? 1 : 0;
          }
          return wins;
        };
    try {
      // A renamed file replaces another one on a disk of this machine, as it does not on HDFS.
      assertThat(all.call())
          .satisfies(n -> assertThat(kind == Kind.LOCAL ? n == 1 : n >= 1).isTrue());
    } finally {
      threads.shutdownNow();
    }
    assertThat(folder.read("a", "k")).startsWith("text ");
    try (Stream<Path> files = Files.walk(dir)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }
}
