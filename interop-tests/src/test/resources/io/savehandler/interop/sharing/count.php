<?php
// Counts in one session, one locked request after the other: php count.php ID TIMES; the settings come from the command line.
[, $id, $times] = $argv;
foreach (['use_cookies' => '0', 'use_only_cookies' => '0', 'cache_limiter' => '', 'gc_probability' => '0'] as $name => $value) {
    ini_set("session.$name", $value);
}
ob_start();
$counted = [];
fwrite(STDOUT, "ready\n");
fgets(STDIN);
for ($i = 0; $i < $times; $i++) {
    session_id($id);
    session_start();
    $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
    $counted[] = $_SESSION['visits'];
    session_write_close();
    usleep(mt_rand(0, 300)); // what a request does besides
}
fwrite(STDOUT, implode("\n", $counted) . "\n");
