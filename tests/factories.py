"""Rows for tests: each function makes one that is valid, with the values a test cares about given by name.

All are published, unless told otherwise.
"""

from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from battles import models
from battles.models.identifiers import IDENTIFIED
from battles.values.choices import Status

numbers = count(1)


def make(model, values):
    return model.objects.create(**{"status": Status.PUBLISHED} | values)


def make_belligerent(**values):
    values = {"slug": f"belligerent-{next(numbers)}", "name": "中華民國", "name_en": "Republic of China"} | values
    return make(models.Belligerent, values)


def make_place(**values):
    values = {"slug": f"place-{next(numbers)}", "name": "武漢", "name_en": "Wuhan"} | values
    return make(models.Place, values)


def make_source(**values):
    values = {"slug": f"source-{next(numbers)}", "title": "武漢會戰", "kind": "book"} | values
    return make(models.Source, values)


def make_campaign(**values):
    values = {"slug": f"campaign-{next(numbers)}", "name": "武漢會戰", "name_en": "Battle of Wuhan"} | values
    return make(models.Campaign, values)


def make_engagement(**values):
    values = {"slug": f"engagement-{next(numbers)}", "name": "萬家嶺戰役", "kind": "battle"} | values
    if "campaign" not in values and "part_of" not in values:
        values["campaign"] = make_campaign()
    return make(models.Engagement, values)


def make_unit(**values):
    values = {"slug": f"unit-{next(numbers)}", "name": "第106師團", "echelon": "division"} | values
    values.setdefault("belligerent", None)
    values["belligerent"] = values["belligerent"] or make_belligerent()
    return make(models.Unit, values)


def make_commander(**values):
    values = {"slug": f"commander-{next(numbers)}", "name": "岡村寧次", "name_en": "Okamura Yasuji"} | values
    return make(models.Commander, values)


def cited(values):
    """The values with a citation, made where none is given."""
    return {"source": values.get("source") or make_source(), "locator": f"¶{next(numbers)}"} | values


def make_name(**values):
    if not {"campaign", "engagement", "unit", "commander", "place", "belligerent"} & values.keys():
        values["campaign"] = make_campaign()
    return make(models.Name, cited({"text": "武漢會戰", "language": "zh-Hant"} | values))


def make_appointment(**values):
    values.setdefault("office", "總司令")
    if "commander" not in values:
        values["commander"] = make_commander()
    return make(models.Appointment, cited(values))


def make_subordination(**values):
    for name in ("unit", "superior"):
        if name not in values:
            values[name] = make_unit()
    return make(models.Subordination, cited(values))


def about_an_event(values):
    if not {"campaign", "engagement"} & values.keys():
        values["campaign"] = make_campaign()
    return values


def make_participation(**values):
    if not {"belligerent", "unit", "commander"} & values.keys():
        values["unit"] = make_unit()
    return make(models.Participation, cited(about_an_event(values)))


def make_countable(**values):
    values = {"slug": f"countable-{next(numbers)}", "name": "騾子", "name_en": "mules"} | values
    return make(models.Countable, values)


def make_authority(**values):
    number = next(numbers)
    values = {"slug": f"authority-{number}", "name": f"Authority {number}", "pattern": r"Q\d+"} | values
    return make(models.Authority, values)


def make_identifier(**values):
    if not set(IDENTIFIED) & values.keys():
        values["campaign"] = make_campaign()
    values = {"authority": "wikidata", "value": f"Q{next(numbers)}"} | values
    if isinstance(values["authority"], str):
        values["authority"] = models.Authority.objects.get(slug=values["authority"])
    return make(models.Identifier, values)


def make_claim(**values):
    """A claim; ``counted`` may be the slug of what it counts."""
    values = {"kind": "casualties", "category": "killed", "counted": "persons", "low": 100, "high": 100} | values
    if isinstance(values["counted"], str):
        values["counted"] = models.Countable.objects.get(slug=values["counted"])
    return make(models.FigureClaim, cited(about_an_event(values)))


def make_dateclaim(**values):
    return make(models.DateClaim, cited(about_an_event({"date": "1938-10-25"} | values)))


def make_outcomeclaim(**values):
    return make(models.OutcomeClaim, cited(about_an_event({"outcome": "victory"} | values)))


def make_former_slug(**values):
    """A slug that a place had."""
    values = {"slug": f"former-{next(numbers)}"} | values
    if "place" not in values:
        values["place"] = make_place()
    return models.FormerSlug.objects.create(**values)


def make_importrecord(**values):
    values = {"kind": "claims", "file_name": "claims.csv", "file_size": 1, "file_sha256": "0" * 64} | values
    return models.ImportRecord.objects.create(**{"new": 1, "changed": 0, "unchanged": 0} | values)


def make_change_set(**values):
    return models.ChangeSet.objects.create(**values)


def make_change(**values):
    values = {"model": "belligerent", "record_id": 1, "identity": "japan", "after": {"slug": "japan"}} | values
    return models.Change.objects.create(**{"change_set": values.get("change_set") or make_change_set()} | values)


def make_user(*permissions, **values):
    """A member of staff with these permissions, by codename."""
    values = {"username": f"user-{next(numbers)}", "is_staff": True} | values
    user = get_user_model().objects.create(**values)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions, content_type__app_label="battles"))
    return user


def make_proposal(**values):
    values = {"model": "belligerent", "record_id": 1} | values
    return models.Proposal.objects.create(**values | {"made_by": values.get("made_by") or make_user()})


def make_proposed_change(**values):
    values = {"model": "belligerent", "identity": "japan", "after": {"slug": "japan"}} | values
    return models.ProposedChange.objects.create(**values | {"proposal": values.get("proposal") or make_proposal()})


def make_comment(**values):
    values = {"model": "belligerent", "record_id": 1, "text": "Which page?"} | values
    return models.Comment.objects.create(**values | {"made_by": values.get("made_by") or make_user()})


def make_source_text(**values):
    values = {"number": next(numbers), "file_name": "made-up.txt", "file_sha256": "0" * 64} | values
    return models.SourceText.objects.create(**values | {"source": values.get("source") or make_source()})


def make_source_paragraph(**values):
    values = {"number": next(numbers), "sheet": 1, "words": "甲軍撤退。"} | values
    return models.SourceParagraph.objects.create(**values | {"text": values.get("text") or make_source_text()})


MAKERS = {
    models.Belligerent: make_belligerent,
    models.Place: make_place,
    models.Source: make_source,
    models.Campaign: make_campaign,
    models.Engagement: make_engagement,
    models.Unit: make_unit,
    models.Commander: make_commander,
    models.Name: make_name,
    models.Appointment: make_appointment,
    models.Countable: make_countable,
    models.Authority: make_authority,
    models.Identifier: make_identifier,
    models.Subordination: make_subordination,
    models.Participation: make_participation,
    models.FigureClaim: make_claim,
    models.DateClaim: make_dateclaim,
    models.OutcomeClaim: make_outcomeclaim,
}
