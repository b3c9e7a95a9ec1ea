package io.savehandler.examples.classpath;

import java.util.List;

/** Something that the application keeps in a session. */
record ClassPathBasket(List<String> items, int total) {}
