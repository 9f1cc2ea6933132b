package dev.claimbench.testing;

import dev.claimbench.RunFolder;
import dev.claimbench.dataset.Article;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** One invocation an article; works with JUnit 5.13 and newer and with JUnit 6. */
final class ArticleInvocations implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getRequiredTestMethod().isAnnotationPresent(ClaimbenchTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Suite suite = Suite.from(context.getRequiredTestMethod().getAnnotation(ClaimbenchTest.class));
    return suite.plan().articles().stream().map(article -> new ArticleInvocation(suite, article));
  }

  private record ArticleInvocation(Suite suite, Article article)
      implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocation) {
      return article.id();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new RunParameter(suite, article));
    }
  }

  /**
   * Asks before the test, where an abort is an abort: while parameters are found it is an error.
   */
  private static final class RunParameter implements BeforeEachCallback, ParameterResolver {
    private final Suite suite;
    private final Article article;
    private RunFolder run;

    RunParameter(Suite suite, Article article) {
      this.suite = suite;
      this.article = article;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
      run = suite.run(article);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      return type == RunFolder.class || type == Article.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Article.class ? article : run;
    }
  }
}
