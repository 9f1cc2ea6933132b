package dev.claimbench.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;

/**
 * On HDFS or an object store.
 *
 * @param objects whether a file appears when it is closed, as in object stores; otherwise it is
 *     renamed, which object stores do by copying
 */
record HadoopReplies(FileSystem files, Path folder, boolean objects) implements ReplyFolder {
  private static final String END = ".json";

  @Override
  public boolean isEmpty() throws IOException {
    try {
      // Not listStatus: it would name every group.
      return !files.listStatusIterator(folder).hasNext();
    } catch (FileNotFoundException e) {
      return true;
    }
  }

  @Override
  public Set<String> keys(String group) throws IOException {
    Set<String> keys = new TreeSet<>();
    try {
      for (FileStatus file : files.listStatus(new Path(folder, group))) {
        String name = file.getPath().getName();
        if (name.endsWith(END)) {
          keys.add(name.substring(0, name.length() - END.length()));
        }
      }
    } catch (FileNotFoundException e) {
      return Set.of();
    }
    return keys;
  }

  private Path file(String group, String key) {
    return new Path(folder, group + "/" + key + END);
  }

  @Override
  public String read(String group, String key) throws IOException {
    try (FSDataInputStream in = files.open(file(group, key))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public boolean putIfAbsent(String group, String key, String text, String writer)
      throws IOException {
    Path file = file(group, key);
    if (objects) {
      try {
        writeOnce(file, text);
        return true;
      } catch (IOException e) {
        return isOurs(file, text, e);
      }
    }
    Path whole = new Path(folder, group + "/." + key + "-" + writer);
    write(whole, text);
    boolean absent = !files.exists(file) && files.rename(whole, file);
    if (!absent) {
      files.delete(whole, false);
      requireThere(file);
    }
    return absent;
  }

  /** What exists may also be something else that is in the way. */
  private void requireThere(Path file) throws IOException {
    if (!files.exists(file)) {
      throw new IOException(file + " cannot be written");
    }
  }

  private void write(Path file, String text) throws IOException {
    try (OutputStream out = files.create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The store itself sees to it that of many at a time one wins, where it can. */
  private void writeOnce(Path file, String text) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder =
        files.createFile(file).create().recursive().overwrite(false);
    if (isAtomic()) {
      // S3A would look first and write then, and two that look at a time would both write.
      builder.must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    }
    try (OutputStream out = builder.build()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private boolean isAtomic() throws IOException {
    return files.hasPathCapability(
        folder, CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE);
  }

  @Override
  public Optional<String> caution() throws IOException {
    return objects && files.getScheme().equals("s3a") && !isAtomic()
        ? Optional.of(
            "s3a without conditional writes (Hadoop 3.5 has them, unless"
                + " fs.s3a.create.conditional.enabled is false): of two replies to one call that are"
                + " written at a time, the second replaces the first and is not counted")
        : Optional.empty();
  }

  /**
   * What is there says more than the error: one store's client names the other's file, another's a
   * changed one, and a write whose answer was lost fails when the client tries it again.
   */
  private boolean isOurs(Path file, String text, IOException e) throws IOException {
    try (FSDataInputStream in = files.open(file)) {
      return text.equals(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException none) {
      e.addSuppressed(none);
      throw e;
    }
  }

  @Override
  public void remove(String group, String key) throws IOException {
    files.delete(file(group, key), false);
  }
}
