/** What clients saw, what the database has, and what is wrong between the two. */
@NullMarked
package org.distrisocks.cluster.history;

import org.jspecify.annotations.NullMarked;
