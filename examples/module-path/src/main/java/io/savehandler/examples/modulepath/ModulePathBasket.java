package io.savehandler.examples.modulepath;

import java.util.List;

/** Something that the application keeps in a session. */
record ModulePathBasket(List<String> items, int total) {}
