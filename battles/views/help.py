"""The editors' guide: an index and a page for each topic, in the reader's language."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy, to_locale
from django.utils.translation import gettext as _

from battles.filters.facets import shortened
from battles.views.base import ReadOnlyView

# Each topic has a template of its name in the folder of each language.
TOPICS = {
    "claims": gettext_lazy("Sources and claims"),
    "desk": gettext_lazy("The reading desk"),
    "dates": gettext_lazy("Dates"),
    "figures": gettext_lazy("Figures"),
    "names": gettext_lazy("Names and search"),
    "review": gettext_lazy("Drafts and review"),
    "history": gettext_lazy("History, undo and revert"),
    "spreadsheets": gettext_lazy("Import and export"),
}


class HelpView(ReadOnlyView):
    def get(self, request):
        return render(request, "battles/help/index.html", {"topics": TOPICS})


class HelpTopicView(ReadOnlyView):
    def get(self, request, topic):
        if topic not in TOPICS:
            raise Http404(_("The guide has no topic “%s”.") % shortened(topic))
        others = {name: title for name, title in TOPICS.items() if name != topic}
        return render(
            request,
            "battles/help/topic.html",
            {
                "title": TOPICS[topic],
                "topics": others,
                "text": f"battles/help/{to_locale(get_language())}/{topic}.html",
            },
        )
