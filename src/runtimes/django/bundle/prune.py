"""What of the wheels stays in the bundle.

Left out is what a tab cannot use (other databases, GIS), what most courses do
not need at a price of megabytes (most translations and time zones), and unminified
copies of JavaScript libraries.
"""

# Django's default zone, UTC, and big cities of every region that lessons like to name. A zone is half a kilobyte.
TIME_ZONES = frozenset(
    """
    UTC GMT Etc/UTC Etc/GMT Etc/GMT+10 Etc/GMT-10
    Africa/Algiers Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi
    America/Argentina/Buenos_Aires America/Bogota America/Chicago America/Coral_Harbour America/Denver
    America/Los_Angeles America/Mexico_City America/New_York America/Sao_Paulo America/Toronto America/Vancouver
    Asia/Bangkok Asia/Dubai Asia/Hong_Kong Asia/Istanbul Asia/Jakarta Asia/Jerusalem Asia/Karachi Asia/Kathmandu
    Asia/Kolkata Asia/Manila Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Tokyo Asia/Ust-Nera
    Australia/Melbourne Australia/Sydney
    Europe/Amsterdam Europe/Athens Europe/Berlin Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul
    Europe/Kyiv Europe/Lisbon Europe/London Europe/Madrid Europe/Moscow Europe/Paris Europe/Prague Europe/Rome
    Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zurich
    Pacific/Auckland Pacific/Chatham Pacific/Honolulu
    """.split()
)

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

# Whole, the admin too: about 25 kB each as they travel.
LOCALES = ("en", "en_GB", "de", "es", "fr")

# Of these there are the texts and formats of Django's core (dates, numbers, forms), 10 kB each; not those of the admin.
CORE_LOCALES = ("cs", "nl", "pl", "ru")


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
    """Translations and formats of a few languages; the packages around them stay."""
    owner, _, rest = path.partition("/locale/")
    language, *inner = rest.split("/")
    return not inner or language in LOCALES or (owner == "django/conf" and language in CORE_LOCALES)
