"""Imports quickly while the engine starts. Python itself imports this module before others (docs: site).

Python's own importers ask the disk a dozen times for each module: who is in the folder, how old is it, is there
bytecode, does it fit. Each question goes from WebAssembly to JavaScript and back, and the engine starts with more than
five hundred modules. Here bytecode is taken from where the bundle has put it, without a question, and the garbage
collector rests. What is imported is the same as without: `finish` leaves no trace of this module.
"""

import gc
import os
import sys

# Frozen into the interpreter, as `os` is: to import these costs nothing.
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER, PathFinder, SourceFileLoader
from marshal import loads
from zipimport import zipimporter

ARCHIVE = "/lib/python%d%d.zip" % sys.version_info[:2]
SITE_PACKAGES = "/lib/python%d.%d/site-packages" % sys.version_info[:2]
BYTECODE_ENDING = f".{sys.implementation.cache_tag}.pyc"

# Of bytecode: magic number, flags, hash of the source (PEP 552).
BYTECODE_HEADER = 16
# Of a file in a zip, before its name; the bundle's have nothing after it.
ZIP_HEADER = 30


class QuickFinder:
    """Finds modules of the bundle that have bytecode; what it does not know is left to Python's own finders."""

    def __init__(self):
        self._archive = os.open(ARCHIVE, os.O_RDONLY)
        self._entries = zipimporter(ARCHIVE)._get_files()

    def find_spec(self, name, path=None, target=None):
        if path is None:
            return self._find_in_archive(name) or self._find_in_folder(name, SITE_PACKAGES)
        folder = path[0] if isinstance(path, list) and len(path) == 1 else ""
        if folder.startswith(ARCHIVE):
            return self._find_in_archive(name)
        if folder.startswith(SITE_PACKAGES):
            return self._find_in_folder(name, folder)
        return None

    def close(self):
        os.close(self._archive)

    def _find_in_archive(self, name):
        """In the standard library."""
        path = name.replace(".", "/")
        package = f"{path}/__init__.pyc" in self._entries
        file = f"{path}/__init__.pyc" if package else f"{path}.pyc"
        if file not in self._entries:
            return None
        _path, _compression, size, _size, offset, *_rest = self._entries[file]
        bytecode = os.pread(self._archive, size, offset + ZIP_HEADER + len(file))
        loader = QuickZipLoader.__new__(QuickZipLoader)
        loader.archive = ARCHIVE
        loader.prefix = path.rpartition("/")[0] + "/" if "/" in path else ""
        return _spec(name, loader, f"{ARCHIVE}/{file}", f"{ARCHIVE}/{file}", bytecode, package)

    def _find_in_folder(self, name, folder):
        """In Django and the other packages, whose files lie open on the disk."""
        base = name.rpartition(".")[2]
        for package, source in ((False, f"{folder}/{base}.py"), (True, f"{folder}/{base}/__init__.py")):
            inner, _, file = source.rpartition("/")
            cached = f"{inner}/__pycache__/{file.removesuffix('.py')}{BYTECODE_ENDING}"
            bytecode = _read(cached)
            if bytecode is not None:
                return _spec(name, QuickSourceLoader(name, source), source, cached, bytecode, package)
        return None


class QuickZipLoader(zipimporter):
    """Runs bytecode that was read already, and is an ordinary loader from then on."""

    def exec_module(self, module):
        self.__class__ = zipimporter
        _run(module)


class QuickSourceLoader(SourceFileLoader):
    """The same for a file."""

    def exec_module(self, module):
        self.__class__ = SourceFileLoader
        _run(module)


def _spec(name, loader, origin, cached, bytecode, package):
    spec = ModuleSpec(name, loader, origin=origin, loader_state=bytecode, is_package=package)
    spec.has_location = True
    spec.cached = cached
    if package:
        spec.submodule_search_locations.append(origin.rpartition("/")[0])
    return spec


def _run(module):
    spec = module.__spec__
    bytecode, spec.loader_state = spec.loader_state, None
    exec(loads(memoryview(bytecode)[BYTECODE_HEADER:]), module.__dict__)


def _read(path):
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        bytecode = os.read(file, os.fstat(file).st_size)
    finally:
        os.close(file)
    return bytecode if bytecode.startswith(MAGIC_NUMBER) else None


def finish():
    """Gives imports back to Python. What is there by now stays for good: the garbage collector need not look at it."""
    sys.meta_path.remove(finder)
    finder.close()
    del sys.modules[__name__]
    gc.freeze()
    gc.enable()


gc.disable()
finder = QuickFinder()
sys.meta_path.insert(sys.meta_path.index(PathFinder), finder)
