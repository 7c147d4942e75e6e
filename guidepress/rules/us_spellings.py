"""List US spellings with the UK ones, from short lists of stems. Words whose spelling hangs on the sense are left out.

Left out, for example: licence and license, practice and practise, check and cheque, meter (a device is one in UK English too),
program (for computers), story, draft, disk, tire, curb; and words that UK writers spell both ways: judgment, yogurt, fetus.
"""

from __future__ import annotations

from collections.abc import Iterator

_IZE = """
agonize apologize authorize brutalize capitalize categorize centralize characterize civilize collectivize colonize commercialize
computerize conceptualize criminalize criticize customize decentralize demoralize deputize digitize economize emphasize energize
equalize fertilize finalize formalize fraternize galvanize generalize globalize harmonize homogenize hospitalize humanize
hypnotize idealize immunize individualize industrialize institutionalize italicize itemize jeopardize legalize liberalize
localize marginalize materialize maximize mechanize memorize minimize mobilize modernize monopolize moralize motorize
nationalize naturalize neutralize normalize optimize organize reorganize ostracize patronize penalize personalize philosophize
plagiarize politicize polarize popularize prioritize privatize publicize randomize rationalize realize recognize regularize
revitalize revolutionize romanticize sanitize scrutinize sensitize socialize specialize stabilize standardize sterilize
stigmatize subsidize summarize symbolize sympathize synchronize synthesize televize terrorize theorize traumatize
trivialize unionize urbanize utilize vandalize verbalize victimize visualize westernize
"""
_YZE = "analyze catalyze paralyze electrolyze"
_OR = """
arbor ardor armor behavior candor clamor color demeanor discolor dishonor endeavor favor fervor flavor harbor honor humor labor
misbehavior neighbor odor parlor rancor rumor savior savor splendor tumor valor vapor vigor
"""
_ER = "caliber center epicenter fiber kilometer centimeter millimeter liter luster meager saber scepter somber specter theater"
_DOUBLED = """
cancel counsel channel dial duel equal fuel label level libel marvel model panel pedal quarrel refuel relabel remodel
shovel signal travel tunnel unravel
"""
_OTHERS = """
 airplane: aeroplane | airplanes: aeroplanes | aluminum: aluminium | anemia: anaemia | anesthetic: anaesthetic |
anesthetist: anaesthetist | appall: appal | archeology: archaeology | artifact: artefact | artifacts: artefacts | ax: axe |
catalog: catalogue | catalogs: catalogues | cozy: cosy | councilor: councillor | councilors: councillors | counselor: counsellor |
counselors: counsellors | cesarean: caesarean | chili: chilli | defense: defence | defenses: defences |
diarrhea: diarrhoea | donut: doughnut | donuts: doughnuts |  enroll: enrol | enrolls: enrols |
enrollment: enrolment | esthetic: aesthetic | estrogen: oestrogen |  fulfill: fulfil | fulfills: fulfils |
fulfillment: fulfilment | gray: grey | gynecology: gynaecology | hemorrhage: haemorrhage | installment: instalment |
installments: instalments | instill: instil | jewelry: jewellery |   leukemia: leukaemia |
maneuver: manoeuvre | maneuvers: manoeuvres | math: maths | mold: mould | moldy: mouldy | mom: mum | moms: mums | mustache: moustache |
offense: offence | offenses: offences | orthopedic: orthopaedic | pajamas: pyjamas | paleontology: palaeontology |
pediatric: paediatric | pediatrician: paediatrician | plow: plough | pretense: pretence |
skeptic: sceptic | skeptical: sceptical | skepticism: scepticism | skillful: skilful | smolder: smoulder |
traveler: traveller | travelers: travellers | willful: wilful | woolen: woollen """


def _ize(verb: str) -> Iterator[tuple[str, str]]:
    stem = verb[:-3]  # organ-ize, anal-yze
    vowel = verb[-3]
    for ending in ("e", "es", "ed", "ing", "er", "ers"):
        yield f"{stem}{vowel}z{ending}", f"{stem}{vowel}s{ending}"
    if vowel == "i":
        for ending in ("ation", "ations", "ational"):
            yield f"{stem}iz{ending}", f"{stem}is{ending}"


def _or(word: str) -> Iterator[tuple[str, str]]:
    for ending in (
        "",
        "s",
        "ed",
        "ing",
        "able",
        "ably",
        "ful",
        "less",
        "hood",
        "hoods",
        "ly",
        "al",
        "er",
        "ers",
        "ite",
        "ites",
    ):
        yield f"{word}{ending}", f"{word[:-2]}our{ending}"


def _er(word: str) -> Iterator[tuple[str, str]]:
    yield word, f"{word[:-2]}re"
    yield f"{word}s", f"{word[:-2]}res"


def _doubled(word: str) -> Iterator[tuple[str, str]]:
    for ending in ("ed", "ing"):
        yield f"{word}{ending}", f"{word}l{ending}"


def _all() -> Iterator[tuple[str, str]]:
    for words, make in ((f"{_IZE} {_YZE}", _ize), (_OR, _or), (_ER, _er), (_DOUBLED, _doubled)):
        for word in words.split():
            yield from make(word)
    for pair in _OTHERS.split("|"):
        us, _, uk = pair.strip().partition(": ")
        yield us, uk


UK_BY_US = dict(_all())
