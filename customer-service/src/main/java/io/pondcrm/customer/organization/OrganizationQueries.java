package io.pondcrm.customer.organization;

import io.pondcrm.chassis.security.Caller;
import io.pondcrm.customer.organization.OrganizationPayloads.FiguresView;
import io.pondcrm.customer.organization.OrganizationPayloads.HierarchyView;
import io.pondcrm.customer.organization.OrganizationPayloads.MemberView;
import io.pondcrm.customer.organization.OrganizationPayloads.RollUpView;
import io.pondcrm.customer.organization.domain.Firmographics;
import io.pondcrm.customer.organization.domain.RollUp;
import io.pondcrm.customer.profile.domain.Customers;
import io.pondcrm.customer.profile.domain.Transfers;
import io.pondcrm.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Reads organizations as they were known at a moment. */
@Component
class OrganizationQueries {

    private static final int MOST_MEMBERS = 1_000;

    private final AffiliateOrganization affiliate;
    private final MongoOrganizations organizations;
    private final Customers customers;
    private final Transfers transfers;

    OrganizationQueries(
            AffiliateOrganization affiliate,
            MongoOrganizations organizations,
            Customers customers,
            Transfers transfers) {
        this.affiliate = affiliate;
        this.organizations = organizations;
        this.customers = customers;
        this.transfers = transfers;
    }

    /** The last year first; of a year of which two merged customers tell, what was said last. */
    List<FiguresView> years(CustomerId organization, Instant moment) {
        return known(organization, moment).descendingMap().entrySet().stream()
                .map(it -> FiguresView.of(organization.value(), it.getKey(), it.getValue()))
                .toList();
    }

    private TreeMap<Integer, Firmographics.Statement> known(
            CustomerId organization, Instant moment) {
        var known = new TreeMap<Integer, Firmographics.Statement>();
        for (var year : organizations.years(customers.selfIdsOf(organization))) {
            year.knownAt(moment)
                    .ifPresent(said ->
                            known.merge(
                                    year.year(),
                                    said,
                                    (one, other) ->
                                            one.recordedAt().isBefore(other.recordedAt())
                                                    ? other
                                                    : one));
        }
        return known;
    }

    HierarchyView hierarchy(CustomerId root, Instant moment, Caller caller) {
        var parents = new LinkedHashMap<CustomerId, Optional<CustomerId>>();
        var depths = new LinkedHashMap<CustomerId, Integer>();
        parents.put(root, affiliate.parentOf(root, moment));
        depths.put(root, 0);
        var isTruncated = false;
        var level = Set.of(root);
        for (var depth = 1; !level.isEmpty(); depth++) {
            var next = new LinkedHashSet<CustomerId>();
            for (var parent : level) {
                for (var part : sorted(affiliate.partsOf(Set.of(parent), moment))) {
                    if (depths.size() == MOST_MEMBERS) {
                        isTruncated = true;
                    } else if (depths.putIfAbsent(part, depth) == null) {
                        parents.put(part, Optional.of(parent));
                        next.add(part);
                    }
                }
            }
            level = next;
        }
        var seen =
                Set.copyOf(
                        transfers.allowed(
                                caller.boundSystem(),
                                Transfers.Way.LIST,
                                List.copyOf(
                                        customers.existing(depths.keySet(), caller.boundSystem())),
                                it -> it));
        var members = new ArrayList<MemberView>();
        var figures = new ArrayList<Firmographics.Figures>();
        depths.forEach((member, depth) -> {
            if (seen.contains(member)) {
                var last = Optional.ofNullable(known(member, moment).lastEntry());
                last.ifPresent(it -> figures.add(it.getValue().figures()));
                members.add(
                        new MemberView(
                                member.value(),
                                parents.getOrDefault(member, Optional.empty())
                                        .filter(it -> customers.exists(it, caller.boundSystem()))
                                        .map(CustomerId::value)
                                        .orElse(null),
                                depth,
                                last.map(it ->
                                                FiguresView.of(
                                                        member.value(), it.getKey(), it.getValue()))
                                        .orElse(null)));
            }
        });
        return new HierarchyView(
                root.value(),
                moment,
                ancestors(root, moment, caller),
                members,
                isTruncated,
                RollUpView.of(members.size(), RollUp.of(figures)));
    }

    private List<String> ancestors(CustomerId root, Instant moment, Caller caller) {
        var ancestors = new LinkedHashSet<CustomerId>();
        var at = affiliate.parentOf(root, moment);
        while (at.isPresent() && !at.get().equals(root) && ancestors.add(at.get())) {
            at = affiliate.parentOf(at.get(), moment);
        }
        var seen = customers.existing(ancestors, caller.boundSystem());
        return ancestors.stream().filter(seen::contains).map(CustomerId::value).toList();
    }

    private static List<CustomerId> sorted(Set<CustomerId> ids) {
        return ids.stream().sorted(Comparator.comparing(CustomerId::value)).toList();
    }
}
