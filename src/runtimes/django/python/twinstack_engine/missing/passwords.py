"""Password hashing: PBKDF2 and scrypt, which CPython has from OpenSSL.

In the tab JavaScript computes them (worker/key-derivation.ts), tens of times as fast as Python would. Both are exact:
a password that a real Django stored is recognised. What Django stores itself costs less than it should outside a
course, see `lower_costs`.
"""

import hashlib
import hmac

#: Django 5.2 has 1,000,000 rounds, seconds in a tab: far too long for tests that make users.
PBKDF2_ITERATIONS = 1_000
#: Django has 2 ** 14.
SCRYPT_WORK_FACTOR = 2**10

#: The worker's functions; None in a native Python and while the engine warms up.
host = None


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """PBKDF2 (RFC 8018, section 5.2)."""
    password, salt = bytes(password), bytes(salt)
    wanted = hashlib.new(hash_name).digest_size if dklen is None else dklen
    if wanted < 1 or iterations < 1:
        raise ValueError("iterations and dklen must be greater than 0.")
    if host is not None and hash_name in ("sha1", "sha256", "sha512"):
        return _ask_host(host.pbkdf2, hash_name, password, salt, iterations, wanted)
    return _pbkdf2_in_python(hash_name, password, salt, iterations, wanted)


def _pbkdf2_in_python(hash_name, password, salt, iterations, wanted):
    keyed = hmac.new(password, digestmod=hash_name)

    def digest(message):
        block = keyed.copy()
        block.update(message)
        return block.digest()

    derived = b""
    for number in range(1, -(-wanted // keyed.digest_size) + 1):
        block = digest(salt + number.to_bytes(4, "big"))
        total = int.from_bytes(block, "big")
        for _ in range(iterations - 1):
            block = digest(block)
            total ^= int.from_bytes(block, "big")
        derived += total.to_bytes(keyed.digest_size, "big")
    return derived[:wanted]


def scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64):
    """scrypt (RFC 7914). `maxmem`, in bytes, is 32 MiB when it is 0, as OpenSSL has it."""
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2.")
    if 128 * r * (n + p + 2) > (maxmem or 32 * 1024 * 1024):
        raise ValueError("[digital envelope routines] memory limit exceeded")
    return _ask_host(host.scrypt, bytes(password), bytes(salt), n, r, p, dklen)


def _ask_host(function, *values):
    from pyodide.ffi import to_js

    return function(*(to_js(value) if isinstance(value, bytes) else value for value in values)).to_bytes()


def install():
    """Where OpenSSL is there, nothing changes."""
    if not hasattr(hashlib, "pbkdf2_hmac"):
        hashlib.pbkdf2_hmac = pbkdf2_hmac
        hashlib.scrypt = scrypt


def lower_costs():
    """Only what is stored from now on gets cheaper; a stored password names the cost it was made with."""
    from django.contrib.auth import hashers

    hashers.PBKDF2PasswordHasher.iterations = PBKDF2_ITERATIONS
    hashers.ScryptPasswordHasher.work_factor = SCRYPT_WORK_FACTOR
