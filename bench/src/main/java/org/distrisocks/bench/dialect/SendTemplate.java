package org.distrisocks.bench.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A message as {@link Dialect#send} writes it, filled in again and again; for one thread. */
public final class SendTemplate {

    private static final int LONGEST_NUMBER = 19;

    private final byte[] tag;

    /** Empty octets stand for the number. */
    private final List<byte[]> parts;

    private final byte[] frame;
    private int size;

    /** @param tag what the client's id of each message begins with; its number follows */
    public SendTemplate(String template, String tag) {
        this.tag = tag.getBytes(StandardCharsets.US_ASCII);
        this.parts = parts(template.getBytes(StandardCharsets.UTF_8));
        this.frame = new byte
                [parts.stream()
                        .mapToInt(part -> part.length == 0 ? LONGEST_NUMBER : part.length)
                        .sum()];
    }

    /** @return the message of this number, until the next is filled in; {@link #size} octets of it count */
    public byte[] fill(long number) {
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        size = 0;
        for (byte[] part : parts) {
            byte[] octets = part.length == 0 ? digits : part;
            System.arraycopy(octets, 0, frame, size, octets.length);
            size += octets.length;
        }
        return frame;
    }

    public int size() {
        return size;
    }

    private List<byte[]> parts(byte[] template) {
        List<byte[]> found = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte octet : template) {
            if (octet == Dialect.CLIENT_ID || octet == Dialect.NUMBER) {
                if (octet == Dialect.CLIENT_ID) {
                    text.writeBytes(tag);
                }
                if (text.size() > 0) {
                    found.add(text.toByteArray());
                    text.reset();
                }
                found.add(new byte[0]);
            } else {
                text.write(octet);
            }
        }
        if (text.size() > 0) {
            found.add(text.toByteArray());
        }
        return List.copyOf(found);
    }

    @Override
    public String toString() {
        return new String(Arrays.copyOf(frame, size), StandardCharsets.UTF_8);
    }
}
