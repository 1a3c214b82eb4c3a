"""Settings of the site, from environment variables that are safe when none is set."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from wuhan.databases import read_databases

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


def read_secret_key(key_file: Path) -> str:
    """SECRET_KEY, or the key that quickstart keeps, or one that lasts as long as this process."""
    key = os.environ.get("SECRET_KEY", "")
    if not key and key_file.is_file():
        key = key_file.read_text(encoding="utf-8").strip()
    return key or get_random_secret_key()


DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / ".data").expanduser().absolute()
SECRET_KEY_FILE = DATA_DIR / "secret_key"
SECRET_KEY = read_secret_key(SECRET_KEY_FILE)
DEBUG = read_switch("DEBUG", default=False)

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()
] or LOOPBACK_HOSTS
# A site that answers to a public name is taken to stand behind HTTPS unless HTTPS=off says otherwise.
HTTPS = read_switch("HTTPS", default=not set(ALLOWED_HOSTS) <= set(LOOPBACK_HOSTS))

INSTALLED_APPS = [
    "battles",
    "django_filters",
    "import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # The last, so that all others have had their say before it makes a page.
    "wuhan.replicas.ReplicaMiddleware",
]

ROOT_URLCONF = "wuhan.urls"
WSGI_APPLICATION = "wuhan.wsgi.application"
ASGI_APPLICATION = "wuhan.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "wuhan" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = read_databases(DATA_DIR)
DATABASE_ROUTERS = ["wuhan.replicas.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Files on their way through an import: private, and never served.
MEDIA_ROOT = DATA_DIR / "uploads"

# "Save and add another" over a long session of data entry sends many inline fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# Asked by machines on the inside, which speak plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
