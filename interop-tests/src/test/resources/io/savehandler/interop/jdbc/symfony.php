<?php
// Runs before another script: its sessions go by Symfony's PdoSessionHandler. With symfony.create it only makes the table.
use Symfony\Component\HttpFoundation\Session\Storage\Handler\PdoSessionHandler;

require 'Symfony/Component/HttpFoundation/autoload.php';
$symfony = new PdoSessionHandler(get_cfg_var('symfony.dsn'), [
    'db_username' => get_cfg_var('symfony.user'),
    'db_password' => get_cfg_var('symfony.password'),
    'db_connection_options' => [PDO::ATTR_PERSISTENT => true], // as in a PHP that serves many requests
    'lock_mode' => (int) get_cfg_var('symfony.lock_mode'),
]);
if (get_cfg_var('symfony.create')) {
    $symfony->createTable();
    exit(0);
}
session_set_save_handler($symfony, true);
