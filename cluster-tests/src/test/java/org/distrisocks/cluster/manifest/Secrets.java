package org.distrisocks.cluster.manifest;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The Secrets that pods of a manifest can read, by name and with their keys: those that it has, those that operators make
 * of its objects, and those that {@code overlays/prod/secrets.example.yaml} asks of who applies it.
 */
record Secrets(Map<String, Set<String>> keys) {

    static Secrets of(Manifest manifest) {
        Map<String, Set<String>> keys = new HashMap<>();
        example().all(Secret.class).forEach(secret -> keys.put(name(secret), keysOf(secret)));
        manifest.all(Secret.class).forEach(secret -> keys.put(name(secret), keysOf(secret)));
        for (Certificate certificate : manifest.all(Certificate.class)) {
            keys.put(certificate.getSpec().getSecretName(), Set.of("tls.crt", "tls.key", "ca.crt"));
        }
        for (KafkaUser user : manifest.all(KafkaUser.class)) {
            keys.put(user.getMetadata().getName(), Set.of("password", "sasl.jaas.config"));
        }
        for (Kafka kafka : manifest.all(Kafka.class)) {
            keys.put(kafka.getMetadata().getName() + "-cluster-ca-cert", Set.of("ca.crt"));
        }
        return new Secrets(keys);
    }

    /** What must be there before {@code overlays/prod} is applied. */
    static Manifest example() {
        try {
            return Manifest.parse(Files.readString(Kustomize.ROOT.resolve("k8s/overlays/prod/secrets.example.yaml")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    boolean has(String name) {
        return keys.containsKey(name);
    }

    boolean has(String name, String key) {
        return keys.getOrDefault(name, Set.of()).contains(key);
    }

    private static String name(Secret secret) {
        return secret.getMetadata().getName();
    }

    static Set<String> keysOf(Secret secret) {
        Set<String> all = new HashSet<>();
        if (secret.getData() != null) {
            all.addAll(secret.getData().keySet());
        }
        if (secret.getStringData() != null) {
            all.addAll(secret.getStringData().keySet());
        }
        return all;
    }
}
