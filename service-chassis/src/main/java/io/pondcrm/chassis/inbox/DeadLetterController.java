package io.pondcrm.chassis.inbox;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/admin/dead-letters")
@Tag(name = "Administration")
class DeadLetterController {

    /**
     * @param handled events that took effect now
     * @param remaining events that failed again, or wait behind one that did
     */
    @DataClass(DataClass.Level.INTERNAL)
    record Redriven(int handled, int remaining) {}

    /**
     * @param parkedCustomers customers whose events wait in a dead-letter topic
     */
    @DataClass(DataClass.Level.INTERNAL)
    record DeadLetterStatus(long parkedCustomers) {}

    private final Redrive redrive;
    private final ParkedKeys parked;

    DeadLetterController(Redrive redrive, ParkedKeys parked) {
        this.redrive = redrive;
        this.parked = parked;
    }

    @GetMapping
    @RequiresScope("admin:read")
    @Operation(
            operationId = "getDeadLetterStatus",
            summary = "How many customers wait behind an event that could not be handled")
    DeadLetterStatus status(
            @Parameter(description = "Whose; the gateway routes by it")
                    @RequestParam(required = false)
                    String service) {
        return new DeadLetterStatus(parked.count());
    }

    @PostMapping("/redrive")
    @RequiresScope("admin:write")
    @Operation(
            operationId = "redriveDeadLetters",
            summary = "Hand dead letters to their handlers once more",
            description =
                    "In order; each takes effect once. What fails again goes back to the end of its dead-letter topic.")
    Redriven redrive(
            @Parameter(description = "Whose; the gateway routes by it")
                    @RequestParam(required = false)
                    String service) {
        var outcome = redrive.run();
        return new Redriven(outcome.handled(), outcome.remaining());
    }
}
