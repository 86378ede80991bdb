"""Other programs cannot start: a tab has no operating system."""

import errno
import multiprocessing
import os
import subprocess

SENTENCE = (
    "Other processes cannot start here: a browser tab has no other programs. Call Python directly; a command of "
    'Django by django.core.management.call_command("migrate").'
)


def refuse_process(*args, **kwargs):
    """Stands in for what starts a process."""
    raise OSError(errno.ENOSYS, SENTENCE)


def install():
    subprocess.Popen.__init__ = refuse_process
    multiprocessing.process.BaseProcess.start = refuse_process
    for name in ("system", "fork", "forkpty", "posix_spawn", "posix_spawnp", "execv", "execve"):
        if hasattr(os, name):
            setattr(os, name, refuse_process)
