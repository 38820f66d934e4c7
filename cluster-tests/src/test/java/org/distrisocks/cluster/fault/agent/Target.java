package org.distrisocks.cluster.fault.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A method of the production code, by its names: nothing here compiles against it.
 *
 * @param method all of this name are meant; {@value #CONSTRUCTOR} for the constructors
 */
record Target(String type, String method) {

    static final String CONSTRUCTOR = "<init>";

    /**
     * Looks into the backend's jar: a hook that matches nothing must not pass in silence.
     *
     * @throws IllegalStateException if there is no such method
     */
    void require(JarFile backend) throws IOException {
        ZipEntry entry = backend.getEntry(type.replace('.', '/') + ".class");
        if (entry == null) {
            throw new IllegalStateException("fault agent: there is no class " + type);
        }
        try (InputStream bytes = backend.getInputStream(entry)) {
            boolean found = ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
                    .anyMatch(candidate -> candidate.methodName().equalsString(method));
            if (!found) {
                throw new IllegalStateException("fault agent: " + type + " has no method " + method);
            }
        }
    }
}
