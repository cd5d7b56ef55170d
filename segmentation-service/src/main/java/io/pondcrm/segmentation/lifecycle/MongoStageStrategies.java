package io.pondcrm.segmentation.lifecycle;

import io.pondcrm.segmentation.lifecycle.domain.StageStrategies;
import io.pondcrm.segmentation.lifecycle.domain.StageStrategy;
import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

@Component
class MongoStageStrategies implements StageStrategies {

    private final MongoOperations mongo;

    MongoStageStrategies(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<StageStrategy> listAll() {
        return mongo.findAll(StageStrategyDocument.class).stream()
                .map(StageStrategyDocument::toDomain)
                .toList();
    }
}
