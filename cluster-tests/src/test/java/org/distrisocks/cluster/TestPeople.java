package org.distrisocks.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.pod.PodProcess;
import org.distrisocks.devservices.ServiceAddresses;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Users that no other test knows. Their rows are written straight into PostgreSQL, with a hash of the lowest cost: half a
 * second of hashing for each pair of a traffic would be most of what many tests take. How accounts are made is tested in
 * the backend; a login here is one as of any client.
 */
public final class TestPeople {

    /** Of every user made here. */
    public static final String PASSWORD = "correct-horse";

    private static final int LOWEST_COST = 4;
    private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(LOWEST_COST).encode(PASSWORD);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    /** Not shared: a pod may close a connection that stood idle in the moment of its next use, and no POST is tried twice. */
    private final HttpClient http = HttpClient.newHttpClient();

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Cluster cluster;

    public TestPeople(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A new user whose id begins with this name.
     *
     * @throws IllegalStateException if PostgreSQL does not take it
     */
    public String register(String name) {
        return registerAs(name + "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /**
     * A new user of just this id.
     *
     * @throws IllegalStateException if PostgreSQL does not take it
     */
    public String registerAs(String user) {
        ServiceAddresses at = cluster.services().addresses();
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword());
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO users (user_id, password_hash, display_name) VALUES (?, ?, ?)")) {
            insert.setString(1, user);
            insert.setString(2, HASH);
            insert.setString(3, user);
            insert.executeUpdate();
        } catch (SQLException refused) {
            throw new IllegalStateException(user + " was not made", refused);
        }
        return user;
    }

    /** A session of a registered user, with all three subscriptions. */
    public ChatClient connect(String user, PodProcess pod) {
        return ChatClient.connect(pod.stompUrl(), user, PASSWORD);
    }

    /** A token of a registered user, by a login at {@code pod-0} the first time that it is asked for. */
    public String token(String user) throws IOException, InterruptedException {
        String known = tokens.get(user);
        if (known != null) {
            return known;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.pod(0).url() + "/api/auth/login"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, PASSWORD)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        Matcher token = TOKEN.matcher(answer.body());
        if (answer.statusCode() != 200 || !token.find()) {
            throw new IllegalStateException("login answered " + answer.statusCode() + ": " + answer.body());
        }
        tokens.put(user, token.group(1));
        return token.group(1);
    }
}
