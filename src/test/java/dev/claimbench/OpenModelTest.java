package dev.claimbench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.text.UserError;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A model whose runtime's library is not on the class path. */
class OpenModelTest {
  private static final ModelOptions OPTIONS =
      new ModelOptions(100, 1, name -> null, ModelPaths.byPath());

  private record Bare(String dependency) implements ModelRuntime {
    @Override
    public String name() {
      return "bare";
    }

    @Override
    public String example() {
      return "bare/m@http://gpu1";
    }

    @Override
    public Location location() {
      return Location.SERVER;
    }

    @Override
    public Model open(ModelSpec spec, ModelOptions options) {
      throw new NoClassDefFoundError("org/example/Client");
    }
  }

  private static ModelSpec spec(String dependency, String host) {
    return new ModelSpec(
        new Bare(dependency), "m", Optional.of(URI.create("http://" + host + ":1")));
  }

  @Test
  void it_names_what_to_add_on_one_server_and_on_several() {
    ModelSpec one = spec("org.example:client:1", "gpu1");
    String message =
        "bare/m@http://gpu1:1: its runtime is not on the class path (org/example/Client is"
            + " missing); add org.example:client:1 to your dependencies";
    assertThatThrownBy(() -> Claimbench.open(one, OPTIONS))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
    List<ModelSpec> two = List.of(one, spec("org.example:client:1", "gpu2"));
    assertThatThrownBy(() -> Claimbench.open(two, OPTIONS, note -> {}))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void a_runtime_that_names_nothing_has_nothing_to_add() {
    assertThatThrownBy(() -> Claimbench.open(spec("", "gpu1"), OPTIONS))
        .hasMessageEndingWith("(org/example/Client is missing)");
  }
}
