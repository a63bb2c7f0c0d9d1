"""The one settings file. Every setting comes from the environment and is explained in docs/operating.md."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from studyapp.lib import environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = environment.Environment(os.environ)

try:
    DATA_DIR = ENVIRONMENT.folder("STUDYAPP_DATA", BASE_DIR / "data", make=True)
    CONTENT_DIR = ENVIRONMENT.folder("STUDYAPP_CONTENT", BASE_DIR / "content")
    STATIC_ROOT = Path(ENVIRONMENT.text("STUDYAPP_STATIC", str(BASE_DIR / "build" / "static"))).absolute()
    DEBUG = ENVIRONMENT.yes("STUDYAPP_DEBUG")
    SECRET_KEY = ENVIRONMENT.secret("STUDYAPP_SECRET_KEY", DATA_DIR / "secret_key")
    ALLOWED_HOSTS = ENVIRONMENT.words("STUDYAPP_HOSTS", "localhost,127.0.0.1,[::1]")
    HTTPS = ENVIRONMENT.yes("STUDYAPP_HTTPS")
    THREADS = ENVIRONMENT.whole("STUDYAPP_THREADS", 8, 1, 64)
    LOG_FORMAT = ENVIRONMENT.one_of("STUDYAPP_LOG_FORMAT", "text", ("text", "json"))
    LOG_LEVEL = ENVIRONMENT.one_of("STUDYAPP_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
    LEARNER_TIME_ZONE = ENVIRONMENT.text("STUDYAPP_TIME_ZONE", "UTC")
    environment.time_zone("STUDYAPP_TIME_ZONE", LEARNER_TIME_ZONE)
    DATABASES = {
        "default": environment.database("DATABASE_URL", ENVIRONMENT.text("DATABASE_URL"), DATA_DIR / "study.sqlite3")
    }
except environment.SettingError as error:
    raise SystemExit(f"Wrong setting: {error}") from None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "studyapp.lib",
    "studyapp.accounts",
    "studyapp.bank",
    "studyapp.answers",
    "studyapp.review",
    "studyapp.home",
]

MIDDLEWARE = [
    "studyapp.lib.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads by a random length, so that sizes do not tell secrets; tokens in pages are masked anew each time.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "studyapp.accounts.middleware.LearnerMiddleware",
]

ROOT_URLCONF = "studyapp.urls"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["studyapp.lib.templatetags.prose"],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
        },
    }
]
if DEBUG:
    TEMPLATES[0]["OPTIONS"]["loaders"] = ["django.template.loaders.filesystem.Loader"]  # type: ignore[index]

AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "study:desk"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 365
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"] if not HTTPS else []

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What a browser may load: our own files, nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [
        f"https://{host.replace('*', '', 1) if host == '*' else host}" for host in ALLOWED_HOSTS if host != "*"
    ]
CSRF_FAILURE_VIEW = "studyapp.home.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 200_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "studyapp.lib.logs.TextFormatter"},
        "json": {"()": "studyapp.lib.logs.JsonFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # Answers with 4xx are in the request log; this logger would say them again.
        "django.request": {"level": "ERROR", "propagate": True},
        "uvicorn": {"handlers": [], "level": "WARNING", "propagate": True},
        "uvicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
