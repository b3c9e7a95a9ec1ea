<?php
// /cookie?NAME prints the hexadecimal value of $_COOKIE[NAME], or "none"; /start?SETTINGS starts a session under them.
$query = $_SERVER['QUERY_STRING'];
if ($_SERVER['PATH_INFO'] === '/cookie') {
    $value = $_COOKIE[rawurldecode($query)] ?? null;
    echo is_string($value) ? 'x' . bin2hex($value) : 'none';
    return;
}
foreach (explode('&', $query) as $setting) {
    [$name, $value] = explode('=', $setting, 2);
    ini_set(rawurldecode($name), rawurldecode($value));
}
session_set_save_handler(new class implements SessionHandlerInterface, SessionIdInterface {
    public function open(string $path, string $name): bool { return true; }
    public function close(): bool { return true; }
    public function read(string $id): string|false { return ''; }
    public function write(string $id, string $data): bool { return true; }
    public function destroy(string $id): bool { return true; }
    public function gc(int $lifetime): int|false { return 0; }
    public function create_sid(): string { return 'new'; }
}, true);
session_start();
