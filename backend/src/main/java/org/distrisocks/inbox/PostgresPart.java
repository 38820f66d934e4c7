package org.distrisocks.inbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.distrisocks.part.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** PostgreSQL by a login of its own, which is kept and asked again: the pool may be busy with other things. */
@Component
class PostgresPart implements Part, AutoCloseable {

    private static final int LIMIT_SECONDS = 2;

    private final JdbcConnectionDetails details;
    private @Nullable Connection kept;

    PostgresPart(JdbcConnectionDetails details) {
        this.details = details;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String degrades() {
        return "messages are refused as storage-unavailable; sessions stay";
    }

    /** Without its parameters: one of them may be a password. */
    @Override
    public String address() {
        return details.getJdbcUrl().replaceFirst("\\?.*", "");
    }

    @Override
    public synchronized void probe() throws SQLException {
        Connection connection = kept;
        if (connection != null && connection.isValid(LIMIT_SECONDS)) {
            return;
        }
        close();
        kept = login();
    }

    private Connection login() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "distrisocks-probe");
        for (String limit : new String[] {"connectTimeout", "loginTimeout", "socketTimeout"}) {
            properties.setProperty(limit, Integer.toString(LIMIT_SECONDS));
        }
        if (details.getUsername() instanceof String user) {
            properties.setProperty("user", user);
        }
        if (details.getPassword() instanceof String password) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(details.getJdbcUrl(), properties);
    }

    @Override
    public synchronized void close() throws SQLException {
        Connection connection = kept;
        kept = null;
        if (connection != null) {
            connection.close();
        }
    }
}
