/** What one service is to the outside (start, stop, address), whoever runs it, and how to ask whether it answers. */
@NullMarked
package org.distrisocks.devservices.service;

import org.jspecify.annotations.NullMarked;
