"""Runs a command on a pseudoterminal: standard input and output are its screen, lines on descriptor 3 its size."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios

cols, rows, *command = sys.argv[1:]


def resize(terminal: int, cols: str, rows: str) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(cols), 0, 0))


pid, terminal = pty.fork()
if pid == 0:
    try:
        os.execvp(command[0], command)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}")
        os._exit(127)

resize(terminal, cols, rows)
signal.signal(signal.SIGTERM, lambda *_: os.killpg(pid, signal.SIGKILL))
sources = [terminal, 0, 3]
while terminal in sources:
    for source in select.select(sources, [], [])[0]:
        try:
            content = os.read(source, 65536)
        except OSError:
            # The last process has let go of the terminal.
            content = b""
        if not content:
            sources.remove(source)
        elif source == terminal:
            while content:
                content = content[os.write(1, content) :]
        elif source == 3:
            resize(terminal, *content.decode().strip().split("\n")[-1].split())
        else:
            while content:
                content = content[os.write(terminal, content) :]
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 0xFF)
