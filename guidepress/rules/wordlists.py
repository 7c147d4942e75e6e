"""Hold the lists of words: which to avoid, and what to write in their place.

The lists are our own, chosen for guides about services; a word that is sometimes right is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from guidepress.rules.phrases import verb_forms

_HARD_VERBS = """
accede to: agree to | accelerate: speed up | accentuate: stress | accompany: go with | accomplish: do | accord: give |
accrue: add up | acquiesce: agree | activate: start | adhere to: keep to | administer: run |
aggregate: add up | alleviate: ease | allocate: give | ameliorate: improve | anticipate: expect | ascertain: find out |
assimilate: take in | attain: reach | augment: add to | cease: stop | clarify: make clear | coalesce: come together |
collaborate with: work with | collate: gather | commence: begin | compensate: make up for | comprise: consist of |
conceptualise: think of | consolidate: join | constitute: make up | construct: build | convene: call together |
decrease: lessen | deem: think | demonstrate: show | denote: mean | depict: show | designate: name | desist: stop |
detain: hold | deteriorate: get worse | disburse: pay | discontinue: stop | disseminate: spread | elaborate on: say more about |
elicit: draw out | eliminate: remove | elucidate: explain | encompass: include | encounter: meet |
endeavour: try | enquire: ask | ensue: follow | enumerate: list | envisage: expect | erode: wear away | evince: show |
exacerbate: make worse | exhibit: show | expedite: speed up | expend: spend | facilitate: help | finalise: finish |
formulate: work out | forward to: send to | fulfil the requirements: meet the needs | generate: make | implement: carry out |
incentivise: encourage | incorporate: include | indicate: show | inform of: tell about | initiate: start | instigate: start |
liaise: talk | maintain contact: keep in touch | manifest: show | maximise: make the most of | minimise: keep small |
modify: change | necessitate: need | notify: tell | obtain: get | operationalise: put to work | optimise: make the most of | permeate: spread through | possess: have | preclude: prevent | prioritise: put first |
procure: buy | purchase: buy | reiterate: say again | remunerate: pay | render: make | replenish: fill up | require: need |
reside: live | retain: keep | rectify: put right | signify: mean | solicit: ask for | specify: say | stipulate: say |
strategise: plan | substantiate: prove | supplement: add to | terminate: end | transmit: send |
undertake: do | utilise: use | vacate: leave | validate: confirm | visualise: picture
"""
_HARD_WORDS = """
accordingly: so | additional: more, extra | adjacent to: next to | advantageous: useful | aforementioned: this |
albeit: though | amongst: among | apparent: clear | appropriate: right, fitting | approximately: about | assistance: help |
beneficial: good, useful | cognisant: aware | commencement: start | concerning: about | consequently: so |
considerable: much, a lot of | correspondence: letters | cumbersome: awkward | duration: length, time |
enclosed herewith: here is | equitable: fair | expeditious: fast | expeditiously: fast | expenditure: spending |
frequently: often | furthermore: also | hence: so | henceforth: from now on | herein: here | hitherto: until now |
immediately prior: just before | inception: start | indication: sign | initial: first | initially: at first |
inter alia: among others | magnitude: size | methodology: method, way | modification: change | moreover: also |
multiplicity: many | nevertheless: but, even so | nonetheless: but, even so | notwithstanding: in spite of | numerous: many |
paramount: most important |
particulars: details | per annum: a year | permissible: allowed | personnel: staff, people | pertaining to: about |
predominant: main | predominantly: mostly | prior to: before | proficient: skilled | regarding: about | remainder: rest |
remuneration: pay | requisite: needed | residence: home | salient: main | shall: must, will | solely: only | stringent: strict |
subsequent: later, next | subsequent to: after | subsequently: later | sufficient: enough | therein: there | thereafter: then |
thus: so | timely: on time, prompt | transparency: openness | ultimately: in the end | utilisation: use | via: by, through |
viable: workable | whereas: while, but | whereby: by which | whilst: while | with regard to: about
"""
_WORDY = """
a large number of: many | a majority of: most | a number of: some, several | adequate number of: enough |
ahead of schedule: early | along the lines of: like | at such time as: when | at the present time: now |
at this moment in time: now | at this point in time: now | by means of: by, with | by virtue of: by |
despite the fact that: although | due to the fact that: because | during the course of: during | each and every: every |
first and foremost: first | for the duration of: during | for the most part: mostly | for the purpose of: to |
for the reason that: because | free gift: gift | has the ability to: can | have the ability to: can |
has the capacity to: can | have the capacity to: can | in a timely manner: on time | in accordance with: by, as … says |
in addition to: besides | in advance of: before | in close proximity to: near | in conjunction with: with |
in connection with: about | in excess of: more than | in lieu of: instead of | in light of the fact that: because |
in order that: so that | in order to: to | in receipt of: get, have | in relation to: about | in respect of: about |
in spite of the fact that: although | in terms of: about | in the absence of: without | in the course of: during |
in the event of: if there is | in the event that: if | in the majority of cases: mostly | in the vicinity of: near |
in view of the fact that: because | is able to: can | are able to: can | it is important to note that: (leave it out) |
it should be noted that: (leave it out) | make a decision: decide | make an application: apply | new innovation: innovation |
make an assessment of: assess | not later than: by | on a daily basis: every day | on a monthly basis: every month |
on a regular basis: regularly | on a weekly basis: every week | on behalf of: for | on the grounds that: because |
on the part of: by | owing to the fact that: because | past history: history | provide assistance: help |
provided that: if | take into consideration: consider | the fact that: that | the question as to whether: whether |
under the provisions of: under | until such time as: until | with a view to: to | with reference to: about |
with respect to: about | with the exception of: except | with the result that: so that
"""
_JARGON = """
action points: things to do | actionable: that can be done | actioned: done | best practice: what works, good practice |
bottom-up: from the people who | buy-in: agreement, support | capacity building: teaching, strengthening |
capacity-building: teaching, strengthening | client group: people who use the service | deep dive: close look |
deliverable: what will be made | deliverables: what will be made | direction of travel: plan | drill down: look closely |
end user: person who uses it | end users: people who use it | engage with: talk with, work with |
engagement exercise: meetings, talks | fit for purpose: good enough | front line: (say who) |
go forward: from now on | going forward: from now on | grass roots: local people | hard to reach: people we have not reached |
hard-to-reach: people we have not reached | holistic: whole, all-round | ideate: think of ideas |
impact on: affect | impactful: that makes a difference | innovative: new (say what is new) |
joined-up: together (say who with whom) | key stakeholder: (say who) | key stakeholders: (say who) | learnings: what we learned | level playing field: fair chance |
low-hanging fruit: easy first steps | mainstreaming: making usual | mission-critical: vital | move the needle: make a difference |
multi-agency: of several organisations | multi-disciplinary: of different professions | on the same page: agreed |
onboarding: welcome, first weeks | outside the box: in a new way | pain point: trouble |
pain points: troubles | paradigm: pattern | paradigm shift: great change | partnership working: working together |
pathway: way, steps | person-centred: built around the person | proactive: (say what is done early) |
proactively: early, without being asked | pump-priming: first money | quick win: easy first step |
quick wins: easy first steps | reach out: ask, write, ring | roadmap: plan | roll out: start, spread | rollout: start, spread |
seldom heard: people we have not listened to | seldom-heard: people we have not listened to | service user: person who uses the service |
signpost to: tell about | signposting: telling people where to go | silo: (say who does not talk to whom) |
silos: (say who does not talk to whom) | slippage: delay | stakeholder: person who is affected (say who) |
stakeholder engagement: talks with the people affected | stakeholders: people who are affected (say who) |
step change: great change | strategic: (say what is meant) |
synergies: (say what is gained) | synergy: (say what is gained) | thought leader: expert | touch base: talk |
touchpoint: contact | touchpoints: contacts | transformational: (say what will change) | upskill: teach | upskilling: teaching |
value-added: (say what it adds) | value add: (say what it adds) | win-win: good for both | work stream: part of the work |
workstream: part of the work | workstreams: parts of the work | wraparound: all-round
"""
_JARGON_VERBS = "cascade: pass on | leverage: use | mainstream: make usual | spearhead: lead | incentivise: encourage"
_DISRESPECT = """
able-bodied: non-disabled | addict: person with an addiction | addicts: people with an addiction |
afflicted by: has | afflicted with: has | asylum shopper: person seeking asylum | birth defect: condition from birth |
confined to a wheelchair: uses a wheelchair | crippled: disabled | deaf and dumb: deaf | deaf-mute: deaf |
down's child: child with Down's syndrome | dumb: (say what is meant) | handicap: impairment | handicapped: disabled |
drug abuser: person who uses drugs | drug abusers: people who use drugs | illegal immigrant: person without papers |
illegal immigrants: people without papers | in a vegetative state: (say what the person can do) |
lame: (say what is meant) | mental patient: person with a mental health condition | mentally handicapped: with a learning disability |
mentally ill people: people with a mental health condition | mentally retarded: with a learning disability |
midget: person with restricted growth | non-white: (say who) | retarded: with a learning disability | schizophrenics: people with schizophrenia |
schizophrenic: person with schizophrenia | spastic: person with cerebral palsy | special needs: access needs |
stone deaf: deaf | suffer from: have | suffering from: has, with | suffers from: has | the aged: older people |
the blind: blind people | the deaf: deaf people | the disabled: disabled people | the disadvantaged: people with less |
the elderly: older people | the handicapped: disabled people | the homeless: people who are homeless |
the mentally ill: people with a mental health condition | the needy: people who need help | the vulnerable: people at risk (say of what) |
the unemployed: people out of work | tranny: trans person | vulnerable people: people at risk (say of what) |
vulnerable groups: people at risk (say of what) | wheelchair bound: wheelchair user | wheelchair-bound: wheelchair user
"""
_GENDERED = """
businessman: business person | businessmen: business people | chairman: chair | chairmen: chairs | chairwoman: chair |
cleaning lady: cleaner | fireman: firefighter | firemen: firefighters | foreman: supervisor | housewife: person at home |
housewives: people at home | layman: person outside the field | laymen: people outside the field |
man hours: working hours | man-hours: working hours | man-made: made by people | mankind: people, humankind |
manned: staffed | manning: staffing | manpower: staff, workers | middleman: go-between | policeman: police officer |
policemen: police officers | postman: post worker | salesman: salesperson | spokesman: spokesperson |
spokesmen: spokespeople | workman: worker | workmanlike: skilled | workmen: workers
"""
_KNOWING = """
as everybody knows | as everyone knows | as we all know | as you know | as you will know | clearly obvious | evidently | everybody knows that |
everyone knows that | it goes without saying | it is obvious that | needless to say | obviously | self-evidently | of course you
"""
_DATED = """
as of late | at present we | at the moment | at the time of writing | brand new | brand-new | coming months | coming soon | coming weeks |
coming years | cutting-edge | currently | in recent months | in recent times | in recent years | in the near future | lately |
modern-day | not long ago | nowadays | recently | state-of-the-art | the latest version | these days | this year |
until recently | up-to-the-minute | very soon
"""
COMMON_ABBREVIATIONS = frozenset(
    ["UK", "US", "USA", "EU", "UN", "NHS", "BBC", "TV", "PC", "PDF", "HTML", "EPUB", "CD", "DVD", "USB", "OK", "ID", "GP", "AM", "PM", "BC", "AD", "DIY", "CV", "PIN", "QR", "SMS", "FAQ", "AGM", "VAT", "HIV", "MP", "MPS", "RSVP", "PS", "YES", "NO", "AND", "NOT", "OR", "THE", "SVG", "PNG", "JPEG", "JSON", "YAML", "CSS", "CC", "BY", "SA", "ISBN", "DOI", "GPS", "WC", "ATM", "PO", "TBC"]
)  # fmt: skip


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in text.split("|"):
        words, _, plain = " ".join(pair.split()).partition(": ")
        yield words, plain


def _listed(text: str) -> dict[str, str]:
    return {words: _advice(plain) for words, plain in _pairs(text)}


def _verbs(text: str) -> dict[str, str]:
    return {form: _advice(plain) for verb, plain in _pairs(text) for form, _ in verb_forms(verb, plain)}


def _advice(plain: str) -> str:
    return f"{plain[1].upper()}{plain[2:-1]}." if plain.startswith("(") and plain.endswith(")") else f"Write: {plain}"


def _same_advice(text: str, advice: str) -> dict[str, str]:
    return {words: advice for words, _ in _pairs(text)}


HARD = {**_listed(_HARD_WORDS), **_verbs(_HARD_VERBS)}
WORDY = _listed(_WORDY)
JARGON = {**_listed(_JARGON), **_verbs(_JARGON_VERBS)}
DISRESPECT = _listed(_DISRESPECT)
GENDERED = _listed(_GENDERED)
KNOWING = _same_advice(_KNOWING, "Leave it out.")
DATED = _same_advice(_DATED, "Give the month or the year, or leave it out.")
