package org.distrisocks.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Arrays;
import org.distrisocks.identity.MessageId;
import org.distrisocks.identity.UserId;
import org.distrisocks.tracing.TraceId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Gives a line of JSON the ids that its text names, as fields: {@code message_id}, {@code user_id}, {@code trace_id}. An id is a record of
 * its own, so whoever logs one as an argument has said what it is; of several of a kind the first counts.
 */
public final class IdFields implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    @Override
    public void customize(Members<ILoggingEvent> members) {
        add(members, "message_id", MessageId.class);
        add(members, "user_id", UserId.class);
        add(members, "trace_id", TraceId.class);
    }

    private static void add(Members<ILoggingEvent> members, String field, Class<?> id) {
        members.add(field, (ILoggingEvent line) -> first(line.getArgumentArray(), id))
                .whenHasLength();
    }

    private static String first(Object @Nullable [] arguments, Class<?> id) {
        return arguments == null
                ? ""
                : Arrays.stream(arguments)
                        .filter(id::isInstance)
                        .map(Object::toString)
                        .findFirst()
                        .orElse("");
    }
}
