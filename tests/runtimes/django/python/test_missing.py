"""What the engine puts where CPython has OpenSSL, threads, processes and a network."""

import errno
import hashlib
import socket
import threading
import unittest
import zoneinfo
from unittest import mock

from twinstack_engine.missing import network, passwords, processes, threads, time_zones


class PasswordTests(unittest.TestCase):
    def test_pbkdf2_equals_the_real_one(self):
        for name, length in [("sha256", None), ("sha1", 10), ("sha256", 100), ("sha512", 64)]:
            with self.subTest(name=name, length=length):
                arguments = (name, b"password", b"salt", 7, length)
                self.assertEqual(passwords.pbkdf2_hmac(*arguments), hashlib.pbkdf2_hmac(*arguments))

    def test_long_password(self):
        arguments = ("sha256", b"p" * 200, b"salt", 2)
        self.assertEqual(passwords.pbkdf2_hmac(*arguments), hashlib.pbkdf2_hmac(*arguments))

    def test_nonsense_is_refused(self):
        with self.assertRaises(ValueError):
            passwords.pbkdf2_hmac("sha256", b"p", b"s", 0)
        with self.assertRaisesRegex(ValueError, "power of 2"):
            passwords.scrypt(b"p", salt=b"s", n=3, r=8, p=1)
        with self.assertRaisesRegex(ValueError, "memory limit"):
            passwords.scrypt(b"p", salt=b"s", n=2**20, r=8, p=1)

    def test_where_there_is_openssl_nothing_changes(self):
        before = hashlib.pbkdf2_hmac
        passwords.install()
        self.assertIs(hashlib.pbkdf2_hmac, before)


class RefusalTests(unittest.TestCase):
    def test_each_says_what_to_do_instead(self):
        refusals = [
            (threads.refuse_thread, RuntimeError, "asyncio"),
            (lambda: threads.refuse_live_server(None), RuntimeError, "self.client"),
            (processes.refuse_process, OSError, "call_command"),
            (network.refuse_connection, OSError, "unittest.mock.patch"),
            (network.refuse_listening, OSError, "manage.py runserver"),
        ]
        for refuse, kind, instead in refusals:
            with self.subTest(instead=instead), self.assertRaisesRegex(kind, instead):
                refuse()

    def test_installed_they_are_what_programs_meet(self):
        with mock.patch.object(threading, "_start_joinable_thread", create=True), mock.patch.multiple(
            socket.socket, bind=mock.DEFAULT, listen=mock.DEFAULT, connect=mock.DEFAULT, connect_ex=mock.DEFAULT
        ), mock.patch.object(socket, "getaddrinfo"):
            network.install()
            with self.assertRaises(OSError) as caught:
                socket.create_connection(("localhost", 80))
            self.assertEqual(caught.exception.errno, errno.ENETUNREACH)
            with socket.socket() as opened, self.assertRaisesRegex(OSError, "cannot listen"):
                opened.bind(("", 0))


class TimeZoneTests(unittest.TestCase):
    def test_a_zone_that_is_not_there_says_which_are(self):
        with mock.patch.object(zoneinfo, "available_timezones", return_value={"UTC", "Europe/Rome"}):
            with self.assertRaises(zoneinfo.ZoneInfoNotFoundError) as caught:
                time_zones.load_time_zone("Europe/Atlantis")
        self.assertIn("No time zone found with key Europe/Atlantis. The engine has Europe/Rome, UTC.", str(caught.exception))

    def test_local_time_is_told_to_the_page_with_its_names(self):
        host = mock.Mock()
        names = ("timezone", "altzone", "daylight", "tzname")
        kept = {name: getattr(time_zones.time, name) for name in names}
        with mock.patch.object(time_zones, "host", host), mock.patch.dict("os.environ", TZ="America/New_York"):
            time_zones.tzset()
        self.addCleanup(lambda: [setattr(time_zones.time, name, value) for name, value in kept.items()])
        host.setLocalZone.assert_called_once_with("America/New_York", "EST", "EDT")
        self.assertEqual((time_zones.time.timezone, time_zones.time.altzone), (18_000, 14_400))


if __name__ == "__main__":
    unittest.main()
