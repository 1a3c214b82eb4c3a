"""The site's addresses, and beside them those of the stock admin."""

from django.urls import path

from tests.performance.peers import stock_admin
from wuhan.urls import *  # noqa: F403
from wuhan.urls import urlpatterns

urlpatterns = [path("stock/", stock_admin().urls), *urlpatterns]
