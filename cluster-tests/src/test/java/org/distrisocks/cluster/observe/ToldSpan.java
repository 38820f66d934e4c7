package org.distrisocks.cluster.observe;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A span as its pod has told of it.
 *
 * @param pod by {@code service.instance.id}
 * @param parent id of a span; empty if it is the first
 */
record ToldSpan(String pod, String trace, String id, String parent, String name, Map<String, String> tags) {

    static ToldSpan of(Resource resource, Span span) {
        return new ToldSpan(
                texts(resource.getAttributesList()).getOrDefault("service.instance.id", ""),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                texts(span.getAttributesList()));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
