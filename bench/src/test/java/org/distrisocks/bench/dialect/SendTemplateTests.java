package org.distrisocks.bench.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SendTemplateTests {

    @Test
    void writesTheNumberWhereverItStands() {
        SendTemplate template =
                new SendTemplate("42" + Dialect.NUMBER + "[\"é\",\"" + Dialect.CLIENT_ID + "\"]", "tag.");

        assertThat(filled(template, 7)).isEqualTo("427[\"é\",\"tag.7\"]");
        assertThat(filled(template, Long.MAX_VALUE)).isEqualTo("42%1$d[\"é\",\"tag.%1$d\"]".formatted(Long.MAX_VALUE));
        assertThat(filled(template, 8)).isEqualTo("428[\"é\",\"tag.8\"]");
    }

    @Test
    void beginsAndEndsWithAnId() {
        String id = String.valueOf(Dialect.CLIENT_ID);

        assertThat(filled(new SendTemplate(id + Dialect.NUMBER + id, "a."), 12)).isEqualTo("a.1212a.12");
    }

    private static String filled(SendTemplate template, long number) {
        byte[] octets = template.fill(number);
        return new String(octets, 0, template.size(), StandardCharsets.UTF_8);
    }
}
