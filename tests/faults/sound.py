"""The question that every fault test ends with, asked in a process of its own."""

import json

from tests.processes import manage

ASK = "from tests.faults.soundness import report; print(report())"
RECORDED = """
from battles.models import Change, FigureClaim, Place
for model, name in ((Place, "slug"), (FigureClaim, "locator")):
    begun = Change.objects.filter(model=model._meta.model_name, before__isnull=True)
    print(*model.objects.filter(pk__in=begun.values("record_id")).values_list(name, flat=True), sep="\\n")
"""


def assert_sound(environment, *, findings=None) -> int:
    """Nothing is wrong with the site, and checkrecords finds no more than ``findings``; how much it finds."""
    asked = manage(environment, "shell", "--no-imports", "-c", ASK)
    assert asked.returncode == 0, asked.stderr
    report = json.loads(asked.stdout)
    assert report["wrong"] == []
    assert findings is None or report["findings"] <= findings
    return report["findings"]


def recorded(environment) -> set[str]:
    """The slugs of places and the locators of claims whose history begins with them."""
    return set(manage(environment, "shell", "--no-imports", "-c", RECORDED).stdout.splitlines())
