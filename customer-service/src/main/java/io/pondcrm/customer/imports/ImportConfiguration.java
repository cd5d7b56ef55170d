package io.pondcrm.customer.imports;

import io.pondcrm.chassis.jobs.JobKind;
import io.pondcrm.customer.imports.domain.ImportChunks;
import io.pondcrm.customer.mapping.domain.RecordKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

    @Bean
    JobKind customerImport(Imports imports, ImportChunks chunks, ApplyImport applyImport) {
        return new ImportJob(RecordKind.CUSTOMERS, imports, chunks, applyImport);
    }

    @Bean
    JobKind transactionImport(Imports imports, ImportChunks chunks, ApplyImport applyImport) {
        return new ImportJob(RecordKind.TRANSACTIONS, imports, chunks, applyImport);
    }
}
