package io.pondcrm.segmentation;

import io.pondcrm.kernel.CustomerId;
import io.pondcrm.segmentation.facts.domain.CustomerFacts;
import io.pondcrm.segmentation.facts.domain.Fact;
import io.pondcrm.segmentation.facts.domain.Facts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many customers, of whom a job only reads; several lanes may at once. */
public final class Crowd implements Facts {

    private final List<CustomerFacts> customers;
    private final AtomicInteger pages = new AtomicInteger();
    private volatile @Nullable CustomerId breaksAfter;

    /**
     * @param customers in the order of their ids
     */
    public Crowd(List<CustomerFacts> customers) {
        this.customers = List.copyOf(customers);
    }

    public List<CustomerFacts> customers() {
        return customers;
    }

    /** How many pages were read since this was asked last. */
    public int pagesRead() {
        return pages.getAndSet(0);
    }

    /** Whoever reads on after this customer loses the machine; null for nobody. */
    public void breaksAfter(@Nullable CustomerId last) {
        breaksAfter = last;
    }

    @Override
    public Optional<CustomerFacts> find(CustomerId customer) {
        return customers.stream().filter(it -> it.customer().equals(customer)).findFirst();
    }

    @Override
    public Set<CustomerId> stoppedAmong(Collection<CustomerId> asked) {
        return customers.stream()
                .filter(it -> it.isStopped() && asked.contains(it.customer()))
                .map(CustomerFacts::customer)
                .collect(Collectors.toSet());
    }

    @Override
    public List<CustomerFacts> listAfter(@Nullable CustomerId after, int limit) {
        pages.incrementAndGet();
        if (after != null && after.equals(breaksAfter)) {
            throw new IllegalStateException("The machine is gone");
        }
        var from = 0;
        while (after != null
                && from < customers.size()
                && customers.get(from).customer().value().compareTo(after.value()) <= 0) {
            from++;
        }
        return customers.subList(from, Math.min(customers.size(), from + limit));
    }

    @Override
    public void learn(Map<CustomerId, List<Fact>> news) {
        throw new AssertionError("The job learns nothing");
    }

    @Override
    public void reconsider(List<CustomerId> those) {
        throw new AssertionError("The job reconsiders everybody or nobody");
    }

    @Override
    public void reconsiderAll(@Nullable CustomerId after, Reached reached) {
        // Nobody hears of it here.
    }

    @Override
    public void forget(CustomerId customer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long estimateCount() {
        return customers.size();
    }
}
