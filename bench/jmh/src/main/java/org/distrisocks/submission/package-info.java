/** What is measured of the backend's package of this name. */
@NullMarked
package org.distrisocks.submission;

import org.jspecify.annotations.NullMarked;
