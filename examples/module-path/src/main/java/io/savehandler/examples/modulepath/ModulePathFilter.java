package io.savehandler.examples.modulepath;

import io.savehandler.Sessions;
import io.savehandler.servlet.AttributeCodec;
import io.savehandler.servlet.AttributeCodecs;
import io.savehandler.servlet.HttpSessionFilter;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;

/** What a servlet container is given: the filter, with a record of the application's own that may be an attribute. */
final class ModulePathFilter {
    private ModulePathFilter() {}

    public static void main(String[] arguments) {
        AttributeCodec codec = AttributeCodecs.ofRecord("basket", ModulePathBasket.class);
        ModulePathBasket basket = new ModulePathBasket(List.of("book", "pen"), 12);
        if (!basket.equals(codec.decode(codec.encode(basket)))) {
            throw new IllegalStateException("a basket came back as another one");
        }
        try (Sessions sessions = Sessions.from(Map.of("session.save_handler", "memory"))) {
            Filter filter = HttpSessionFilter.builder(sessions).codecs(codec).build();
            System.out.println("module path, JDK " + Runtime.version().feature() + ": "
                    + filter.getClass().getSimpleName() + " with baskets");
        }
    }
}
