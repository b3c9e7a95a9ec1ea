/** An application that keeps its sessions where PHP keeps them. */
module io.savehandler.examples.modulepath {
    requires io.savehandler.core;
}
