package org.distrisocks.devservices.service;

/** A service that others run: it is asked once at the start, and otherwise left alone. */
public final class ExternalService implements DevService {

    private final String name;
    private final String address;
    private final Probe probe;

    public ExternalService(String name, String address, Probe probe) {
        this.name = name;
        this.address = address;
        this.probe = probe;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void start() {
        try {
            probe.ask();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DevServiceException(name, "interrupted while waiting for its answer", interrupted);
        } catch (Exception noAnswer) {
            String reason = DevServiceException.because(name, noAnswer).getMessage();
            throw new DevServiceException(name, "does not answer at " + address + " (" + reason + ")", noAnswer);
        }
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException(name + " at " + address + " is run by others");
    }

    @Override
    public void close() {}
}
