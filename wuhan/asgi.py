"""The ASGI application, for a web server."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from wuhan.secret_key import require_lasting_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wuhan.settings")

require_lasting_key(settings.SECRET_KEY_FILE)
application = get_asgi_application()
