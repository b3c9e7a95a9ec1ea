package io.savehandler.benchmarks.losses;

/** What the parallel requests do. */
enum VisitorWork {
    /** Each sets an attribute of its own. */
    ADDING("/add?n="),
    /** Each reads a counter, increments it and sets it again. */
    COUNTING("/count?n=");

    final String path;

    VisitorWork(String path) {
        this.path = path;
    }
}
