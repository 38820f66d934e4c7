/** What the web server says and refuses by itself, before a request has come to any feature: sizes, times, and answers to errors. */
@NullMarked
@ApplicationModule(
        displayName = "edge",
        allowedDependencies = {"limit", "metrics", "settings"})
package org.distrisocks.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
