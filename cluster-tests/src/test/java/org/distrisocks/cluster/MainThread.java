package org.distrisocks.cluster;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tasks of a page's main thread, by a trace of Chromium. The time of the CPU decides, since that of the clock is also the
 * work of everybody else on a busy machine; both are told.
 *
 * @param longestCpuMillis of one task
 * @param longestMillis of one task by the clock
 * @param longByCpu tasks of 50 ms of CPU
 * @param longByClock tasks of 50 ms by the clock, as a PerformanceObserver calls long
 */
record MainThread(double longestCpuMillis, double longestMillis, long longByCpu, long longByClock) {

    private static final double LONG_MICROS = 50_000;

    static MainThread read(Path trace) throws IOException {
        List<JsonObject> events =
                JsonParser.parseString(Files.readString(trace))
                        .getAsJsonObject()
                        .getAsJsonArray("traceEvents")
                        .asList()
                        .stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList();
        Set<String> main = events.stream()
                .filter(event -> name(event).equals("thread_name")
                        && event.getAsJsonObject("args")
                                .get("name")
                                .getAsString()
                                .equals("CrRendererMain"))
                .map(MainThread::thread)
                .collect(Collectors.toSet());
        List<JsonObject> tasks = events.stream()
                .filter(event -> name(event).endsWith("RunTask") && event.has("tdur") && main.contains(thread(event)))
                .toList();
        if (tasks.isEmpty()) {
            throw new IllegalStateException("the trace has no task of a page");
        }
        return new MainThread(
                longest(tasks, "tdur"), longest(tasks, "dur"), tooLong(tasks, "tdur"), tooLong(tasks, "dur"));
    }

    private static long tooLong(List<JsonObject> tasks, String field) {
        return tasks.stream().filter(task -> micros(task, field) > LONG_MICROS).count();
    }

    private static double longest(List<JsonObject> tasks, String field) {
        return tasks.stream()
                        .map(task -> micros(task, field))
                        .max(Comparator.naturalOrder())
                        .orElse(0.0)
                / 1e3;
    }

    private static double micros(JsonObject task, String field) {
        return task.get(field).getAsDouble();
    }

    private static String name(JsonObject event) {
        return event.get("name").getAsString();
    }

    private static String thread(JsonObject event) {
        return event.get("pid") + "/" + event.get("tid");
    }
}
