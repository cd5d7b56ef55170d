package io.pondcrm.segmentation.preset;

import io.pondcrm.chassis.security.DataClass;
import io.pondcrm.chassis.security.DataClass.Level;
import io.pondcrm.segmentation.preset.domain.Preset;
import io.swagger.v3.oas.annotations.media.Schema;

/** What callers see of presets. */
final class PresetPayloads {

    private PresetPayloads() {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "PresetMeaning", description = "What it does, in both languages")
    record Words(String en, String zh) {}

    @DataClass(Level.PUBLIC)
    @Schema(name = "Preset", description = "A ready-made way of tiering customers")
    record View(
            @Schema(example = "three-layer") String name,
            Words meaning,
            @Schema(description = "What it makes", example = "/api/v1/tier-schemes/three-layer")
                    String tierScheme,
            @Schema(description = "Whether that is there") boolean present) {

        static View of(Preset preset, boolean present) {
            return new View(
                    preset.code(),
                    new Words(preset.meaning().en(), preset.meaning().zh()),
                    "/api/v1/tier-schemes/" + preset.schemeId(),
                    present);
        }
    }
}
