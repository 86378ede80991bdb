"""What CPython has and a tab's Python lacks: replaced where that works, explained where it does not."""

import hashlib
import hmac
import os
import threading

NO_THREADS = (
    "Threads cannot start here: the engine runs Python in a single thread of the browser tab. "
    "Call the function directly, or use asyncio."
)

MEMORY_SENTENCE = "The program asked for more memory than the engine gives it."


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """PBKDF2 (RFC 8018, section 5.2) over hmac; the real one needs OpenSSL."""
    password, salt = bytes(password), bytes(salt)
    size = hashlib.new(hash_name).digest_size
    wanted = size if dklen is None else dklen
    if wanted < 1 or iterations < 1:
        raise ValueError("iterations and dklen must be greater than 0.")
    keyed = hmac.new(password, digestmod=hash_name)

    def digest(message):
        block = keyed.copy()
        block.update(message)
        return block.digest()

    derived = b""
    for number in range(1, -(-wanted // size) + 1):
        block = digest(salt + number.to_bytes(4, "big"))
        total = int.from_bytes(block, "big")
        for _ in range(iterations - 1):
            block = digest(block)
            total ^= int.from_bytes(block, "big")
        derived += total.to_bytes(size, "big")
    return derived[:wanted]


def refuse_thread(*args, **kwargs):
    """Stands in for the start of a thread."""
    raise RuntimeError(NO_THREADS)


def install():
    """Puts the replacements in place, once per interpreter and before the project is loaded."""
    if not hasattr(hashlib, "pbkdf2_hmac"):
        hashlib.pbkdf2_hmac = pbkdf2_hmac
        _lower_password_cost()
    threading._start_joinable_thread = refuse_thread
    # Colours and progress bars ask for the terminal's size.
    os.environ.setdefault("COLUMNS", "80")


def _lower_password_cost():
    """A million rounds of PBKDF2 are meant for servers in C: here they would take a minute per password."""
    from django.contrib.auth import hashers

    hashers.PBKDF2PasswordHasher.iterations = 1_000
