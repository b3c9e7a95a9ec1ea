package io.savehandler.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a package may see of this project: itself and these, and what they may see. */
enum Layer {
    PHP("io.savehandler.php"),
    FORMAT("io.savehandler.format", PHP),
    ENGINE("io.savehandler", FORMAT),
    SPI("io.savehandler.spi", ENGINE),

    MEMORY("io.savehandler.memory", SPI),
    FILES("io.savehandler.files", SPI),
    WRAP("io.savehandler.wrap", SPI),
    REDIS("io.savehandler.redis..", SPI),
    MEMCACHED("io.savehandler.memcached..", SPI),
    JDBC("io.savehandler.jdbc..", SPI),

    WEB("io.savehandler.web", ENGINE),
    HTTPSERVER("io.savehandler.httpserver..", WEB),
    SERVLET("io.savehandler.servlet..", WEB),
    JETTY("io.savehandler.jetty..", SERVLET),
    TOMCAT("io.savehandler.tomcat..", SERVLET),
    SPRING("io.savehandler.spring..", SERVLET),

    TESTKIT("io.savehandler.testkit..", SPI, MEMORY);

    final String pattern;

    @SuppressWarnings("ImmutableEnumChecker") // an array that nobody writes to
    private final Layer[] below;

    Layer(String pattern, Layer... below) {
        this.pattern = pattern;
        this.below = below;
    }

    String[] visible() {
        return thisAndBelow().map(layer -> layer.pattern).toArray(String[]::new);
    }

    boolean holds(JavaClass type) {
        return resideInAPackage(pattern).test(type);
    }

    private Stream<Layer> thisAndBelow() {
        return Stream.concat(Stream.of(this), Arrays.stream(below).flatMap(Layer::thisAndBelow));
    }
}
