package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfigurationException;
import io.savehandler.php.PhpValue;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The filter as a web.xml has it. */
class DeclaredFilterTest {
    private static final AtomicInteger CREATED = new AtomicInteger();

    @Test
    void readsItsParameters() throws Exception {
        Map<String, String> parameters = Map.of(
                "session.save_handler", "memory",
                "session.name", "SID",
                "savehandler.servlet.concurrency", "merge",
                "savehandler.servlet.read_only", "/look, *.png",
                "savehandler.servlet.trust_forwarded_proto", "On",
                "savehandler.servlet.when_store_fails", "without_session",
                "savehandler.servlet.listeners", Counter.class.getName(),
                "savehandler.servlet.codecs", StepCodec.class.getName());
        CREATED.set(0);
        Browser browser = new Browser();
        try (RunningTomcat node = RunningTomcat.withParameters(parameters)
                .page("/put", (request, response) -> request.getSession().setAttribute("step", Cart.Step.PAYING))
                .page("/look", (request, response) -> {
                    assertThatThrownBy(() -> request.getSession().setAttribute("n", 1))
                            .isInstanceOf(IllegalStateException.class);
                    response.getWriter().print(request.getSession().getAttribute("step"));
                })
                .start()) {
            assertThat(Browser.setCookies(browser.get(node.uri("/put"), "X-Forwarded-Proto", "https")))
                    .singleElement()
                    .asString()
                    .startsWith("SID=")
                    .contains("secure");
            assertThat(CREATED).hasValue(1);
            assertThat(new Browser()
                            .get(
                                    node.uri("/look"),
                                    "Cookie",
                                    Browser.setCookies(new Browser().get(node.uri("/put")))
                                            .get(0)
                                            .split(";", 2)[0])
                            .body())
                    .isEqualTo("PAYING");
        }
    }

    @Test
    void saysWhichParameterIsWrong() {
        assertThatThrownBy(() -> init("savehandler.servlet.readonly", "/x")).hasMessageContaining("readonly");
        assertThatThrownBy(() -> init("savehandler.servlet.concurrency", "read_only"))
                .hasMessageContaining("lock, merge");
        assertThatThrownBy(() -> init("savehandler.servlet.when_store_fails", "hope"))
                .hasMessageContaining("when_store_fails");
        assertThatThrownBy(() -> init("savehandler.servlet.trust_forwarded_proto", "maybe"))
                .hasMessageContaining("neither On nor Off");
        assertThatThrownBy(() -> init("session.nome", "x")).isInstanceOf(SessionConfigurationException.class);
        assertThatThrownBy(() -> init("savehandler.servlet.read_only", "x*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("URL pattern");
    }

    private static void init(String name, String value) throws Exception {
        Map<String, String> parameters = Map.of("session.save_handler", "memory", name, value);
        new HttpSessionFilter().init(new Parameters(parameters));
    }

    /** Counts new sessions. */
    public static final class Counter implements HttpSessionListener {
        @Override
        public void sessionCreated(HttpSessionEvent event) {
            CREATED.incrementAndGet();
        }
    }

    /** A codec that a class name leads to. */
    public static final class StepCodec implements AttributeCodec {
        private final AttributeCodec codec = AttributeCodecs.ofEnum("step", Cart.Step.class);

        @Override
        public String name() {
            return codec.name();
        }

        @Override
        public boolean accepts(Object value) {
            return codec.accepts(value);
        }

        @Override
        public PhpValue encode(Object value) {
            return codec.encode(value);
        }

        @Override
        public Object decode(PhpValue stored) {
            return codec.decode(stored);
        }
    }

    private record Parameters(Map<String, String> values) implements FilterConfig {

        @Override
        public String getFilterName() {
            return "sessions";
        }

        @Override
        public ServletContext getServletContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable String getInitParameter(String name) {
            return values.get(name);
        }

        @Override
        public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(values.keySet());
        }
    }
}
