package io.savehandler.servlet61tests;

import io.savehandler.servlettests.TomcatSessionsScenario;
import org.junit.jupiter.api.Tag;

/** Tomcat 11 with its own sessions. */
@Tag("once")
class Tomcat11SessionsTest extends TomcatSessionsScenario {}
