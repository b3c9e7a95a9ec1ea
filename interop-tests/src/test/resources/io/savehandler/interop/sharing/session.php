<?php
// One step of a request for each line of input: start [ID], get, put DATA, close, abort, destroy, regenerate, gc LIFETIME. Answers
// each with a line. php session.php ID; the session's data is one string under the key "d", settings are on the command line.
[, $id] = $argv;
foreach (['use_cookies' => '0', 'use_only_cookies' => '0', 'cache_limiter' => '', 'gc_probability' => '0'] as $name => $value) {
    ini_set("session.$name", $value);
}
ob_start();
function answer($text) {
    fwrite(STDOUT, $text . "\n");
}
answer('ready');
while (($line = fgets(STDIN)) !== false) {
    [$step, $argument] = explode(' ', trim($line) . ' ');
    switch ($step) {
        case 'start':
            session_id($argument !== '' ? $argument : $id);
            answer(session_start() ? 'started ' . session_id() : 'refused');
            break;
        case 'get':
            answer(isset($_SESSION['d']) ? 'got ' . $_SESSION['d'] : 'nothing');
            break;
        case 'put':
            $_SESSION['d'] = $argument;
            answer('put');
            break;
        case 'close':
            answer(session_write_close() ? 'closed' : 'not closed');
            break;
        case 'abort':
            answer(session_abort() ? 'aborted' : 'not aborted');
            break;
        case 'regenerate':
            answer(session_regenerate_id(true) ? session_id() : 'not regenerated');
            break;
        case 'destroy':
            answer(session_destroy() ? 'destroyed' : 'not destroyed');
            break;
        case 'gc':
            ini_set('session.gc_maxlifetime', $argument);
            session_id('gcgcgcgcgcgcgcgcgcgcgcgcgc');
            session_start();
            $removed = session_gc();
            session_destroy();
            answer('removed ' . var_export($removed, true));
            break;
    }
}
