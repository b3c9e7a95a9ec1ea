package io.savehandler.spring;

import io.savehandler.servlet.AttributeCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;

/** The codecs of attributes: the application's, in their order, then the one for what Spring itself keeps. */
final class ApplicationCodecs {
    private ApplicationCodecs() {}

    static List<AttributeCodec> of(
            ObjectProvider<AttributeCodec> beans, SavehandlerProperties properties, ApplicationContext application) {
        List<AttributeCodec> codecs = new ArrayList<>(beans.orderedStream().toList());
        ClassLoader classes = Objects.requireNonNull(application.getClassLoader());
        codecs.add(new SpringObjects(properties.security().allowedClasses(), classes));
        return codecs;
    }
}
