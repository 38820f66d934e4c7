package org.distrisocks.devservices.service;

/** A service cannot be started, reached or stopped. The message is one line that names the service and the reason. */
public class DevServiceException extends RuntimeException {

    public DevServiceException(String service, String reason) {
        super(service + ": " + oneLine(reason));
    }

    public DevServiceException(String service, String reason, Throwable cause) {
        super(service + ": " + oneLine(reason), cause);
    }

    /** The exception of this kind among the causes; else a new one in the words of the deepest cause. */
    public static DevServiceException because(String service, Throwable cause) {
        Throwable deepest = cause;
        while (!(deepest instanceof DevServiceException) && deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof DevServiceException known) {
            return known;
        }
        String message = deepest.getMessage();
        String name = deepest.getClass().getSimpleName();
        return new DevServiceException(service, message == null ? name : name + ": " + message, cause);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
