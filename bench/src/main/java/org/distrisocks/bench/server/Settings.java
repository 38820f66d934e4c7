package org.distrisocks.bench.server;

import java.nio.file.Path;
import java.util.Map;

/**
 * How servers are started.
 *
 * @param pods of distriSocks
 * @param users that must be able to log in
 * @param podSettings properties for every pod
 * @param profile whether Flight Recorder looks at each pod
 * @param folder for logs and profiles
 */
public record Settings(int pods, int users, Map<String, String> podSettings, boolean profile, Path folder) {}
