"""What the engine puts where CPython has OpenSSL."""

import hashlib
import unittest

from twinstack_engine import missing


class Pbkdf2Tests(unittest.TestCase):
    def test_equals_the_real_one(self):
        for name, length in [("sha256", None), ("sha1", 10), ("sha256", 100), ("sha512", 64)]:
            with self.subTest(name=name, length=length):
                arguments = (name, b"password", b"salt", 7, length)
                self.assertEqual(missing.pbkdf2_hmac(*arguments), hashlib.pbkdf2_hmac(*arguments))

    def test_long_password(self):
        arguments = ("sha256", b"p" * 200, b"salt", 2)
        self.assertEqual(missing.pbkdf2_hmac(*arguments), hashlib.pbkdf2_hmac(*arguments))

    def test_refuses_nonsense(self):
        with self.assertRaises(ValueError):
            missing.pbkdf2_hmac("sha256", b"p", b"s", 0)
