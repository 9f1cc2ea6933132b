package dev.claimbench.testing;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Closes the models that a test suite opened, when its last test has ended. JUnit finds it by
 * itself, as a service.
 */
public final class CloseModels implements TestExecutionListener {
  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    SuiteModel.closeAll();
  }
}
