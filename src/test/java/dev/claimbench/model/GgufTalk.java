package dev.claimbench.model;

/** A process that asks a model once and prints the answer, to see what else is printed. */
public final class GgufTalk {
  private GgufTalk() {}

  public static void main(String[] args) throws Exception {
    ModelOptions options = new ModelOptions(512, 2, name -> null, ModelPaths.byPath());
    try (Model model = Models.open(ModelSpec.parse("gguf/" + args[0]), options)) {
      Reply reply = model.ask(Prompts.verify("It cost 30 million euros."), ModelContract.GREEDY);
      System.out.print(reply.text());
    }
    System.exit(0); // llama.cpp's threads would keep the process alive
  }
}
