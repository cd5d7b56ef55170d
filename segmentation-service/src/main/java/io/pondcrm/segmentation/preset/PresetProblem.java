package io.pondcrm.segmentation.preset;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.pondcrm.chassis.basics.ProblemType;
import io.pondcrm.chassis.basics.Text;

/** What a caller of presets can act on. */
enum PresetProblem implements ProblemType {
    PRESET_NOT_FOUND(
            new Text("No such preset", "没有此预设"), new Text("The presets are {0}", "预设有 {0}")),
    PRESET_GOAL_NOT_FOUND(
            new Text("No such goal", "没有此目标"),
            new Text(
                    "The preset has no goals, or is not set up: POST /api/v1/presets/333",
                    "该预设没有目标，或尚未启用：请用 POST /api/v1/presets/333"));

    private final Meaning meaning;

    PresetProblem(Text title, Text detail) {
        meaning = new Meaning(NOT_FOUND, title, detail);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
