"""Django's WSGI handler, called by the bridge."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
