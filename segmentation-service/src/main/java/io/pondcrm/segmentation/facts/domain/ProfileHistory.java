package io.pondcrm.segmentation.facts.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's profile said, and since when: a score of a past moment rests on what was so
 * then. The same versions in any order, any number of times, give the same history.
 *
 * <p>Versions that follow each other without a gap and say the same are kept as one. Across a gap
 * they stay apart: another one may still come between them. The newest {@value #MOST} are kept, one
 * for each working day of most of a year, so that a partner who changes tags all the time doesn't
 * outgrow the customer's document, which is written anew with each; for who has more, the oldest
 * one kept speaks for the time before it.
 *
 * @param versions in the order of their sequences
 */
public record ProfileHistory(List<Version> versions) {

    /** How many versions are kept. */
    static final int MOST = 200;

    /** Of a customer whose profile nobody told. */
    public static final ProfileHistory NONE = new ProfileHistory(List.of());

    private static final Comparator<Version> IN_TIME =
            Comparator.comparing(Version::since).thenComparing(it -> it.profile().sequence());

    /**
     * Versions that say the same.
     *
     * @param profile the last of them
     * @param first the sequence of the first
     * @param since when the profile changed to this
     */
    public record Version(Profile profile, long first, Instant since) {

        public Version {
            since = since.truncatedTo(ChronoUnit.MILLIS);
            // Mostly they are the same, and of all customers in memory one of them is enough.
            since = since.equals(profile.createdAt()) ? profile.createdAt() : since;
        }

        private boolean holds(long sequence) {
            return first <= sequence && sequence <= profile.sequence();
        }

        private boolean goesOnAs(Version next) {
            return profile.sequence() + 1 == next.first && profile.saysAs(next.profile);
        }

        private Version and(Version next) {
            return new Version(
                    next.profile, first, next.since.isBefore(since) ? next.since : since);
        }
    }

    public ProfileHistory {
        versions = List.copyOf(versions);
    }

    /** The newest version; null if there is none. */
    @Nullable Profile latest() {
        return versions.isEmpty() ? null : versions.getLast().profile;
    }

    /**
     * What was in force one after the other, each since its moment; the first one before, too. Two
     * that follow each other differ. A version whose moment is not before that of a later one never
     * was in force.
     */
    public List<Version> course() {
        if (versions.size() < 2) {
            return versions;
        }
        var course = new ArrayList<Version>();
        var highest = Long.MIN_VALUE;
        for (var version : versions.stream().sorted(IN_TIME).toList()) {
            if (version.profile.sequence() < highest) {
                continue;
            }
            highest = version.profile.sequence();
            if (!course.isEmpty() && course.getLast().since.equals(version.since)) {
                course.removeLast();
            }
            if (course.isEmpty() || !course.getLast().profile.saysAs(version.profile)) {
                course.add(version);
            }
        }
        return course;
    }

    /** What was in force at a moment; before the first version that is the first. */
    Optional<Version> findAt(Instant moment) {
        var course = course();
        for (var place = course.size() - 1; place > 0; place--) {
            if (!course.get(place).since.isAfter(moment)) {
                return Optional.of(course.get(place));
            }
        }
        return course.stream().findFirst();
    }

    /**
     * @param since when the profile changed to this
     * @return the history that results; this very one if it knew that
     */
    ProfileHistory with(Profile profile, Instant since) {
        var news = new Version(profile, profile.sequence(), since);
        var place = 0;
        while (place < versions.size() && versions.get(place).first <= profile.sequence()) {
            place++;
        }
        var before = place == 0 ? null : versions.get(place - 1);
        if (before != null && before.holds(profile.sequence())) {
            return dated(place - 1, news);
        }
        var all = new ArrayList<>(versions);
        if (place < all.size() && news.goesOnAs(all.get(place))) {
            news = news.and(all.remove(place));
        }
        if (before != null && before.goesOnAs(news)) {
            all.set(place - 1, before.and(news));
        } else {
            all.add(place, news);
        }
        return of(all);
    }

    /**
     * Of one version the later moment holds: those that were kept before moments were have only the
     * moment of the customer's creation, and hearing them again tells the right one.
     */
    private ProfileHistory dated(int place, Version again) {
        var known = versions.get(place);
        if (known.first != known.profile.sequence() || !known.since.isBefore(again.since)) {
            return this;
        }
        var all = new ArrayList<>(versions);
        all.set(place, new Version(known.profile, known.first, again.since));
        return new ProfileHistory(all);
    }

    private ProfileHistory of(List<Version> all) {
        var kept =
                new ProfileHistory(
                        all.size() <= MOST ? all : all.subList(all.size() - MOST, all.size()));
        return kept.equals(this) ? this : kept;
    }

    /** The same without versions that a later one replaced before a moment. */
    ProfileHistory since(Instant moment) {
        var from = 0;
        while (from + 1 < versions.size() && versions.get(from + 1).since.isBefore(moment)) {
            from++;
        }
        return from == 0 ? this : new ProfileHistory(versions.subList(from, versions.size()));
    }

    /** When the first of several versions was replaced; empty where there is one only, or none. */
    Optional<Instant> findFirstChange() {
        return versions.size() < 2 ? Optional.empty() : Optional.of(versions.get(1).since);
    }

    /** The same, sharing what other customers have too. */
    ProfileHistory interned(Interner interner) {
        return new ProfileHistory(
                versions.stream()
                        .map(it -> new Version(it.profile.interned(interner), it.first, it.since))
                        .toList());
    }
}
