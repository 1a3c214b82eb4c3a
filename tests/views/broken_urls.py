"""A site whose only page has an error."""

from django.urls import path


def fail(request):
    raise RuntimeError("an error of the site")


urlpatterns = [path("", fail)]
handler500 = "wuhan.error_pages.server_error"
