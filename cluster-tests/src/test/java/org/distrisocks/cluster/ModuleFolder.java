package org.distrisocks.cluster;

import java.nio.file.Path;

/** This module's folder; the build runs each test process in one of its own. */
public final class ModuleFolder {

    private static final Path FOLDER = Path.of(System.getProperty("distrisocks.home", ".."), "cluster-tests");

    private ModuleFolder() {}

    /** For example of {@code target/chaos-table.md}. */
    public static Path resolve(String path) {
        return FOLDER.resolve(path);
    }
}
