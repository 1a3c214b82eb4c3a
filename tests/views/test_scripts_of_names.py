"""Names on pages: in the reader's script, with the form in the records beside them; sources' own words as they are."""

import re

import pytest

from tests import factories
from tests.views.documents import without_indentation

pytestmark = pytest.mark.django_db

SIMPLIFIED, TRADITIONAL = "zh-CN", "zh-TW"


def page(client, language, path):
    return without_indentation(client.get(path, headers={"accept-language": language}).content.decode())


def heading(text):
    return re.findall(r"<h1>(.*?)</h1>", text)[0]


def test_a_name_is_converted_and_its_own_form_stands_beside_it(client):
    campaign = factories.make_campaign()
    text = page(client, SIMPLIFIED, campaign.get_absolute_url())
    assert heading(text) == (
        '<bdi lang="zh-Hans">武汉会战</bdi> <bdi lang="zh-Hant" class="original">武漢會戰</bdi>'
        ' <bdi lang="en" class="english">Battle of Wuhan</bdi>'
    )
    assert "<title>武汉会战 · 武漢會戰 · " in text
    assert '<li aria-current="page" lang="zh-Hans">武汉会战</li>' in text


def test_a_link_has_both_forms_and_leaves_the_english_to_the_page_itself(client):
    campaign = factories.make_campaign()
    link = (
        f'<a href="{campaign.get_absolute_url()}"><bdi lang="zh-Hans">武汉会战</bdi> '
        '<bdi lang="zh-Hant" class="original">武漢會戰</bdi></a>'
    )
    assert link in page(client, SIMPLIFIED, "/campaigns/")


def test_a_name_in_the_readers_script_stands_alone(client):
    campaign = factories.make_campaign()
    text = page(client, TRADITIONAL, "/campaigns/")
    assert f'<a href="{campaign.get_absolute_url()}"><bdi lang="zh-Hant">武漢會戰</bdi></a>' in text
    assert "original" not in text


def test_readers_of_english_get_the_form_in_the_records(client):
    factories.make_campaign()
    text = page(client, "en", "/campaigns/")
    assert '<bdi lang="zh-Hant">武漢會戰</bdi> <bdi lang="en" class="english">Battle of Wuhan</bdi>' in text
    assert "武汉会战" not in text


def test_a_simplified_title_is_converted_for_readers_of_traditional_characters(client):
    source = factories.make_source(title="国民党正面战场抗战纪实", language="zh-Hans")
    assert heading(page(client, TRADITIONAL, source.get_absolute_url())) == (
        '<bdi lang="zh-Hant">國民黨正面戰場抗戰紀實</bdi> '
        '<bdi lang="zh-Hans" class="original">国民党正面战场抗战纪实</bdi>'
    )


