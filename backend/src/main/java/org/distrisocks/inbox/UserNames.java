package org.distrisocks.inbox;

/**
 * SQL for the user whom somebody means by a name: the one of exactly that id, or else the one who has registered it in
 * another case of its letters (ADR 33).
 */
final class UserNames {

    /** Of the parameter {@code :other}; see {@link #idOf}. */
    static final String ID_OF_OTHER = """
            coalesce((SELECT user_id FROM users WHERE user_id = :other),
                     (SELECT user_id FROM users
                      WHERE registered AND lower(user_id COLLATE "C") = lower(:other COLLATE "C")))""";

    /**
     * An expression for the id of the user; null if nobody has that name. The second look is taken only where the first
     * finds nobody.
     *
     * @param name an expression of the type {@code text}, for example {@code :partner}
     */
    static String idOf(String name) {
        return ID_OF_OTHER.replace(":other", name);
    }

    private UserNames() {}
}
