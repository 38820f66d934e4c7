package org.distrisocks.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.distrisocks.RealServices;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of version 7, with rows that were allowed then, as version 8 finds it. */
class UserNamesMigrationIT {

    private static final String SCHEMA = "user_names_migration_it";

    private final DriverManagerDataSource database = database();
    private final JdbcTemplate sql = new JdbcTemplate(database);

    private static DriverManagerDataSource database() {
        Map<String, String> settings = RealServices.properties();
        String url = Objects.requireNonNull(settings.get("spring.datasource.url"));
        return new DriverManagerDataSource(
                url + (url.contains("?") ? '&' : '?') + "logServerErrorDetail=false&currentSchema=" + SCHEMA,
                Objects.requireNonNull(settings.get("spring.datasource.username")),
                Objects.requireNonNull(settings.get("spring.datasource.password")));
    }

    @BeforeEach
    void makeVersion7() {
        flyway("").target("7").load().migrate();
    }

    @AfterEach
    void drop() {
        flyway("").cleanDisabled(false).load().clean();
    }

    @Test
    void namesWhatCollidesAndChangesNothing() {
        users("alice", "bob", "ALICE", "..", "Bob", "carol", "-", "Alice");

        assertThatExceptionOfType(FlywayException.class)
                .isThrownBy(() -> migrate(""))
                .withMessageContaining("6 user names differ by nothing but their case, or are . or ..:"
                        + " .., ALICE, Alice, Bob, alice, bob; see \"Names that collide\" in docs/operations.md");

        assertThat(sql.queryForList("select * from users"))
                .hasSize(8)
                .allSatisfy(row -> assertThat(row).doesNotContainKey("registered"));
    }

    @Test
    void aCollisionIsResolvedAsTheGuideSays() throws IOException {
        users("alice", "ALICE");
        sql.update("insert into logins (login_id, user_id, secret_hash, expires_at)"
                + " values (gen_random_uuid(), 'ALICE', 'x', now())");
        sql.update("insert into messages (message_id, sender_id, receiver_id, payload) values"
                + " (gen_random_uuid(), 'ALICE', 'alice', 'hi'), (gen_random_uuid(), 'alice', 'ALICE', 'ho'),"
                + " (gen_random_uuid(), 'ALICE', 'ALICE', 'me')");
        sql.update(
                "insert into inbox (receiver_id, seq, message_id) select receiver_id, seq, message_id from messages");
        sql.update("insert into conversations (user_id, partner_id) values"
                + " ('ALICE', 'alice'), ('alice', 'ALICE'), ('ALICE', 'ALICE')");

        sql.execute(procedure().replace("OLD_NAME", "ALICE").replace("NEW_NAME", "alice.2"));
        migrate("");

        for (String column : List.of(
                "users.user_id",
                "logins.user_id",
                "messages.sender_id",
                "messages.receiver_id",
                "inbox.receiver_id",
                "conversations.user_id",
                "conversations.partner_id")) {
            String[] place = column.split("\\.");
            assertThat(sql.queryForList("select distinct %2$s from %1$s".formatted((Object[]) place), String.class))
                    .as(column)
                    .contains("alice.2")
                    .doesNotContain("ALICE");
        }
    }

    /** Between the fences below the heading. */
    private static String procedure() throws IOException {
        String guide = Files.readString(Path.of("../docs/operations.md"));
        String section = guide.substring(guide.indexOf("Names that collide\n"));
        return section.substring(section.indexOf("```sql\n") + 7, section.indexOf("\n```\n"));
    }

    @Test
    void takesTheIdsOfAnIssuerAsTheyAre() {
        users("aBc", "AbC");

        migrate("https://login.example.org");

        assertThat(sql.queryForList("select registered from users", Boolean.class))
                .containsExactly(false, false);
    }

    @Test
    void keepsNamesThatCouldNotBeRegisteredNow() {
        users("-", "_.", "alice");

        migrate("");

        assertThat(sql.queryForList("select user_id from users where registered", String.class))
                .containsExactlyInAnyOrder("-", "_.", "alice");
    }

    @Test
    void replacesDisplayNamesThatAreNotSeenOrTurnTheTextAbout() {
        users("alice", "bob", "carol", "dave");
        name("alice", "Al\u202eice");
        name("bob", "\u200b");
        name("carol", "\u00a0 ");
        name("dave", "D\u00e1ve \u05d0 \ud83d\ude00");

        migrate("");

        assertThat(sql.queryForList("select display_name from users order by user_id", String.class))
                .containsExactly("alice", "bob", "carol", "D\u00e1ve \u05d0 \ud83d\ude00");
    }

    private void users(String... ids) {
        Stream.of(ids)
                .forEach(id -> sql.update(
                        "insert into users (user_id, password_hash, display_name) values (?, 'x', ?)", id, id));
    }

    private void name(String user, String displayName) {
        sql.update("update users set display_name = ? where user_id = ?", displayName, user);
    }

    private void migrate(String issuerUri) {
        flyway(issuerUri).load().migrate();
    }

    private FluentConfiguration flyway(String issuerUri) {
        return Flyway.configure()
                .dataSource(database)
                .defaultSchema(SCHEMA)
                .placeholders(Map.of("issuer-uri", issuerUri));
    }
}
