package io.pondcrm.chassis.security;

/** Which fields of answers name or reach a person. */
public final class PersonalFields {

    private PersonalFields() {}

    /** Whether a component of a record is {@link DataClass.Level#PERSONAL}. */
    public static boolean isPersonal(Class<?> type, String component) {
        var dataClass = PersonalDataMask.of(type, component);
        return dataClass != null && dataClass.value() == DataClass.Level.PERSONAL;
    }

    /** Whether this caller is shown such fields unmasked. */
    public static boolean areShownTo(Caller caller) {
        return caller.has(PersonalDataMask.SEES_PERSONAL_DATA);
    }
}
