package io.savehandler.jdbc;

/** How long reads took that had the database for themselves, and those that had gc beside them. */
record ReadTimes(Latencies alone, Latencies besideGc) {
    @Override
    public String toString() {
        return "alone: " + alone + "; beside gc: " + besideGc;
    }
}
