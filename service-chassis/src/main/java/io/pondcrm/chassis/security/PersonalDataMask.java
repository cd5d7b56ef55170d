package io.pondcrm.chassis.security;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Masks personal fields of responses on their way out, unless the caller may see them. */
class PersonalDataMask extends ValueSerializerModifier {

    static final String SEES_PERSONAL_DATA = "customers:pii";

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config,
            BeanDescription.Supplier bean,
            List<BeanPropertyWriter> properties) {
        properties.replaceAll(property -> {
            var dataClass = of(bean.getBeanClass(), property.getName());
            return dataClass != null && dataClass.value() == DataClass.Level.PERSONAL
                    ? new MaskedProperty(property, dataClass.mask())
                    : property;
        });
        return properties;
    }

    /** The class of one property: its own, or that of its record; null where neither says. */
    static @Nullable DataClass of(Class<?> bean, String property) {
        if (bean.isRecord()) {
            for (RecordComponent component : bean.getRecordComponents()) {
                if (component.getName().equals(property)) {
                    var own = component.getAnnotation(DataClass.class);
                    if (own == null) {
                        own = component.getAccessor().getAnnotation(DataClass.class);
                    }
                    return own != null ? own : bean.getAnnotation(DataClass.class);
                }
            }
        }
        return bean.getAnnotation(DataClass.class);
    }

    /** What a caller without the scope sees of a text. */
    static String masked(String value, DataClass.Mask mask) {
        return switch (mask) {
            case HIDE -> "***";
            case NAME ->
                    value.isEmpty()
                            ? "***"
                            : value.substring(0, value.offsetByCodePoints(0, 1)) + "***";
            case CONTACT -> {
                var at = value.lastIndexOf('@');
                if (at > 0) {
                    yield value.substring(0, 1) + "***" + value.substring(at);
                }
                yield value.length() <= 6
                        ? "***"
                        : value.substring(0, 3)
                                + "*".repeat(value.length() - 5)
                                + value.substring(value.length() - 2);
            }
        };
    }

    private static final class MaskedProperty extends BeanPropertyWriter {

        private final DataClass.Mask mask;

        MaskedProperty(BeanPropertyWriter property, DataClass.Mask mask) {
            super(property);
            this.mask = mask;
        }

        @Override
        public void serializeAsProperty(
                Object bean, JsonGenerator json, SerializationContext context) throws Exception {
            if (PersonalFields.areShownTo(Caller.current())) {
                super.serializeAsProperty(bean, json, context);
                return;
            }
            if (mask != DataClass.Mask.HIDE && get(bean) instanceof String text) {
                json.writeName(getName());
                json.writeString(masked(text, mask));
            }
        }
    }
}
