package io.pondcrm.chassis.jobs;

import io.pondcrm.chassis.security.DataClass;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * A job as callers see it.
 *
 * @param counters what the work counts, for example {@code read, applied, unchanged, rejected}
 * @param resultUrl where the result can be read, once there is one
 * @param rejectsUrl where the rows that were not taken can be read
 * @param problem why it failed
 */
@DataClass(DataClass.Level.INTERNAL)
record JobPayload(
        String id,
        String kind,
        JobDocument.State state,
        Progress progress,
        Map<String, Long> counters,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String resultUrl,
        @Nullable String rejectsUrl,
        @Nullable Map<String, Object> problem) {

    /**
     * @param total 0 while nobody knows
     */
    @DataClass(DataClass.Level.INTERNAL)
    record Progress(long done, long total) {}

    static JobPayload of(JobDocument job, JobStore store) {
        var isChinese = LocaleContextHolder.getLocale().getLanguage().equals("zh");
        var problem = isChinese ? job.problemZh() : job.problem();
        return new JobPayload(
                job.id(),
                job.kind(),
                job.state(),
                new Progress(job.done(), job.total()),
                job.counters(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.resultUrl(),
                job.rejectsUrl(),
                problem == null ? null : store.tree(problem));
    }
}
