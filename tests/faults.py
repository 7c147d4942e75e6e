"""Hold faults to be put into the real guide. A ``‹`` in a fault's text stands where the problem is, and is taken out.

Faults that stand in a chapter with errors are those whose rules do not need the whole chapter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Hold a fault: its codes, in the order of its marks, the file, and its text.

    The text is put below the first section of a chapter, or at the end of a YAML file; or in the place of the first words that
    fit ``instead_of``, a pattern, whose groups it can name.
    """

    codes: tuple[str, ...]
    file: str
    text: str
    instead_of: str = ""

    def put_into(self, text: str, marked: str) -> str:
        """Return ``text`` with the fault, ``marked``, in it."""
        if self.instead_of:
            found = re.search(self.instead_of, text, re.MULTILINE)
            assert found, f"{self.file} has nothing like {self.instead_of}"
            return text[: found.start()] + found.expand(marked) + text[found.end() :]
        if self.file.endswith(".yaml"):
            return f"{text.rstrip()}\n\n{marked}\n"
        second = [found.start() for found in re.finditer(r"^## ", text, re.MULTILINE)][1]
        return f"{text[:second]}{marked}\n\nThen wait.\n\n{text[second:]}"


def _in(chapter: str, **texts: str) -> tuple[Fault, ...]:
    """Make faults of a chapter, each from its code, with underscores for dashes, and its text."""
    return tuple(
        Fault((code.replace("_", "-"),) * text.count("‹"), f"chapters/{chapter}.md", text)
        for code, text in texts.items()
    )


