"""The language of a page: the browser's, or the reader's choice, which a cookie keeps for a year."""

from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language


class LanguageMiddleware(LocaleMiddleware):
    """Django's middleware, and a Vary header for the cookie, so that caches keep a page for each language."""

    def process_response(self, request, response):
        patch_vary_headers(response, ["Cookie"])
        return super().process_response(request, response)


# A CSRF token would need a cookie for every reader, and a forged form could change a language only.
choose_language = csrf_exempt(set_language)
