package dev.claimbench.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Opens reply folders by their address. */
final class ReplyFolders {
  /** Azure's (abfs) is none: its files appear when they are opened, and it renames in one step. */
  private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "oss");

  private ReplyFolders() {}

  /** In a line; Hadoop's messages can have a server's trace below the first. */
  static String reason(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  static ReplyFolder open(URI out, Configuration configuration) throws IOException {
    Path folder = new Path(new Path(out), "replies");
    FileSystem files = folder.getFileSystem(configuration);
    String scheme = files.getUri().getScheme();
    return scheme.equals("file")
        ? new LocalReplies(java.nio.file.Path.of(folder.toUri().getPath()))
        : new HadoopReplies(files, folder, OBJECT_STORES.contains(scheme));
  }
}
