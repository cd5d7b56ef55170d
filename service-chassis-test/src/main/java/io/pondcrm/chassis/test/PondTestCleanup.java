package io.pondcrm.chassis.test;

import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.DependencyInjectionTestExecutionListener;

/** Resets the clock after each test, and closes the context after the class that owns it. */
class PondTestCleanup implements TestExecutionListener, Ordered {

    @Override
    public int getOrder() {
        return new DependencyInjectionTestExecutionListener().getOrder() - 1;
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            test.getApplicationContext()
                    .getBeanProvider(TestClock.class)
                    .ifAvailable(TestClock::reset);
        }
    }

    @Override
    public void afterTestClass(TestContext test) {
        var pondTest =
                TestContextAnnotationUtils.findMergedAnnotation(
                        test.getTestClass(), PondTest.class);
        var nested = test.getTestClass().getEnclosingClass() != null;
        if (pondTest != null
                && !nested
                && (pondTest.shared().isEmpty() || !TestBroker.severalCanLive())
                && test.hasApplicationContext()) {
            test.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        }
    }
}
