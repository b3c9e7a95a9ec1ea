package io.savehandler.files;

import java.io.IOException;

/** A call on a session's file failed. Holds no path, for that would hold the session's id. */
final class FileCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FileProblem problem;

    FileCallException(FileProblem problem) {
        super(problem.text());
        this.problem = problem;
    }

    FileCallException(FileProblem problem, String detail) {
        super(problem.text() + " (" + detail + ")");
        this.problem = problem;
    }

    FileProblem problem() {
        return problem;
    }
}
