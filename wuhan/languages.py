"""The language of a page: chosen by the browser, or by the reader for a year."""

from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, which does not tell caches that a page depends on the reader's choice, a cookie, too."""

    def process_response(self, request, response):
        patch_vary_headers(response, ["Cookie"])
        return super().process_response(request, response)


# A token against forged forms would need a cookie for every reader, and all that can be forged is a language.
choose_language = csrf_exempt(set_language)