@pytest.mark.parametrize("language", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize(
    "name", ["国崎支隊", "戦車第1聯隊", "沢田茂", "ひめゆり學徒隊", "Окамура Ясудзи", "Gettysburg"]
)
def test_japanese_forms_and_foreign_scripts_are_not_converted(client, language, name):
    unit = factories.make_unit(name=name, name_en="")
    text = page(client, language, unit.get_absolute_url())
    assert re.fullmatch(f'<bdi lang="[a-z]+">{name}</bdi>', heading(text))


def test_a_japanese_title_is_not_converted_though_its_characters_could_be(client):
    source = factories.make_source(title="戰史叢書", language="ja")
    text = page(client, SIMPLIFIED, source.get_absolute_url())
    assert heading(text) == '<bdi lang="ja">戰史叢書</bdi>'
    assert "战史丛书" not in text


def test_readers_of_chinese_get_the_english_of_a_name_in_another_script(client):
    commander = factories.make_commander(name="Василий Чуйков", name_en="Vasily Chuikov")
    text = page(client, SIMPLIFIED, "/commanders/")
    assert "Василий Чуйков</bdi> <bdi" in text
    assert "Vasily Chuikov" in text
    assert commander.get_absolute_url() in text


@pytest.mark.parametrize(("language", "words"), [(SIMPLIFIED, "陣亡將士人數"), (TRADITIONAL, "阵亡将士人数")])
def test_sources_own_words_are_never_converted(client, language, words):
    """Wordings, places in a source, authorities, offices and ranks, and the names that sources use."""
    campaign, unit = factories.make_campaign(), factories.make_unit()
    cited = {"wording": words, "locator": f"表{words}一", "quoted_source": factories.make_source()}
    cited["quoted_locator"] = f"頁{words}二"
    claim = factories.make_claim(campaign=campaign, attributed_to=f"會{words}三", scope=f"圍{words}四", **cited)
    factories.make_dateclaim(campaign=campaign, attributed_to=f"會{words}五", **cited)
    factories.make_outcomeclaim(campaign=campaign, attributed_to=f"會{words}六", **cited)
    factories.make_appointment(campaign=campaign, unit=unit, office=f"職{words}七", rank=f"階{words}八", **cited)
    factories.make_name(campaign=campaign, text=f"稱{words}九", **cited)
    on_campaign = page(client, language, campaign.get_absolute_url())
    for mark in ("表{}一", "頁{}二", "會{}三", "圍{}四", "會{}五", "會{}六", "職{}七", "階{}八", "稱{}九"):
        assert mark.format(words) in on_campaign
    assert f">{words}</q>" in on_campaign
    on_claim = page(client, language, claim.get_absolute_url())
    for mark in ("表{}一", "頁{}二", "會{}三", "圍{}四"):
        assert mark.format(words) in on_claim
    assert f">{words}</blockquote>" in on_claim


def test_works_of_one_title_are_told_apart_by_the_english_one(client):
    for number, english in enumerate(("The Battle of Wuhan", "Battle of Wuhan (an encyclopedia)")):
        factories.make_claim(source=factories.make_source(title_en=english), low=number, high=number)
    text = page(client, SIMPLIFIED, "/claims/")
    assert ">The Battle of Wuhan</bdi>" in text
    assert ">Battle of Wuhan (an encyclopedia)</bdi>" in text


def test_the_menus_of_filters_have_both_forms(client):
    belligerent = factories.make_belligerent()
    factories.make_unit(belligerent=belligerent)
    text = page(client, SIMPLIFIED, "/units/")
    (label,) = re.findall(rf'<label>[^<]*<input[^>]*value="{belligerent.slug}"[^>]*>(.*?)</label>', text, re.DOTALL)
    assert "中华民国 · 中華民國" in label


def test_titles_captions_plots_and_timelines_have_the_readers_form(client):
    belligerent = factories.make_belligerent(name="中華民國", name_en="")
    campaign = factories.make_campaign(start="1938-06", end="1938-10-27")
    whole = factories.make_engagement(name="萬家嶺戰役", campaign=campaign, start="1938-10-01", end="1938-10-10")
    factories.make_engagement(name="箬溪之戰", part_of=whole, campaign=campaign, start="1938-10-02")
    source = factories.make_source(title="國民革命軍戰史", title_en="", slug="first")
    unit = factories.make_unit(name="第七十四軍", belligerent=belligerent)
    said = {"campaign": campaign, "belligerent": belligerent, "unit": unit, "quoted_source": source}
    for number, work in enumerate((source, factories.make_source(title="抗戰史論", title_en=""))):
        quoted = None if work is source else source
        factories.make_claim(**said | {"quoted_source": quoted}, source=work, low=number + 1, high=number + 1)
    factories.make_claim(**said, source=factories.make_source(), low=None, high=None, qualifier="unquantified")
    on_campaign = page(client, SIMPLIFIED, campaign.get_absolute_url())
    assert "<caption>中华民国 · 中華民國，人员损失：各史料的记载</caption>" in on_campaign
    assert re.search('-title">中华民国 · 中華民國：人员损失 · 人员</title>', on_campaign)
    assert '<tspan class="plot-source" lang="zh-Hans">国民革命军战史</tspan>' in on_campaign
    assert re.search("<title>2, [^:]*: 抗战史论 · 抗戰史論[^<]*引自 国民革命军战史 · 國民革命軍戰史;", on_campaign)
    assert '<text class="plot-source" x="0"' in on_campaign
    assert ">第七十四军 · 第七十四軍</text>" in on_campaign
    timeline = page(client, SIMPLIFIED, f"{campaign.get_absolute_url()}timeline/")
    assert "<title>时间轴：武汉会战 · 武漢會戰 · " in timeline
    assert "属于 万家岭战役 · 萬家嶺戰役</span>" in timeline
    order_of_battle = page(client, SIMPLIFIED, f"{campaign.get_absolute_url()}order-of-battle/")
    assert "<title>战斗序列：武汉会战 · 武漢會戰 · " in order_of_battle


def test_citations_keep_the_form_of_the_source(client):
    source = factories.make_source(title="國民革命軍戰史", title_en="", language="zh-Hant")
    text = page(client, SIMPLIFIED, source.get_absolute_url())
    assert '<p class="citable">國民革命軍戰史（史料）。' in text


def test_the_footer_says_that_names_were_converted_only_if_they_were(client):
    assert "紀錄中的原形以小字附於其旁" in page(client, TRADITIONAL, "/")
    assert "记录中的原形以小字附于其旁" in page(client, SIMPLIFIED, "/")
    assert "shown in your script" not in page(client, "en", "/")


def test_the_admin_shows_records_as_they_are(admin_client):
    campaign = factories.make_campaign()
    for path in ("/admin/battles/campaign/", f"/admin/battles/campaign/{campaign.pk}/change/"):
        text = page(admin_client, SIMPLIFIED, path)
        assert "武漢會戰" in text
        assert "武汉会战" not in text


def test_texts_of_editors_have_their_language(client):
    claim = factories.make_claim(scope="north of the Yangtze", standing="deprecated", standing_reason="來源有誤")
    for path in (claim.get_absolute_url(), claim.campaign.get_absolute_url(), "/claims/"):
        text = page(client, SIMPLIFIED, path)
        assert '<span lang="en">north of the Yangtze</span>' in text
        assert '<span lang="zh-Hant">來源有誤</span>' in text
    campaign = factories.make_campaign(note="The text has 武漢 for 漢口, plainly a slip.")
    assert '<div lang="en"><p>The text has' in page(client, SIMPLIFIED, campaign.get_absolute_url())
    campaign.note = "原文作武漢，當為漢口之誤。"
    campaign.save()
    assert '<div lang="zh-Hant"><p>原文作武漢' in page(client, SIMPLIFIED, campaign.get_absolute_url())
