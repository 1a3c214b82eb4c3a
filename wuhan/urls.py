"""Addresses of the site: the admin, the choice of a language, and the public pages."""

from django.contrib import admin
from django.urls import include, path

from wuhan.crawlers import robots
from wuhan.languages import choose_language

urlpatterns = [
    path("admin/", admin.site.urls),
    path("robots.txt", robots, name="robots"),
    path("language/", choose_language, name="set_language"),
    path("", include("battles.urls")),
]
handler400 = "wuhan.error_pages.bad_request"
handler404 = "battles.views.not_found.page_not_found"
handler500 = "wuhan.error_pages.server_error"
