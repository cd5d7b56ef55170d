package io.pondcrm.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pondcrm.chassis.jobs.JobRun;
import java.util.HashMap;
import java.util.Map;

/** One job that is tried again from where it saved last, and may lose its machine on the way. */
public final class Attempt implements JobRun {

    private final Map<String, Object> params;
    private final String result;
    private Map<String, Object> checkpoint = Map.of();
    private Map<String, Long> counters = Map.of();
    private int checksLeft = Integer.MAX_VALUE;
    private int savesLeft = Integer.MAX_VALUE;
    private long done;

    /**
     * @param result where the job has to say that its result can be read
     */
    public Attempt(Map<String, String> params, String result) {
        this.params = Map.copyOf(params);
        this.result = result;
    }

    /** The machine dies at the next check after so many. */
    public Attempt diesAfterChecks(int checks) {
        checksLeft = checks;
        return this;
    }

    /** The machine dies at the next save after so many, before it has saved. */
    public Attempt diesAfterSaves(int saves) {
        savesLeft = saves;
        return this;
    }

    @Override
    public String id() {
        return "job-of-" + result;
    }

    @Override
    public Map<String, Object> params() {
        return params;
    }

    @Override
    public Map<String, Object> checkpoint() {
        return checkpoint;
    }

    @Override
    public Map<String, Long> counters() {
        return counters;
    }

    @Override
    public void progress(long now, long total) {
        assertThat(now).isLessThanOrEqualTo(total);
        done = now;
    }

    /** How far it said it was. */
    public long done() {
        return done;
    }

    @Override
    public void save(Map<String, ?> now, Map<String, Long> counted) {
        if (savesLeft-- == 0) {
            throw new IllegalStateException("The machine is gone");
        }
        checkpoint = new HashMap<>(now);
        counters = Map.copyOf(counted);
    }

    @Override
    public void check() {
        if (checksLeft-- == 0) {
            throw new IllegalStateException("The machine is gone");
        }
    }

    @Override
    public void resultAt(String url) {
        assertThat(url).isEqualTo(result);
    }

    @Override
    public void rejectsAt(String url) {
        throw new AssertionError("Nothing is rejected");
    }
}
