package io.pondcrm.canary.basket;

import io.pondcrm.canary.shop.domain.KnowsSpring;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mockito.Mock;
import org.mockito.Mockito;

/** Breaks rule 13 in every way. No test of ours: nothing in it is run. */
class SleepyTest {
    @Mock KnowsSpring annotated = new KnowsSpring();

    List<KnowsSpring> mocks() throws InterruptedException {
        Thread.sleep(1);
        TimeUnit.SECONDS.sleep(1);
        KnowsSpring reified = Mockito.mock();
        return List.of(Mockito.mock(KnowsSpring.class), reified);
    }
}
