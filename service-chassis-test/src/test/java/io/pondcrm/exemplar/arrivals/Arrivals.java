package io.pondcrm.exemplar.arrivals;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

@Component
class Arrivals {

    private final Set<String> parcels = ConcurrentHashMap.newKeySet();

    void add(String parcel) {
        parcels.add(parcel);
    }

    Set<String> all() {
        return Set.copyOf(parcels);
    }
}
