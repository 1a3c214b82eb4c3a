"""The question that every fault test ends with, asked in a process of its own."""

import json

from tests.processes import manage

ASK = "from tests.faults.soundness import report; print(report())"
PLACES = "from battles.models import Place; print('\\n'.join(Place.objects.values_list('slug', flat=True)))"


def assert_sound(environment, *, findings=None) -> int:
    """Nothing is wrong with the site, and checkrecords finds no more than ``findings``; how much it finds."""
    asked = manage(environment, "shell", "--no-imports", "-c", ASK)
    assert asked.returncode == 0, asked.stderr
    report = json.loads(asked.stdout)
    assert report["wrong"] == []
    assert findings is None or report["findings"] <= findings
    return report["findings"]


def places(environment) -> set[str]:
    return set(manage(environment, "shell", "--no-imports", "-c", PLACES).stdout.split())
