"""Settings of the site, from environment variables that are safe when none is set."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy

from battles.private_files import OWNER_ONLY
from wuhan.databases import read_databases
from wuhan.logs import LOGGING
from wuhan.secret_key import lasting_key

__all__ = ["LOGGING"]

BASE_DIR = Path(__file__).resolve().parent.parent


def read_switch(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} is {value!r}; write on or off.")
    return default


def read_number(name: str, default: int, least: int, most: int) -> int:
    text = os.environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ImproperlyConfigured(f"{name} is {text!r}; write a whole number from {least} to {most}.")
    return int(text)


def read_list(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def issuer_of_codes(_device) -> str:
    """Return the name of the site, which an application for one-time codes shows beside its code."""
    return str(SITE_NAME)


DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / ".data").expanduser().absolute()
SECRET_KEY_FILE = DATA_DIR / "secret_key"
# A command that runs before quickstart has a key of its own; a server refuses that (wuhan/wsgi.py).
SECRET_KEY = lasting_key(SECRET_KEY_FILE) or get_random_secret_key()
DEBUG = read_switch("DEBUG", default=False)
# The default is translated; a name from the environment is the same in every language.
SITE_NAME = os.environ.get("SITE_NAME", "").strip() or gettext_lazy("What the sources say")

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS") or LOOPBACK_HOSTS
# A site with a public name uses HTTPS unless HTTPS=off.
HTTPS = read_switch("HTTPS", default=not set(ALLOWED_HOSTS) <= set(LOOPBACK_HOSTS))

INSTALLED_APPS = [
    # First, because its migrate command replaces Django's.
    "wuhan",
    "battles",
    "import_export",
    "wuhan.accounts.apps.FailedLoginsConfig",
    "django_otp",
    "django_otp.plugins.otp_static",
    "wuhan.accounts.apps.SecondFactorsConfig",
    "wuhan.accounts.apps.AdminConfig",
    "django.contrib.auth",
    # After the apps whose admin pages it replaces, and after auth, which creates the permissions of the roles.
    "wuhan.accounts.apps.AccountsConfig",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "wuhan.requests.RequestMiddleware",
    "wuhan.error_pages.not_stored",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wuhan.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    # Last: it may call the view itself, and all other middleware must have run by then.
    "wuhan.replicas.ReplicaMiddleware",
]

ROOT_URLCONF = "wuhan.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wuhan.context_processors.site_name",
            ],
        },
    }
]

# Without a pool each thread has a connection.
DATABASES = read_databases(
    DATA_DIR, replicas=read_list("DATABASE_REPLICA_URL"), pool=read_number("DATABASE_POOL", 0, least=0, most=999)
)
DATABASE_ROUTERS = ["wuhan.replicas.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Failed logins count for an account and an address together, so that a stranger cannot lock out the owner.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "wuhan.requests.client_address"
AXES_LOCKOUT_CALLABLE = "wuhan.accounts.login_pages.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "kept_form", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
OTP_TOTP_ISSUER = issuer_of_codes

LANGUAGE_CODE = "en"
# A browser that asks for plain "zh" gets the first of the two, as in Unicode's likely subtags.
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "wuhan" / "locale"]
FORMAT_MODULE_PATH = "wuhan.formats"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": OWNER_ONLY},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "wuhan.upload_handlers.TidyUploadHandler",
]
# Uploaded files that wait for their import. They are private and never served.
MEDIA_ROOT = DATA_DIR / "uploads"
# Bytes; the variable is in megabytes. A file larger than BACKGROUND_SIZE, or with more than BACKGROUND_ROWS rows, is
# checked and imported by its own process.
UPLOAD_LIMIT = read_number("UPLOAD_LIMIT", 50, least=1, most=1_000) << 20
BACKGROUND_SIZE = 512 << 10
BACKGROUND_ROWS = 2_000

# The form of a record with many inline rows sends many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# The web server refuses a larger body. The form itself explains the limit for a file only a little too large.
BODY_LIMIT = 2 * UPLOAD_LIMIT

# A working day, from the last login or change of the session. A form sent later comes back after the login.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:
    # Browsers accept a cookie with this prefix from this host only, not from other hosts of its domain.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = HTTPS
# Monitoring asks from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Proxies that may name the address of a client. The empty one is a proxy at the other end of a Unix socket.
TRUSTED_PROXIES = (read_list("TRUSTED_PROXIES") or ["127.0.0.1", "::1", ""]) if HTTPS else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"),
        *("fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment"),
        *("publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking"),
    )
}
