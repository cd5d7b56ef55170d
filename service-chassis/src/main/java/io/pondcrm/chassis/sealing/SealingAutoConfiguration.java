package io.pondcrm.chassis.sealing;

import com.google.crypto.tink.Aead;
import io.pondcrm.chassis.jobs.Jobs;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.MongoOperations;

/** For services whose settings name a file of keys: the others are to get none. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
            "io.pondcrm.chassis.jobs.JobsAutoConfiguration"
        })
@ConditionalOnClass({MongoOperations.class, Aead.class})
@ConditionalOnProperty(FileKeys.SETTING)
@ConditionalOnProperty(name = "pond.sealing.enabled", matchIfMissing = true)
class SealingAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    KeyEncryption keyEncryption(Environment environment) {
        return new RereadKeys(environment.getProperty(FileKeys.SETTING, ""));
    }

    @Bean
    BlindIndex blindIndex(Environment environment) {
        return FileKeys.read(environment.getProperty(FileKeys.SETTING, "")).index();
    }

    @Bean
    SubjectKeys subjectKeys(MongoOperations mongo, KeyEncryption encryption, Clock clock) {
        return new SubjectKeys(mongo, encryption, clock);
    }

    @Bean
    @ConditionalOnBean(Jobs.class)
    KeyRotationController keyRotationController(
            SubjectKeys keys, KeyEncryption encryption, Jobs jobs) {
        return new KeyRotationController(keys, encryption, jobs);
    }

    @Bean
    RotateKeysJob rotateKeysJob(SubjectKeys keys) {
        return new RotateKeysJob(keys);
    }
}
