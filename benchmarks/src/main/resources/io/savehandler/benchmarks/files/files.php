<?php
// First line: the directory. Then answers each number of cycles with the processor time that they took, in nanoseconds.
error_reporting(E_ALL);
ini_set('session.use_cookies', '0');
ini_set('session.use_only_cookies', '0');
ini_set('session.cache_limiter', '');
ini_set('session.gc_probability', '0');
ini_set('session.use_strict_mode', '0');
session_save_path(trim(fgets(STDIN)));

function processor(): int {
    $usage = getrusage();
    return ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) * 1000000000
        + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) * 1000;
}

function cycles(int $times): int {
    $start = processor();
    for (; $times > 0; $times--) {
        session_id('benchbenchbenchbenchbenchbench00');
        session_start();
        $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
        session_write_close();
    }
    return processor() - $start;
}

while (($line = fgets(STDIN)) !== false) {
    fwrite(STDOUT, cycles((int) $line) . "\n");
}
