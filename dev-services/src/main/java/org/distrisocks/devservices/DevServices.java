package org.distrisocks.devservices;

import static org.distrisocks.devservices.DevServicesOptions.DEFAULT_LOGIN;
import static org.distrisocks.devservices.service.LoopbackPort.wantedOrReserved;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.distrisocks.devservices.docker.DockerServices;
import org.distrisocks.devservices.embedded.EmbeddedHome;
import org.distrisocks.devservices.service.DevService;
import org.distrisocks.devservices.service.DevServiceException;
import org.distrisocks.devservices.service.ExternalService;
import org.distrisocks.devservices.service.LoopbackPort;
import org.distrisocks.devservices.service.Probes;

/**
 * The Kafka, PostgreSQL and Redis that a pod needs.
 *
 * <pre>{@code
 * try (DevServices services = DevServices.start(DevServicesOptions.embedded())) {
 *     services.addresses().asSpringProperties().forEach(System::setProperty);
 *     services.redis().stop(); // a fault: same port and same data when it is started again
 *     services.redis().start();
 * }
 * }</pre>
 */
public final class DevServices implements AutoCloseable {

    private final DevService kafka;
    private final DevService postgres;
    private final DevService redis;
    private final ServiceAddresses addresses;
    private final Runnable afterwards;

    private DevServices(
            DevService kafka, DevService postgres, DevService redis, ServiceAddresses addresses, Runnable afterwards) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.redis = redis;
        this.addresses = addresses;
        this.afterwards = afterwards;
    }

    /**
     * Starts all three at once and returns when each answers a client. If one fails, the others are stopped again.
     *
     * @throws DevServiceException naming the service and the reason in one line: a port that is taken, no space, a
     *     program that cannot be run, a data directory in use, no Docker engine, an external service that is silent
     */
    public static DevServices start(DevServicesOptions options) {
        DevServices services = prepare(options);
        services.startAll();
        return services;
    }

    /** Chooses ports, or checks those that were chosen, and takes the data directory into use; starts nothing. */
    static DevServices prepare(DevServicesOptions options) {
        DevServices services = switch (options.mode()) {
            case EMBEDDED -> embedded(options);
            case DOCKER -> docker(options);
            case EXTERNAL -> external(Objects.requireNonNull(options.external()));
        };
        List<RuntimeException> taken = new ArrayList<>();
        requireFree(services.kafka, options.kafkaPort(), taken);
        requireFree(services.postgres, options.postgresPort(), taken);
        requireFree(services.redis, options.redisPort(), taken);
        if (!taken.isEmpty()) {
            services.close();
        }
        throwFirst(taken);
        return services;
    }

    private static void requireFree(DevService service, int wanted, List<RuntimeException> taken) {
        try {
            if (wanted != 0) {
                new LoopbackPort(wanted).requireFree(service.name());
            }
        } catch (DevServiceException notFree) {
            taken.add(notFree);
        }
    }

    /** Where the services listen; the same before, during and after a stop. */
    public ServiceAddresses addresses() {
        return addresses;
    }

    /** Kafka alone, for a test that takes it down. */
    public DevService kafka() {
        return kafka;
    }

    /** PostgreSQL alone, for a test that takes it down. */
    public DevService postgres() {
        return postgres;
    }

    /** Redis alone, for a test that takes it down. */
    public DevService redis() {
        return redis;
    }

    /**
     * Stops Kafka, then Redis, then PostgreSQL, and deletes a temporary data directory. No process is left behind. A
     * failure of one does not keep the others. May be called again; waits for a start that is under way.
     *
     * @throws DevServiceException if one does not stop
     */
    @Override
    public synchronized void close() {
        List<Runnable> steps = List.of(kafka::close, redis::close, postgres::close, afterwards);
        List<RuntimeException> failures = new ArrayList<>();
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        throwFirst(failures);
    }

    /** Starts all three; on failure stops them again. */
    synchronized void startAll() {
        List<RuntimeException> failures = new ArrayList<>();
        try (ExecutorService starters = Executors.newFixedThreadPool(3)) {
            List<Future<?>> starts = List.of(
                    starters.submit(kafka::start), starters.submit(postgres::start), starters.submit(redis::start));
            for (Future<?> start : starts) {
                try {
                    start.get();
                } catch (ExecutionException failure) {
                    failures.add(DevServiceException.because("services", failure));
                } catch (InterruptedException interrupted) {
                    starters.shutdownNow();
                    Thread.currentThread().interrupt();
                    failures.add(new DevServiceException("services", "interrupted at their start", interrupted));
                }
            }
        }
        if (failures.isEmpty()) {
            return;
        }
        try {
            close();
        } catch (RuntimeException notClosed) {
            failures.add(notClosed);
        }
        throwFirst(failures);
    }

    private static void throwFirst(List<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            RuntimeException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static DevServices embedded(DevServicesOptions options) {
        EmbeddedHome home = EmbeddedHome.open(options.dataDirectory());
        LoopbackPort redisPort = wantedOrReserved(options.redisPort());
        LoopbackPort kafkaPort = wantedOrReserved(options.kafkaPort());
        return local(
                switch (options.kafkaJvm()) {
                    case SHARED -> home.kafka(kafkaPort);
                    case OWN -> home.kafkaProcess(kafkaPort, options.kafkaDetour(), false);
                    case OWN_FAST -> home.kafkaProcess(kafkaPort, options.kafkaDetour(), true);
                },
                home.postgres(wantedOrReserved(options.postgresPort()), DEFAULT_LOGIN),
                home.redis(redisPort),
                redisPort,
                home::close);
    }

    private static DevServices docker(DevServicesOptions options) {
        DockerServices.requireEngine();
        LoopbackPort redisPort = wantedOrReserved(options.redisPort());
        return local(
                DockerServices.kafka(wantedOrReserved(options.kafkaPort())),
                DockerServices.postgres(wantedOrReserved(options.postgresPort()), DEFAULT_LOGIN),
                DockerServices.redis(redisPort),
                redisPort,
                () -> {});
    }

    private static DevServices local(
            DevService kafka, DevService postgres, DevService redis, LoopbackPort redisPort, Runnable afterwards) {
        ServiceAddresses addresses = new ServiceAddresses(
                kafka.address(),
                postgres.address(),
                DEFAULT_LOGIN,
                DEFAULT_LOGIN,
                LoopbackPort.HOST,
                redisPort.number());
        return new DevServices(kafka, postgres, redis, addresses, afterwards);
    }

    private static DevServices external(ServiceAddresses at) {
        return new DevServices(
                new ExternalService("kafka", at.kafkaBootstrapServers(), Probes.kafka(at.kafkaBootstrapServers())),
                new ExternalService(
                        "postgresql", at.jdbcUrl(), Probes.postgres(at.jdbcUrl(), at.jdbcUser(), at.jdbcPassword())),
                new ExternalService("redis", at.redisAddress(), Probes.redis(at.redisHost(), at.redisPort())),
                at,
                () -> {});
    }
}
