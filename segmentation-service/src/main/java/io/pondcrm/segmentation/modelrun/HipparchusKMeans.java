package io.pondcrm.segmentation.modelrun;

import io.pondcrm.segmentation.modelrun.domain.KMeans;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.DoublePoint;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.random.Well19937c;
import org.springframework.stereotype.Component;

/**
 * k-means++ of Hipparchus (Apache License 2.0), the maintained successor of Commons Math. What it
 * draws comes from a Well19937c generator with the caller's seed.
 */
@Component
class HipparchusKMeans implements KMeans {

    private static final int MOST_STEPS = 200;
    private static final String LIBRARY = "hipparchus-clustering";

    @Override
    public List<double[]> centres(double[][] rows, int k, long seed, int trials) {
        var points = Arrays.stream(rows).map(DoublePoint::new).toList();
        var clusterer =
                new KMeansPlusPlusClusterer<DoublePoint>(
                        k, MOST_STEPS, new EuclideanDistance(), new Well19937c(seed));
        var best = clusterer.cluster(points);
        var least = inertia(best);
        for (var trial = 1; trial < trials; trial++) {
            var found = clusterer.cluster(points);
            var inertia = inertia(found);
            if (inertia < least) {
                best = found;
                least = inertia;
            }
        }
        return best.stream().map(cluster -> cluster.getCenter().getPoint()).toList();
    }

    private static double inertia(List<CentroidCluster<DoublePoint>> clusters) {
        var sum = 0.0;
        for (var cluster : clusters) {
            var centre = cluster.getCenter().getPoint();
            for (var point : cluster.getPoints()) {
                for (var column = 0; column < centre.length; column++) {
                    var off = point.getPoint()[column] - centre[column];
                    sum += off * off;
                }
            }
        }
        return sum;
    }

    @Override
    public String library() {
        return LIBRARY;
    }

    @Override
    public String version() {
        return HipparchusLibrary.version(LIBRARY, KMeansPlusPlusClusterer.class);
    }
}
