"""The base of all public pages: read only, and a wrong parameter gives status 400 with a sentence."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from battles.filters.facets import FormerValues, shortened
from battles.models import Change
from battles.models.renaming import is_slugged, records_formerly
from battles.values.choices import Status


class Renamed(Exception):
    """The page's record has another slug today."""

    def __init__(self, slug):
        self.slug = slug
        super().__init__(slug)


class Withdrawn(Exception):
    """The page's record was withdrawn. The text is a sentence; ``reason`` is what an editor wrote."""

    def __init__(self, sentence, reason):
        self.reason = reason
        super().__init__(sentence)


# Without this, a POST would get 403 for its missing CSRF token instead of 405.
@method_decorator(csrf_exempt, name="dispatch")
class ReadOnlyView(View):
    """A page that takes the parameters it names, and refuses all others."""

    http_method_names = ["get", "head"]
    parameters = ()
    # The parameters that may be repeated.
    repeatable = ()
    # Whether the page may read from a replica, which can be some seconds behind.
    reads_replica = True

    def dispatch(self, request, *args, **kwargs):
        response = self.answer(request, *args, **kwargs)
        if request.GET:
            # Crawlers would follow filters, pages and orders of one list without end.
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def answer(self, request, *args, **kwargs):
        try:
            self.check_parameters(request.GET)
            return super().dispatch(request, *args, **kwargs)
        except Renamed as error:
            return moved(request, {**kwargs, "slug": error.slug}, request.GET)
        except FormerValues as error:
            query = request.GET.copy()
            given = [value.strip() for value in query.getlist(error.name)]
            query.setlist(error.name, [error.present.get(value, value) for value in given])
            return moved(request, kwargs, query)
        except BadRequest as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)
        except Withdrawn as error:
            return render(request, "410.html", {"sentence": str(error), "reason": error.reason}, status=410)

    def http_method_not_allowed(self, request, *args, **kwargs):
        super().http_method_not_allowed(request, *args, **kwargs)
        return HttpResponse(
            _("This page can only be read: use GET or HEAD.\n"),
            status=405,
            headers={"Allow": "GET, HEAD"},
            content_type="text/plain; charset=utf-8",
        )

    def check_parameters(self, given):
        for name, values in given.lists():
            if name not in self.parameters:
                if not self.parameters:
                    raise BadRequest(_("This page takes no parameters, and “%s” is one.") % shortened(name))
                raise BadRequest(
                    _("“%(name)s” is not a parameter of this page; these are: %(allowed)s.")
                    % {"name": shortened(name), "allowed": ", ".join(sorted(self.parameters))}
                )
            if len(values) > 1 and name not in self.repeatable:
                raise BadRequest(_("“%s” is given more than once; give one value.") % name)
            if any("\x00" in value for value in values):
                raise BadRequest(_("“%s” holds a NUL character; give plain text.") % name)


def moved(request, kwargs, query):
    """A permanent redirect to the same page with these parts of its address and these parameters."""
    return HttpResponsePermanentRedirect(reverse(request.resolver_match.view_name, kwargs=kwargs, query=query or None))


def find_or_404(queryset, **identity):
    """The row with this slug or ref among published rows.

    Raises Renamed if a published row had this slug before, Withdrawn if it was published once, else Http404; the
    sentences of the last two name the kind of record.
    """
    row = queryset.filter(**identity).first()
    if row is not None:
        return row
    (identifier,) = identity.values()
    model = queryset.model
    named = {"kind": model._meta.verbose_name, "identifier": shortened(identifier)}
    withdrawn = model._base_manager.filter(status=Status.WITHDRAWN, **identity).first()
    if withdrawn is None and is_slugged(model):
        found = records_formerly(model._base_manager.all(), [identifier]).get(identifier)
        if found is not None and found.status == Status.PUBLISHED:
            raise Renamed(found.slug)
        withdrawn = found if found is not None and found.status == Status.WITHDRAWN else None
    if withdrawn is not None and Change.objects.of(withdrawn).published().exists():
        raise Withdrawn(_("The %(kind)s “%(identifier)s” was withdrawn.") % named, withdrawn.status_reason)
    raise Http404(_("There is no %(kind)s “%(identifier)s”.") % named)
