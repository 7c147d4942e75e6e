"""Say what SARIF 2.1.0 asks for, of all that we write: models that refuse every other property."""

# ruff: noqa: N815 - the standard names its properties in this way

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Sarif(BaseModel):
    """Know the properties that we write, with the standard's types; others are refused, as the standard's schema does."""

    model_config = ConfigDict(extra="forbid", strict=True)


Level = Literal["none", "note", "warning", "error"]
Position = Annotated[int, Field(ge=1)]


class Words(_Sarif):
    """3.11 message, 3.12 multiformatMessageString, 3.3 artifactContent."""

    text: str
    markdown: str | None = None


class Region(_Sarif):
    """3.30 region."""

    startLine: Position
    startColumn: Position | None = None
    endLine: Position | None = None
    endColumn: Position | None = None
    snippet: Words | None = None


class ArtifactLocation(_Sarif):
    """3.4 artifactLocation; the pattern is that of a relative reference (RFC 3986)."""

    uri: Annotated[str, Field(pattern=r"^[A-Za-z0-9._~!$&'()*+,;=@/%-]+$")]


class PhysicalLocation(_Sarif):
    """3.29 physicalLocation."""

    artifactLocation: ArtifactLocation
    region: Region | None = None
    contextRegion: Region | None = None


class Location(_Sarif):
    """3.28 location."""

    physicalLocation: PhysicalLocation


class Replacement(_Sarif):
    """3.57 replacement."""

    deletedRegion: Region
    insertedContent: Words


class ArtifactChange(_Sarif):
    """3.56 artifactChange."""

    artifactLocation: ArtifactLocation
    replacements: Annotated[list[Replacement], Field(min_length=1)]


class Fix(_Sarif):
    """3.55 fix."""

    description: Words
    artifactChanges: Annotated[list[ArtifactChange], Field(min_length=1)]


class Result(_Sarif):
    """3.27 result."""

    ruleId: str
    ruleIndex: Annotated[int, Field(ge=0)]
    level: Level
    message: Words
    locations: list[Location]
    fixes: list[Fix] = []


class Configuration(_Sarif):
    """3.50 reportingConfiguration."""

    level: Level


class Descriptor(_Sarif):
    """3.49 reportingDescriptor."""

    id: str
    shortDescription: Words | None = None
    fullDescription: Words | None = None
    help: Words | None = None
    defaultConfiguration: Configuration | None = None
    properties: dict[str, list[str]] | None = None


class Driver(_Sarif):
    """3.19 toolComponent."""

    name: str
    version: str
    rules: list[Descriptor]
    notifications: list[Descriptor]


class Tool(_Sarif):
    """3.18 tool."""

    driver: Driver


class Reference(_Sarif):
    """3.52 reportingDescriptorReference."""

    id: str


class Notification(_Sarif):
    """3.58 notification."""

    descriptor: Reference
    level: Level
    message: Words


class Invocation(_Sarif):
    """3.20 invocation."""

    executionSuccessful: bool
    exitCode: int
    toolConfigurationNotifications: list[Notification]
    toolExecutionNotifications: list[Notification]


class Run(_Sarif):
    """3.14 run."""

    tool: Tool
    columnKind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    invocations: list[Invocation]
    results: list[Result]


class Log(_Sarif):
    """3.13 sarifLog."""

    schema_: Annotated[str, Field(alias="$schema")]
    version: Literal["2.1.0"]
    runs: list[Run]


def run_of(document: str) -> Run:
    """Read a SARIF document, and hold what refers to something against what is there."""
    (run,) = Log.model_validate_json(document).runs
    rules, notifications = run.tool.driver.rules, {one.id for one in run.tool.driver.notifications}
    assert [rules[result.ruleIndex].id for result in run.results] == [result.ruleId for result in run.results]
    assert len({rule.id for rule in rules}) == len(rules)
    told = [*run.invocations[0].toolConfigurationNotifications, *run.invocations[0].toolExecutionNotifications]
    assert {one.descriptor.id for one in told} <= notifications
    return run
