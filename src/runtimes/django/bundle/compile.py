"""Compiles the wheels, the engine's own modules and the standard library.

Runs inside Pyodide while the bundle is made, so that the bytecode fits the
interpreter it is for. Bytecode is marked "unchecked hash": Python then never
compares it with its source, which it keeps only to show lines in tracebacks.
Columns are left out (PYTHONNODEBUGRANGES, set by build.ts): a fifth of the
download, for the carets under the lines of libraries.
"""

import io
import json
import os
import py_compile
import sys
import tempfile
import zipfile

from prune import TIME_ZONES, keeps

SITE_PACKAGES = "/lib/python%d.%d/site-packages/" % sys.version_info[:2]
STANDARD_LIBRARY = "/lib/python%d%d.zip/" % sys.version_info[:2]
CACHE_TAG = sys.implementation.cache_tag

# Templates for new projects look like Python, but are not.
NOT_PYTHON = ("/conf/app_template/", "/conf/project_template/")

# An archive with the same content must have the same bytes.
ZIP_DATE = (2026, 1, 1, 0, 0, 0)


def compile_source(source, path):
    """Bytecode of `source`, whose tracebacks will name `path`."""
    with tempfile.TemporaryDirectory() as folder:
        source_file = os.path.join(folder, "source.py")
        bytecode_file = os.path.join(folder, "source.pyc")
        with open(source_file, "wb") as file:
            file.write(source)
        py_compile.compile(
            source_file,
            cfile=bytecode_file,
            dfile=path,
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        with open(bytecode_file, "rb") as file:
            return file.read()


def bytecode_path(path):
    """Where Python looks for the bytecode of the module at `path`."""
    folder, name = os.path.split(path)
    return os.path.join(folder, "__pycache__", f"{name.removesuffix('.py')}.{CACHE_TAG}.pyc")


def site_packages(wheels, engine_modules):
    """Files of site-packages by path: pruned wheels and the packages under `engine_modules`, compiled."""
    sources = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if not name.endswith("/") and keeps(name):
                    sources[name] = archive.read(name)
    # What `zoneinfo.available_timezones()` reads.
    sources["tzdata/zones"] = "".join(f"{name}\n" for name in sorted(TIME_ZONES)).encode()
    for folder, _folders, names in os.walk(engine_modules):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                sources[os.path.relpath(path, engine_modules)] = file.read()
    files = dict(sources)
    for path, source in sources.items():
        if path.endswith(".py") and not any(part in path for part in NOT_PYTHON):
            files[bytecode_path(path)] = compile_source(source, SITE_PACKAGES + path)
    return files


def licence_texts(wheels):
    """Licence files of the wheels, those of one project together: `{"django": "text", …}`."""
    texts = {}
    for wheel in wheels:
        project = os.path.basename(wheel).split("-")[0]
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                base = os.path.basename(name)
                if ".dist-info/" in name and base.upper().startswith(("LICENSE", "LICENCE")):
                    # Django's wheel carries the licence of CPython, from which it has some code.
                    of = "python" if base == "LICENSE.python" else project
                    texts[of] = "\n\n".join(filter(None, [texts.get(of), archive.read(name).decode()]))
    return texts


def imported_by_warm_up(files):
    """Names in the standard library's zip of the modules that the engine has imported before a program starts.

    Does that warm-up here, from the compiled `files` of site-packages: call this last.
    """
    with tempfile.TemporaryDirectory() as folder:
        for path, content in files.items():
            target = os.path.join(folder, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(content)
        sys.path.insert(0, folder)
        from twinstack_engine import session

        session.warm_up()
    origins = [getattr(module.__spec__, "origin", None) for module in sys.modules.values() if hasattr(module, "__spec__")]
    return {
        origin.removeprefix(STANDARD_LIBRARY).removesuffix("c")
        for origin in origins
        if origin and origin.startswith(STANDARD_LIBRARY)
    }


def standard_library(stdlib_zip, first_module, compiled_names):
    """The standard library's zip, stored so that HTTP compression can work.

    The modules that every start imports are bytecode, which is twice as large
    and needs no compiling; the others are source. The file `first_module` is
    added: Python imports it by its name before others.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(stdlib_zip) as archive, zipfile.ZipFile(buffer, "w") as stored:
        for name in sorted(archive.namelist()):
            content = archive.read(name)
            if name in compiled_names:
                content, name = compile_source(content, STANDARD_LIBRARY + name), name + "c"
            stored.writestr(zipfile.ZipInfo(name, ZIP_DATE), content)
        with open(first_module, "rb") as file:
            name = os.path.basename(first_module)
            content = compile_source(file.read(), STANDARD_LIBRARY + name)
        stored.writestr(zipfile.ZipInfo(name + "c", ZIP_DATE), content)
    return buffer.getvalue()


def pack(files):
    """One archive: length of the index (4 bytes, little endian), index as JSON, contents one after another."""
    index, contents, offset = [], [], 0
    for path in sorted(files):
        content = files[path]
        index.append([path, offset, len(content)])
        contents.append(content)
        offset += len(content)
    header = json.dumps(index, separators=(",", ":")).encode()
    return len(header).to_bytes(4, "little") + header + b"".join(contents)
