package org.distrisocks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas of records: a component may be null or absent if it is {@code @Nullable}, and must be there otherwise. */
class RecordSchemas extends ModelResolver {

    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    RecordSchemas(ObjectMapper mapper) {
        super(mapper);
        openapi31(true);
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
        Schema<?> resolved = super.resolve(type, context, next);
        Class<?> raw = _mapper.constructType(type.getType()).getRawClass();
        if (resolved != null && raw.isRecord()) {
            String reference = resolved.get$ref();
            Schema<?> model = reference == null
                    ? resolved
                    : context.getDefinedModels()
                            .getOrDefault(reference.substring(reference.lastIndexOf('/') + 1), resolved);
            if (model.getProperties() != null) {
                complete(model, raw);
            }
        }
        return resolved;
    }

    /** May be called again for a model that is complete. */
    private static void complete(Schema<?> model, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = nameOnTheWire(component);
            Schema<?> property = model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (isRequired(model, name)) {
                continue;
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                model.addRequiredItem(name);
            } else if (property.get$ref() != null) {
                model.addProperty(name, new Schema<>().anyOf(List.of(property, new Schema<>().types(Set.of("null")))));
            } else if (property.getAnyOf() == null) {
                property.addType("null");
            }
        }
    }

    /** Also where {@code @Schema(requiredProperties)} says so of a component that a parser may find missing. */
    private static boolean isRequired(Schema<?> model, String name) {
        return model.getRequired() != null && model.getRequired().contains(name);
    }

    private static String nameOnTheWire(RecordComponent component) {
        JsonProperty explicit = component.getAccessor().getAnnotation(JsonProperty.class);
        return explicit == null ? SNAKE_CASE.translate(component.getName()) : explicit.value();
    }
}
