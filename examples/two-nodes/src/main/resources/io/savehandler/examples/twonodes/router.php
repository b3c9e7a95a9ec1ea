<?php
// The demonstration's page in PHP: the same addresses, session keys and page as the Java nodes.
declare(strict_types=1);

function fill(string $name, array $texts, array $rows = []): string
{
    $put = static fn (string $part, array $in): string => preg_replace_callback(
        '/{{(\w+)}}/',
        static fn (array $m): string => str_replace('{', '&#123;', htmlspecialchars((string) $in[$m[1]], ENT_QUOTES | ENT_SUBSTITUTE)),
        $part
    );
    $repeated = preg_replace_callback(
        '/{{#(\w+)}}\n(.*?){{\/\1}}\n/s',
        static fn (array $m): string => implode('', array_map(static fn (array $row): string => $put($m[2], $row + $texts), $rows[$m[1]])),
        file_get_contents(__DIR__ . '/' . $name)
    );
    return $put($repeated, $texts);
}

function hex(string $bytes): string
{
    return preg_replace_callback('/[^ -~]/', static fn (array $m): string => sprintf('\x%02x', ord($m[0])), $bytes);
}

function readable(string $bytes): string
{
    $text = preg_match('//u', $bytes) ? preg_replace_callback('/\p{C}/u', static fn (array $m): string => hex($m[0]), $bytes) : hex($bytes);
    return preg_match('/^.{4000}(?=.)/su', $text, $start) ? $start[0] . ' …' : $text;
}

function shown(mixed $value, int $depth = 3): string
{
    if (is_array($value)) {
        $elements = [];
        foreach (array_slice($value, 0, 20, true) as $key => $element) {
            $elements[] = shown($key) . ' => ' . shown($element, $depth - 1);
        }
        $more = count($value) > 20 ? ', …' : '';
        return $depth === 0 ? '[…]' : '[' . implode(', ', $elements) . $more . ']';
    }
    return match (true) {
        is_null($value) => 'null',
        is_bool($value) => $value ? 'true' : 'false',
        $value instanceof UnitEnum => $value->name,
        is_object($value) => '{' . count((array) $value) . ' properties}',
        default => readable((string) $value),
    };
}

function answer(int $status, string $type, string $body): never
{
    http_response_code($status);
    header("Content-Type: $type");
    header("Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    header('X-Content-Type-Options: nosniff');
    header('Referrer-Policy: same-origin');
    echo $body;
    exit;
}

function refuse(int $status, string $title, string $text): never
{
    answer($status, 'text/html; charset=utf-8', fill('message.html', ['title' => $title, 'text' => $text]));
}

function require_method(string $method): void
{
    if ($_SERVER['REQUEST_METHOD'] !== $method) {
        header("Allow: $method");
        refuse(405, 'Wrong method', "This address takes $method only.");
    }
}

function require_same_origin(): void
{
    $site = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? null;
    $origin = $_SERVER['HTTP_ORIGIN'] ?? null;
    $foreign = $site !== null
        ? !in_array($site, ['same-origin', 'none'], true)
        : $origin !== null && $origin !== 'http://' . ($_SERVER['HTTP_HOST'] ?? '');
    if ($foreign) {
        refuse(403, 'Not from this page', "Changes are taken from this page's own buttons and from scripts only.");
    }
}

function start(): void
{
    if (!session_start()) {
        refuse(503, 'The session cannot be used', 'PHP could not start the session; its log says why.');
    }
}

function required_key(): string
{
    $key = $_POST['key'] ?? $_GET['key'] ?? '';
    if (!is_string($key) || $key === '') {
        refuse(400, 'Nothing was done', 'The field "key" is missing.');
    }
    return $key;
}

/** PHP would drop such a key, or with it the whole session, without a word. */
function require_storable(string $key): void
{
    $format = ini_get('session.serialize_handler');
    if ($format !== 'php_serialize' && is_int(array_key_first([$key => 0]))) {
        refuse(400, 'The session cannot hold that', "The format $format cannot store a numeric key.");
    }
    if ($format === 'php' && str_contains($key, '|')) {
        refuse(400, 'The session cannot hold that', 'The format php cannot store a key with the character |.');
    }
    if ($format === 'php_binary' && strlen($key) > 127) {
        refuse(400, 'The session cannot hold that', 'The format php_binary cannot store a key of more than 127 bytes.');
    }
}

function count_visit(): array
{
    require_method('GET');
    start();
    $now = time();
    $_SESSION['session_time'] ??= $now;
    $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
    $stored = (string) session_encode();
    session_write_close();
    return [$now, $stored];
}

function page(): never
{
    [$now, $stored] = count_visit();
    $host = preg_match('/^([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]+)?$/D', $_SERVER['HTTP_HOST'] ?? '', $m) ? $m[1] : '127.0.0.1';
    $nodes = [];
    foreach (explode(' ', getenv('DEMO_NODES')) as $node) {
        [$name, $port] = explode('=', $node);
        $nodes[] = ['name' => $name, 'url' => "http://$host:$port/", 'class' => $name === 'php' ? 'here' : ''];
    }
    $values = [];
    foreach ($_SESSION as $key => $value) {
        $values[] = ['key' => (string) $key, 'type' => get_debug_type($value), 'value' => shown($value)];
    }
    $time = static fn (int $seconds): string => gmdate('Y-m-d H:i:s', $seconds) . ' UTC';
    answer(200, 'text/html; charset=utf-8', fill('page.html', [
        'id' => session_id(),
        'session_time' => $time($_SESSION['session_time']),
        'now' => $time($now),
        'visits' => $_SESSION['visits'],
        'node' => 'php',
        'language' => 'PHP ' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION,
        'ttl' => ini_get('session.gc_maxlifetime') . ' s, anew with every visit',
        'save_handler' => session_module_name(),
        'format' => ini_get('session.serialize_handler'),
        'size' => strlen($stored),
        'stored' => readable($stored),
    ], ['nodes' => $nodes, 'values' => $values]));
}

function json(): never
{
    [$now] = count_visit();
    answer(200, 'application/json', json_encode([
        'id' => session_id(),
        'session_time' => $_SESSION['session_time'],
        'now' => $now,
        'visits' => $_SESSION['visits'],
        'node' => 'php',
        'save_handler' => session_module_name(),
        'ttl_seconds' => (int) ini_get('session.gc_maxlifetime'),
    ]));
}

function press(callable $button): never
{
    require_method('POST');
    require_same_origin();
    $button();
    header('Location: /', true, 303);
    exit;
}

match (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    '/' => page(),
    '/session.json' => json(),
    '/put' => press(static function (): void {
        $key = required_key();
        require_storable($key);
        start();
        $_SESSION[$key] = (string) ($_POST['value'] ?? $_GET['value'] ?? '');
    }),
    '/remove' => press(static function (): void {
        $key = required_key();
        start();
        unset($_SESSION[$key]);
    }),
    '/regenerate' => press(static function (): void {
        start();
        session_regenerate_id(true);
    }),
    '/destroy' => press(static function (): void {
        start();
        session_destroy();
    }),
    default => refuse(404, 'No such page', 'There is / and /session.json.'),
};
