package org.distrisocks.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.distrisocks.identity.UserId;

/** Ids that an issuer may issue: each character of ASCII in one of them, those that real ones issue, and the largest. */
final class PrintableIds {

    private static final int TOGETHER = 5;

    private static final List<String> SHAPES = List.of(
            "auth0|65f0c1d2e3",
            "google-oauth2|103547991597142817347",
            "alice+chat@example.org",
            "https://id.example.org//users/42?tenant=a&b=c#d;e",
            "CN=Alice\\, B,O=x;y".replace(" ", ""),
            "%2F%25..%00",
            "{pods}lease",
            "a,b,c",
            "..a/...",
            "\u00e9-e\u0301-\u0130-\u738b\u79c0\u82f1-\u05d0-\ud83d\ude00");

    /** New ones at each call. */
    static List<UserId> make() {
        String nano = Long.toString(System.nanoTime(), 36);
        List<String> ids = new ArrayList<>(SHAPES);
        for (int first = '!'; first <= '~'; first += TOGETHER) {
            ids.add(IntStream.range(first, Math.min(first + TOGETHER, '~' + 1))
                    .mapToObj(Character::toString)
                    .reduce("", String::concat));
        }
        List<UserId> unique =
                new ArrayList<>(ids.stream().map(id -> new UserId(id + nano)).toList());
        unique.add(new UserId((nano + "x".repeat(UserId.MOST)).substring(0, UserId.MOST)));
        unique.add(new UserId(nano + Character.toString(0x2070E).repeat(UserId.MOST - nano.length())));
        return unique;
    }

    private PrintableIds() {}
}
