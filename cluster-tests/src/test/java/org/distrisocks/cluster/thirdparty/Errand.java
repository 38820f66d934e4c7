package org.distrisocks.cluster.thirdparty;

import org.distrisocks.cluster.TestPeople;

/**
 * Between whom, and where, a client carries messages.
 *
 * @param receiverUrl of the pod of the receiver, who comes with {@link TestPeople#PASSWORD}
 * @param senderUrl of another pod
 * @param senderToken with which the sender comes
 */
record Errand(String receiverUrl, String receiver, String senderUrl, String sender, String senderToken) {}
