package io.pondcrm.segmentation.plan;

import io.pondcrm.segmentation.plan.domain.HoursProgram;
import io.pondcrm.segmentation.plan.domain.HoursSolver;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.springframework.stereotype.Component;

/**
 * Solves by the simplex method of ojAlgo. It ends in a corner, and the corners of these programs
 * are whole numbers; what its floating-point arithmetic leaves of that is rounded away, and the
 * result is held against every limit in whole numbers again.
 */
@Component
class OjAlgoSolver implements HoursSolver {

    @Override
    public List<Long> maximize(HoursProgram program) {
        var routes = program.routes();
        if (routes.isEmpty()) {
            return List.of();
        }
        var model = new ExpressionsBasedModel();
        var sources = new HashMap<Integer, Expression>();
        var targets = new HashMap<Integer, Expression>();
        for (var at = 0; at < routes.size(); at++) {
            var route = routes.get(at);
            var amount = model.newVariable("route" + at).lower(0L).weight(route.worth());
            sources.computeIfAbsent(
                            route.source(),
                            source ->
                                    model.newExpression("source" + source)
                                            .upper(program.capacities().get(source).longValue()))
                    .set(amount, 1L);
            targets.computeIfAbsent(
                            route.target(),
                            target ->
                                    model.newExpression("target" + target)
                                            .lower(program.targets().get(target).least())
                                            .upper(program.targets().get(target).most()))
                    .set(amount, 1L);
        }
        var result = model.maximise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("The solver ended " + result.getState());
        }
        var amounts = new ArrayList<Long>();
        for (var at = 0; at < routes.size(); at++) {
            amounts.add(result.get(at).setScale(0, RoundingMode.HALF_UP).longValueExact());
        }
        if (!program.allows(amounts)) {
            throw new IllegalStateException("The solver broke a limit");
        }
        return amounts;
    }
}
