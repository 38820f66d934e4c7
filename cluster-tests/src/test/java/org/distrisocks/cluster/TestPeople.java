package org.distrisocks.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.distrisocks.cluster.client.ChatClient;
import org.distrisocks.cluster.pod.PodProcess;

/** Users that no other test knows, made by REST as any client would. */
public final class TestPeople {

    /** Of every user made here. */
    public static final String PASSWORD = "correct-horse";

    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    /** Not shared: a pod may close a connection that stood idle in the moment of its next use, and no POST is tried twice. */
    private final HttpClient http = HttpClient.newHttpClient();

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Cluster cluster;

    public TestPeople(Cluster cluster) {
        this.cluster = cluster;
    }

    /** A new user whose id begins with this name. */
    public String register(String name) throws IOException, InterruptedException {
        String user = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.pod(0).url() + "/api/auth/register"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, PASSWORD)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        Matcher token = TOKEN.matcher(answer.body());
        if (answer.statusCode() / 100 != 2 || !token.find()) {
            throw new IllegalStateException("register answered " + answer.statusCode() + ": " + answer.body());
        }
        tokens.put(user, token.group(1));
        return user;
    }

    /** A session of a registered user, with all three subscriptions. */
    public ChatClient connect(String user, PodProcess pod) {
        return ChatClient.connect(pod.stompUrl(), user, PASSWORD);
    }

    /** The token that the registration gave. */
    public String token(String user) {
        return tokens.getOrDefault(user, "");
    }
}
