"""Django's settings. What may differ between houses comes from the environment (see `kit.house`), nothing else."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from mostrador.kit import chosen, databases, house, sealing

ROOT = Path(__file__).resolve().parent.parent
chosen.read("MOSTRADOR_PUBLIC_URL")  # one that is none ends every command: what it prints would be wrong, too
PUBLIC = urlsplit(house.public_url())

try:
    SECRET_KEY = sealing.derived("django")
except house.NoKey:  # `init` and the checks run before there is a key; nothing that needs one works without it
    SECRET_KEY = sealing.new_key()

DEBUG = False
# The edge has already compared the Host header with the public address.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = False
ROOT_URLCONF = "mostrador.site.urls"
WSGI_APPLICATION = "mostrador.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Member"
REACTIONS = "mostrador.site.reactions.REACTIONS"
SERVICE_HOURS = "mostrador.journeys.facts.hours_of"
SHIFT_HOURS = "mostrador.plan.shift_hours.of"
TEST_RUNNER = None

INSTALLED_APPS = [
    "mostrador.kit.apps.Kit",
    "mostrador.accounts.apps.Accounts",
    "mostrador.doors.apps.Doors",
    "mostrador.people.apps.People",
    "mostrador.inbox.apps.Inbox",
    "mostrador.shop.apps.Shop",
    "mostrador.triage.apps.Triage",
    "mostrador.plan.apps.Plan",
    "mostrador.listening.apps.Listening",
    "mostrador.widget.apps.Widget",
    "mostrador.desk.apps.Desk",
    "mostrador.api.apps.Api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_htmx",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "mostrador.site.programs.middleware",
    "mostrador.kit.asking.ask_storably",
    "mostrador.site.protecting.protect",
    "mostrador.site.too_large.refuse_too_large",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mostrador.accounts.greeting.greet",
    "mostrador.site.only_sent.only_sent",
    "mostrador.accounts.own_forms.OwnForms",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / room / "templates" for room in ("kit", "desk", "widget", "site", "accounts/pages")],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "mostrador.kit.jinja.environment",
            "context_processors": ["mostrador.desk.navigation.frame"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": databases.settings()}

USE_TZ = True
TIME_ZONE = chosen.read("MOSTRADOR_TIME_ZONE")
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English"), ("pt", "Português")]
LOCALE_PATHS = [ROOT.parent / "locale"]
USE_I18N = True

SECURE = PUBLIC.scheme == "https"
SESSION_ENGINE = "mostrador.accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"{PUBLIC.scheme}://{PUBLIC.netloc}"]
CSRF_FAILURE_VIEW = "mostrador.site.errors.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 262_144

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# What breaks is written down with all that is known of it. What a stranger asks wrongly is their affair (and could
# fill the disk): it gets its 4xx, not a line.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "CRITICAL"}},
}

AUTHENTICATION_BACKENDS = ["mostrador.accounts.signing_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "mostrador.accounts.signing_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up by themselves: the owner invites
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

DEVELOPMENT = bool(os.environ.get("MOSTRADOR_DEVELOPMENT"))
