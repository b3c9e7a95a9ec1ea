/** An application that keeps its sessions where PHP keeps them. */
module io.savehandler.examples.modulepath {
    requires io.savehandler.core;
    requires io.savehandler.servlet;

    // The filter makes records of what it reads from a session.
    opens io.savehandler.examples.modulepath to
            io.savehandler.servlet;
}
