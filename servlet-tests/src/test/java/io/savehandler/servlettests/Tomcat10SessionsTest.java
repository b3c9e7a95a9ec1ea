package io.savehandler.servlettests;

import org.junit.jupiter.api.Tag;

/** Tomcat 10.1 with its own sessions. */
@Tag("once")
class Tomcat10SessionsTest extends TomcatSessionsScenario {}
