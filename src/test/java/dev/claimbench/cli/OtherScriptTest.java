package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scorecard says once what is read in English only. */
class OtherScriptTest {
  private static final String SAID = "Pairing, numbers and negations are read in English only";

  @TempDir Path dir;

  private String scorecard(String name, String article) throws Exception {
    SmallWorld world = new SmallWorld(dir.resolve(name), 1, java.util.Map.of());
    for (int k = 0; k < SmallWorld.CLAIMS; k++) {
      article += "Bridge number " + k + " of town 0 is open.\n";
    }
    world.write("seeds/s0/a0.md", article);
    Path run = world.run("r", s -> 8);
    world.claimbench("score", run.toString());
    return world.out.toString();
  }

  @Test
  void an_article_in_chinese_is_named_and_one_in_english_is_not() throws Exception {
    assertThat(scorecard("chinese", "老桥于周一关闭。".repeat(100)))
        .contains("1 of its articles are mostly in another script than Latin. " + SAID)
        .containsOnlyOnce(SAID);
    assertThat(scorecard("english", "")).doesNotContain(SAID);
  }
}
