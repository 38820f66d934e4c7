/** What kustomize makes of {@code k8s/}, read and judged without a cluster. */
@NullMarked
package org.distrisocks.cluster.manifest;

import org.jspecify.annotations.NullMarked;