READING = (
    *_in(
        "commissioning",
        raw_html="Ring Amina.‹<br>Then ring Dev.",
        after_comment="‹<!-- a note --> words that would be lost",
        stray_fence="‹:::",
        unknown_block="‹:::{tipp}\nAsk Amina twice.\n:::",
        missing_alt="See ‹![](images/ladder.svg) here.",
        missing_file="See ‹![A rung](images/lost.svg) here.",
        remote_picture="See ‹![A step](https://example.org/a.png) here.",
        outside="See ‹![A ladder](../../ladder.svg) here.",
        link_title='Read ‹[the welcome](welcome.md "A title").',
        unused_definition="‹[nobody]: https://example.org/nobody",
        index_kind=":::{index}\n‹sinlge: soup\n:::\nAsk Amina first.",
        index_see_unknown=":::{index}\nsee: ‹broth; stock\n:::\nAsk Dev first.",
    ),
    *_in(
        "embedding",
        unknown_chapter="Read ‹[the last word](nowhere.md).",
        unknown_section="Read ‹[the lost part](welcome.md#nowhere).",
        unknown_entry="Read ‹[the lost story](case-study:nowhere) and ‹[the lost sheet](resource:nowhere).",
        bad_link="Read ‹[the file](ftp://example.org/a).",
        bad_address="Read ‹[the page](https://).",
        empty_link="Read ‹[](https://example.org/a).",
        link_inside="Read [the ‹{term}`carer` page](welcome.md).",
        unknown_term="Ask a ‹{term}`flibbertigibbet` to come.",
        unknown_role="Ask ‹{who}`Amina` to come.",
        bad_abbreviation="Ask the ‹{abbr}`GP` to come.",
        bad_attribute='Say ‹[hello]{lang=""} to all.',
        unknown_value="Ring ‹{{ nobody }} first.",
        unknown_note="Ring Dev first.‹[^none]",
        formula_words="‹:::{math}\nn / t\n:::",
        unused_note="‹[^alone]: Words of a note.",
    ),
    *_in(
        "evaluating",
        heading_level="‹#### A step too far\n\nWords stand below.",
        second_title="‹# A second title\n\nWords stand below.",
        empty_heading="‹##\n\nWords stand below.",
        table_cells="| Who | What |\n| --- | --- |\n‹| Amina | Soup | Bread |",
        empty_header="‹| Who | |\n| --- | --- |\n| Amina | Soup |",
        unknown_mascot=":::{mascot} ‹duction\nAsk Amina.\n:::",
        unknown_pose=":::{mascot} pro\n‹:pose: sleeping\n\nAsk Dev.\n:::",
        unknown_audience=":::{tip}\n‹:audience: cooks\n\nAsk the cooks.\n:::",
        unknown_option=":::{tip}\n‹:colour: red\n\nAsk Dev.\n:::",
        option_twice=":::{tip}\n:name: ask-dev\n‹:name: ask-amina\n\nAsk Dev.\n:::",
        missing_attribution="‹:::{quote}\nPeople know what they need.\n:::",
        bad_name="‹(1st name)=\nWords stand below it.",
        name_taken="‹:::{note}\n:name: welcome\n\nAsk Amina.\n:::",
    ),
)
RULES = (
    *_in(
        "shared-decisions",
        hard_word="We will ‹commence soon.",
        wordy_phrase="Ask ‹in order to learn.",
        jargon="Ask the ‹stakeholders first.",
        knowing_words="‹Obviously people need time.",
        disrespect="The lift is for the ‹wheelchair-bound visitors.",
        gendered="Ask the ‹chairman first.",
        latin="Bring soup, ‹e.g. leek.",
        dated_word="The law was ‹recently changed.",
        version_written="This is ‹version 1.0 of it.",
        value_written="Write to ‹hello@co-production-guide.example today.",
        spelling_us="Ask your ‹neighbors twice.",
        hyphen_uneven="Try ‹coproduction too.",
        no_glyph="Bring ‹𓀀 along.",
    ),
    *_in(
        "roles-and-power",
        sentence_long="‹Ask " + "and ask " * 13 + "again.",
        exclamation_marks="Stop! Wait‹!",
        repeated_word="Ask the ‹the cooks.",
        double_space="Ask‹  twice.",
        straight_dash="Ask early ‹- people need time.",
        space_before_mark="Ask early‹ , and ask often.",
        bracket_open="Ask Amina ‹(who left early.",
        emphasis_long="**‹Ask Amina and Dev and all of the cooks who come here each day.**",
        double_negative="It is ‹not uncommon to leave.",
        capitals="You ‹MUST NEVER press them.",
    ),
    *_in(
        "paying-and-supporting",
        link_vague="To learn more, [‹click here](welcome.md).",
        link_twins="Read [the same words](welcome.md) and [‹the same words](sectors.md).",
        link_bare="Look at [‹https://example.org/bare](https://co-production-guide.example/bare).",
        address_unlinked="Look at ‹www.example.org/plain today.",
        link_unregistered="Read [‹the unknown page](https://example.org/unknown).",
        link_insecure="Read [‹the old page](http://co-production-guide.example/old).",
        links_touching="Read [one place](welcome.md)[‹another place](sectors.md).",
        page_number="It stands ‹on page 12.",
        link_long="Read [‹all that we know of what people need before they come to us](welcome.md).",
    ),
    *_in(
        "sectors",
        list_single="‹- One thing only",
        list_deep="- One\n  - Two\n    ‹- Three\n    - Four\n  - Five\n- Six",
        list_long="‹" + "".join(f"- thing {number}\n" for number in range(13)),
        table_wide="‹| a | b | c | d | e | f | g |\n| - | - | - | - | - | - | - |\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 |",
        table_narrow="‹| What to bring |\n| --- |\n| Soup |\n| Bread |",
        table_cell_empty="‹| Item | Cost |\n| --- | --- |\n| Travel | none |\n| Food | |",
        table_heading_twice="| Who | When | ‹When |\n| --- | --- | --- |\n| Jo | May | June |",
    ),
    *_in(
        "spotters-guide",
        index_near="A {index}`ladle <seedling>`, and ‹{index}`ladles <seedlings>`.",
        alt_file_name=":::{figure} images/table.svg\n‹:alt: table.svg\n\nPeople at a table.\n:::",
        alt_picture_of="See ‹![Picture of a ladder](images/ladder.svg) here.",
        alt_long="See ‹![" + "A step with two people on it. " * 10 + "](images/cycle.svg) here.",
        alt_caption=":::{figure} images/cycle.svg\n‹:alt: Round and round we go.\n\nRound and round we go.\n:::",
    ),
    *_in(
        "welcome",
        speech_long="‹:::{mascot} co\n:pose: worried\n\n" + "Ask them. " * 31 + "\n:::",
        speech_neighbours=":::{mascot} co\n:pose: thinking\n\nAsk Amina.\n:::\n\n‹:::{mascot} pro\n:pose: thinking\n\nAsk Dev.\n:::",
        speech_list=":::{mascot} co\n:pose: explaining\n\nBring:\n\n‹- pens\n- paper\n- soup\n- bowls\n- spoons\n:::",
    ),
    *_in(
        "what-it-is",
        heading_long="## ‹What you should do when somebody who was going to come to the meeting stays away\n\nRing them.",
        heading_capitals="## ‹ALL IN CAPITALS\n\nRing them.",
        heading_stop="## Ring them‹.\n\nDo it soon.",
        heading_alone="## ‹Before they come\n\n### Ring Amina\n\nDo it soon.",
        heading_repeated="## Ring Dev\n\nDo it soon.\n\n## ‹Ring Dev\n\nDo it early.",
        boxes_crowded=":::{tip}\nAsk Amina.\n:::\n\n:::{tip}\nAsk Dev.\n:::\n\n‹:::{tip}\nAsk Jo.\n:::",
        paragraph_repeated="Ring the people who said yes and did not come, and ask them kindly.\n\n"
        "‹Ring the people who said yes and did not come, and ask them kindly.",
    ),
    *_in(
        "when-it-goes-wrong",
        quote_marks=':::{quote}\n:attribution: Ada Writer\n\n‹"People know what they need."\n:::',
        quote_by_hand="‹> People know what they need.\n>\n> – Ada Writer",
        quote_long="‹:::{quote}\n:attribution: Ada Writer\n\n" + "People know what they need. " * 13 + "\n:::",
        case_study_source="‹:::{case-study} The soup club\n:name: soup-club\n\nThirty people came.\n:::",
        activity_minutes=":::{activity} Draw the soup\n:name: draw-soup\n‹:time: 30 minutes\n:group: 4 people\n:materials: pens\n\n"
        "Draw it.\n\n1. **10 minutes.** Draw.\n2. **5 minutes.** Talk.\n:::",
        activity_steps="‹:::{activity} Cook the soup\n:name: cook-soup\n:time: 30 minutes\n:group: 4 people\n:materials: pens\n\nCook it.\n:::",
        waiver_reason="‹<!-- allow: latin -->\n\nAsk Jo early.",
        waiver_unknown="‹<!-- allow: heading-stopp because it is a name -->\n\nAsk Amina early.",
        waiver_refused="‹<!-- allow: bad-link because it will be made -->\n\nAsk Dev early.",
    ),
)
_ENTRY = "- id: {id}\n  kind: {kind}\n  title: A sheet of paper\n  publisher: Ada\n  year: 2020\n  address: {address}\n  summary: A sheet."
YAML = (
    Fault(
        ("unknown-kind",),
        "resources.yaml",
        _ENTRY.format(id="seed-kind", kind="‹tool", address="https://example.org/kind"),
    ),
    Fault(("bad-address",), "resources.yaml", _ENTRY.format(id="seed-bad", kind="resource", address="‹https://-/")),
    Fault(
        ("entry-future",),
        "resources.yaml",
        _ENTRY.format(id="seed-future", kind="resource", address="https://example.org/f").replace("2020", "‹2042"),
    ),
    Fault(
        ("link-insecure",),
        "resources.yaml",
        _ENTRY.format(id="seed-old", kind="resource", address="‹http://example.org/old"),
    ),
    Fault(
        ("entry-address-twice",),
        "resources.yaml",
        _ENTRY.format(id="seed-twice", kind="resource", address="‹https://example.org/kind"),
    ),
    Fault(
        ("yaml-twice",),
        "resources.yaml",
        _ENTRY.format(id="seed-year", kind="resource", address="https://example.org/y\n  ‹year: 2021"),
    ),
    Fault(("definition-circular",), "glossary.yaml", "- term: zoup\n  definition: ‹A zoup is a zoup."),
    Fault(("definition-long",), "glossary.yaml", "- term: zread\n  definition: ‹" + "Ask them what helps. " * 11),
    Fault(("raw-html",), "glossary.yaml", "- term: zowl\n  definition: A round ‹<br> thing."),
    Fault(("unknown-value",), "glossary.yaml", "- term: zpoon\n  definition: A ‹{{ nobody }} thing."),
    Fault(("unknown-chapter",), "glossary.yaml", "- term: zadle\n  definition: See ‹[the end](nowhere.md)."),
    Fault(
        ("yaml-anchor",),
        "glossary.yaml",
        "- term: &x zlate\n  definition: A flat thing.\n- term: zup\n  definition: ‹*x",
    ),
    Fault(("waiver-unknown",), "guide.yaml", "waivers:\n  - rule: ‹heading-stopp\n    reason: It is a name."),
    Fault(
        ("hard-word",),
        "resources.yaml",
        _ENTRY.format(id="seed-hard", kind="resource", address="https://example.org/h").replace(
            "A sheet.", ">\n    A sheet to\n    ‹utilise well."
        ),
    ),
    Fault(("jargon",), "glossary.yaml", "- term: zlass\n  definition: >\n    A glass that\n    ‹stakeholders hold."),
    Fault(("hard-word",), "chapters/how-to-use.md", r"\1‹utilise ", r"^(promise: )"),
    Fault(("no-glyph",), "guide.yaml", r"\1‹𓀀 \2", r"^(    plural: )(Resources)"),
    Fault(("unknown-word",), "guide.yaml", "words:\n  nobody: ‹Nobody"),
    Fault(("bad-address",), "guide.yaml", r"\1‹https://-/", r"^(  feedback: ).*$"),
    Fault(("missing-file",), "guide.yaml", r"\1‹images/nowhere.svg", r"^(  mark: ).*$"),
)
CHANGED = (
    Fault(("heading-stop",), "chapters/how-to-use.md", r"\1‹.", r"^(## .*\w)$"),
    Fault(("unknown-pose",), "chapters/first-conversation.md", "‹:pose: sleeping", r"^:pose: \w+$"),
    Fault(("unknown-term",), "chapters/first-conversation.md", "‹{term}`flibbertigibbet`", r"\{term\}`[^`]+`"),
    Fault(("unknown-chapter",), "chapters/first-conversation.md", r"‹[\1](nobody.md)", r"\[([^\]]+)\]\([a-z-]+\.md\)"),
    Fault(("schema-extra-forbidden",), "chapters/first-conversation.md", r"‹promis:", r"^promise:"),
)
FAULTS = (*READING, *RULES, *CHANGED, *YAML)
ABSENCES = (
    Fault(("term-unused",), "glossary.yaml", "- term: zoup\n  definition: ‹What is eaten with a spoon."),
    Fault(
        ("entry-unused",),
        "resources.yaml",
        _ENTRY.format(id="‹seed-unused", kind="resource", address="https://example.org/unused"),
    ),
    Fault(("abbreviation",), "chapters/sectors.md", "The ‹XQZ decides."),
    Fault(("waiver-unused",), "chapters/sectors.md", "‹<!-- allow: latin because it is a name -->\n\nAsk Amina early."),
)
