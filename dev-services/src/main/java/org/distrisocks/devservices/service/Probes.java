package org.distrisocks.devservices.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The question that each kind of service is asked. */
public final class Probes {

    private Probes() {}

    /** Asks a Kafka cluster for its brokers; {@code bootstrapServers} as clients write it. */
    public static Probe kafka(String bootstrapServers) {
        return () -> askKafka(bootstrapServers);
    }

    /** Logs in to PostgreSQL and checks the connection. */
    public static Probe postgres(String jdbcUrl, String user, String password) {
        return () -> askPostgres(jdbcUrl, user, password);
    }

    /** Sends Redis a {@code PING}. A server that wants a password has answered too. */
    public static Probe redis(String host, int port) {
        return () -> askRedis(host, port);
    }

    private static void askKafka(String bootstrapServers)
            throws ExecutionException, InterruptedException, TimeoutException {
        int patience = (int) Probe.PATIENCE.toMillis();
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        Admin admin = Admin.create(settings);
        try {
            int brokers = admin.describeCluster()
                    .nodes()
                    .get(patience, TimeUnit.MILLISECONDS)
                    .size();
            if (brokers == 0) {
                throw new TimeoutException("no broker has joined the cluster");
            }
        } finally {
            // Its usual end waits for answers: for 20 minutes, if the broker stands still.
            admin.close(Duration.ZERO);
        }
    }

    private static void askPostgres(String jdbcUrl, String user, String password) throws SQLException {
        String patience = Long.toString(Probe.PATIENCE.toSeconds());
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", patience);
        login.setProperty("socketTimeout", patience);
        try (Connection connection = DriverManager.getConnection(jdbcUrl, login)) {
            if (!connection.isValid((int) Probe.PATIENCE.toSeconds())) {
                throw new SQLException("the connection is not valid");
            }
        }
    }

    private static void askRedis(String host, int port) throws IOException {
        int patience = (int) Probe.PATIENCE.toMillis();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), patience);
            socket.setSoTimeout(patience);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (answer == null || !(answer.equals("+PONG") || answer.startsWith("-NOAUTH"))) {
                throw new IOException("answered PING with " + answer);
            }
        }
    }
}
