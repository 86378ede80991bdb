"""What of the wheels stays in the bundle.

Left out is what a tab cannot use (other databases, GIS), what most courses do
not need at a price of megabytes (translations, most time zones), and unminified
copies of JavaScript libraries.
"""

# Django's default zone, UTC, and one big city per region that lessons like to name.
TIME_ZONES = {
    "UTC",
    "GMT",
    "Etc/UTC",
    "Africa/Nairobi",
    "America/Chicago",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Paris",
    "Europe/Rome",
}

UNUSABLE = (
    "django/contrib/gis/",
    "django/contrib/postgres/",
    "django/db/backends/mysql/",
    "django/db/backends/oracle/",
    "django/db/backends/postgresql/",
)

# The admin's pages ask for these only with DEBUG; server.py answers with the minified file.
UNMINIFIED = (
    "/js/vendor/jquery/jquery.js",
    "/js/vendor/select2/select2.full.js",
    "/js/vendor/xregexp/xregexp.js",
    "/css/vendor/select2/select2.css",
)

LOCALES = ("en", "en_GB")


def keeps(path):
    """Whether the file `path` of a wheel goes into the bundle."""
    if ".dist-info/" in path:
        # Pyodide lists installed distributions and then refuses to make a snapshot.
        return False
    if path.endswith((".po", ".pyi", "py.typed")) or path.startswith(UNUSABLE):
        return False
    if path.startswith("tzdata/zoneinfo/") and not path.endswith("__init__.py"):
        return path.removeprefix("tzdata/zoneinfo/") in TIME_ZONES
    if path.startswith("django/") and "/locale/" in path:
        return _keeps_locale(path)
    if "/js/vendor/select2/i18n/" in path:
        return path.endswith("/en.js")
    return not path.endswith(UNMINIFIED)


def _keeps_locale(path):
    """Translations and formats of English only; the packages around them stay."""
    parts = path.split("/locale/", 1)[1].split("/")
    return len(parts) == 1 or parts[0] in LOCALES
