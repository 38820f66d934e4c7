package org.distrisocks.session;

import org.distrisocks.OnRealServices;

class StompSessionIT extends StompSessionContract implements OnRealServices {}
