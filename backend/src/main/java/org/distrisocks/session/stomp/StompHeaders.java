package org.distrisocks.session.stomp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The headers of one frame in their order. Where a name is repeated, the first one counts (STOMP 1.2). */
public final class StompHeaders {

    /** Bytes of a text without its characters. */
    private static final int STRING = 40;

    private final List<String> namesAndValues = new ArrayList<>(16);

    /** Of the answer to a frame: its {@code receipt-id}, or nothing if the frame had no {@code receipt}. */
    public static StompHeaders answering(@Nullable String receipt) {
        StompHeaders headers = new StompHeaders();
        return receipt == null ? headers : headers.add("receipt-id", receipt);
    }

    public StompHeaders add(String name, String value) {
        namesAndValues.add(name);
        namesAndValues.add(value);
        return this;
    }

    /** The value of the first header of that name, or null if there is none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equals(name)) {
                return namesAndValues.get(i + 1);
            }
        }
        return null;
    }

    /** About as many bytes as they take of the heap, if all have characters beyond Latin-1. */
    long heldBytes() {
        long bytes = 0;
        for (String text : namesAndValues) {
            bytes += STRING + 2L * text.length();
        }
        return bytes;
    }

    public int count() {
        return namesAndValues.size() / 2;
    }

    public void forEach(BiConsumer<String, String> visitor) {
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            visitor.accept(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    /** Name to first value, in the order of the frame. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::putIfAbsent);
        return map;
    }

    /** STOMP 1.0 allows spaces around names and values and gives them no meaning. */
    StompHeaders trimmed() {
        StompHeaders trimmed = new StompHeaders();
        forEach((name, value) -> trimmed.add(name.trim(), value.trim()));
        return trimmed;
    }
}
