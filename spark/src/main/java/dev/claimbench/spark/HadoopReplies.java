package dev.claimbench.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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
        write(file, text, false);
        return true;
      } catch (FileAlreadyExistsException e) {
        requireThere(file);
        return false;
      }
    }
    Path whole = new Path(folder, group + "/." + key + "-" + writer);
    write(whole, text, true);
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

  private void write(Path file, String text, boolean overwrite) throws IOException {
    try (OutputStream out = files.create(file, overwrite)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void remove(String group, String key) throws IOException {
    files.delete(file(group, key), false);
  }
}
