package org.distrisocks.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds one column of a batch as one array parameter, for {@code unnest}. */
final class SqlArrays {

    private final PreparedStatement statement;
    private int index;

    SqlArrays(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Binds the next parameter as an array of that PostgreSQL type, written as text; null stays NULL. */
    <T> SqlArrays add(String type, Collection<T> rows, Function<T, @Nullable Object> column) throws SQLException {
        @Nullable String[] values = new @Nullable String[rows.size()];
        int row = 0;
        for (T item : rows) {
            Object value = column.apply(item);
            values[row++] = value == null ? null : value.toString();
        }
        Connection connection = statement.getConnection();
        statement.setArray(++index, connection.createArrayOf(type, values));
        return this;
    }
}
