"""Name what ``check --links`` reports about addresses outside the guide."""

from __future__ import annotations

from guidepress.rules.rule import Family, Rule

FAMILY = Family(
    "Links to elsewhere",
    "Addresses that answer. `check --links` asks each of them; nothing else does. All are warnings, because the net changes.",
)


def _rule(code: str, summary: str, reason: str, bad: str, good: str) -> None:
    FAMILY.rules.append(
        Rule(code, FAMILY.name, "warning", summary, reason, bad, good, form="yaml", asked=True),
    )


_rule(
    "link-gone",
    "Lead readers to pages that are there.",
    "A reader who meets 'not found' cannot check what you say, and trusts the rest of the guide less.",
    "address: https://example.org/old-report   # the server says 404 or 410",
    "address: https://web.archive.org/web/2024/https://example.org/old-report",
)
_rule(
    "link-unreachable",
    "Lead readers to servers that answer.",
    "Either the address has a slip of the pen, or the site has closed or is down. Tried three times, it did not answer.",
    "address: https://exmaple.org/report   # there is no computer of this name",
    "address: https://example.org/report",
)
_rule(
    "link-untested",
    "Open by hand what could not be tested.",
    "Some sites turn programs away, are slow or ask for a password. Only you can tell whether the page is there for readers.",
    "address: https://example.org/members/report   # the server says 403",
    "address: https://example.org/report",
)
_rule(
    "link-loop",
    "Lead readers to pages that stand still.",
    "The address sends the browser on and on. A browser gives up, and the reader sees an error.",
    "address: https://example.org/a   # leads to /b, which leads to /a",
    "address: https://example.org/report",
)
_rule(
    "link-moved",
    "Write the new address of a page that has moved for good.",
    "Sites drop such signposts after a while. Then the link is dead, and in print the old address stands for ever.",
    "address: https://example.org/2019/report   # the server says: moved to /report",
    "address: https://example.org/report",
)
_rule(
    "link-upgrade",
    "Write https where the site answers to it.",
    "With http anyone on the way can read and change the page, and browsers warn of it.",
    "address: http://example.org/report   # https answers too",
    "address: https://example.org/report",
)
_rule(
    "link-tls",
    "Lead readers to sites whose certificate is sound.",
    "The browser shows a full page of warning in place of what you promised, and is right to.",
    "address: https://example.org/report   # the certificate has expired",
    "address: https://www.example.org/report",
)
_rule(
    "link-fragment",
    "Lead readers to places that the page has.",
    "The browser shows the top of the page, and the reader has to search for what you meant.",
    "address: https://example.org/report#chapter-3   # the page has no such id",
    "address: https://example.org/report#chapter-three",
)
_rule(
    "link-private",
    "Lead readers to hosts that they can reach.",
    "An address of your own computer or office network opens for you, and for nobody else. It is not asked.",
    "address: http://intranet/report",
    "address: https://example.org/report",
)
_rule(
    "link-form",
    "Write e-mail addresses, telephone numbers and web addresses that can be.",
    "The reader's mail program or telephone would refuse them.",
    "[Write to us](mailto:hello@example)",
    "[Write to us](mailto:hello@example.org)",
)
