"""A folder that lies over the pages, and the faults that bend the network. The shape is in contracts.md, "Overlay"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, field_validator, model_validator
from pydantic_core import PydanticCustomError

from replica.folder import hosts_in, read_page
from replica.source import Answer

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # RFC 9110, 5.6.2 "token"
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_OWN_HEADERS = {"content-length", "transfer-encoding", "connection"}


def _wrong(sentence: str) -> PydanticCustomError:
    """An error whose message is the sentence itself, without pydantic's "Value error, " before it."""
    return PydanticCustomError("fault", "{sentence}", {"sentence": sentence})


def _http_address(value: str) -> str:
    try:
        address = urlsplit(value)
        valid = address.scheme in {"http", "https"} and bool(address.hostname) and address.port is None
    except ValueError:
        valid = False
    if not valid or re.search(r"\s", value):
        raise _wrong(f"”{value}” är ingen adress: skriv den hel, till exempel https://eslov.se/.")
    return value


HttpAddress = Annotated[str, AfterValidator(_http_address)]


class Fault(BaseModel):
    """One way the network misbehaves at one address."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    url: HttpAddress
    status: int | None = None
    delay_ms: int | None = None
    times: int | None = None
    redirect: HttpAddress | None = None
    abort: bool = False
    hang: bool = False
    certificate: Literal["expired", "other-host", "renewed"] | None = None
    dns: Literal["notfound"] | None = None
    headers: dict[str, str] | None = None

    @field_validator("status")
    @classmethod
    def _status_is_http(cls, value: int | None) -> int | None:
        if value is not None and not 100 <= value <= 599:
            raise _wrong(f"status ska vara ett tal mellan 100 och 599, inte {value}.")
        return value

    @field_validator("delay_ms")
    @classmethod
    def _delay_is_not_negative(cls, value: int | None) -> int | None:
        if value is not None and value < 0:
            raise _wrong(f"delay_ms ska vara noll eller mer, inte {value}.")
        return value

    @field_validator("times")
    @classmethod
    def _times_is_at_least_one(cls, value: int | None) -> int | None:
        if value is not None and value < 1:
            raise _wrong(f"times ska vara ett eller mer, inte {value}.")
        return value

    @field_validator("headers")
    @classmethod
    def _headers_can_be_sent(cls, value: dict[str, str] | None) -> dict[str, str] | None:
        for name, text in (value or {}).items():
            if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(text):
                raise _wrong(f"”{name}: {text}” går inte att skicka som en rubrik i ett svar.")
            if name.lower() in _OWN_HEADERS:
                raise _wrong(f"Rubriken {name} sätter övningskopian själv.")
        return value

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        connection = [name for name in ("abort", "hang", "certificate", "dns") if getattr(self, name)]
        answer = [name for name in ("status", "redirect", "headers", "delay_ms") if getattr(self, name) is not None]
        if not connection and not answer:
            raise _wrong("Det saknas vad som ska hända på adressen, till exempel status: 404.")
        if len(connection) > 1:
            raise _wrong(f"{connection[0]} och {connection[1]} kan inte gälla samtidigt.")
        clash = [name for name in answer if name != "delay_ms" or connection[:1] in (["certificate"], ["dns"])]
        if connection and clash:
            raise _wrong(f"{connection[0]} och {clash[0]} kan inte gälla samtidigt.")
        if self.dns and self.times is not None:
            raise _wrong("dns och times kan inte gälla samtidigt: dns gäller hela körningen.")
        if self.certificate and not self.url.startswith("https:"):
            raise _wrong("certificate gäller bara adresser som börjar med https://.")
        return self

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def fits(self, url: str) -> bool:
        return same_address(self.url, url)


def same_address(given: str, url: str) -> bool:
    """Whether `url` is the given address: without fragment, and without query unless one is given."""
    wanted, seen = urlsplit(given), urlsplit(url)
    return _place(wanted) == _place(seen) and (not wanted.query or wanted.query == seen.query)


def _place(address: SplitResult) -> tuple[str, str | None, str]:
    return address.scheme, address.hostname, unquote(address.path) or "/"


_FAULTS = TypeAdapter(list[Fault])


def parse_faults(data: object) -> tuple[Fault, ...]:
    """The faults of a parsed faults.yaml.

    Raises pydantic.ValidationError, whose places (`loc`) are the entry's number and the key.
    """
    return tuple(_FAULTS.validate_python(data))


@dataclass(frozen=True)
class Overlay:
    """Pages and files that replace or add to the source's, and the faults that come before both."""

    folder: Path | None = None
    faults: tuple[Fault, ...] = ()

    @classmethod
    def read(cls, folder: Path, faults: tuple[Fault, ...] = ()) -> Overlay:
        """The overlay of a folder; its faults.yaml is read by the caller. Raises NotADirectoryError."""
        if not folder.is_dir():
            raise NotADirectoryError(f"no such overlay folder: {folder}")
        return cls(folder, faults)

    @property
    def hosts(self) -> frozenset[str]:
        """Every host the overlay has to do with, those its redirects lead to included."""
        named = {fault.host for fault in self.faults}
        led_to = {urlsplit(fault.redirect).hostname or "" for fault in self.faults if fault.redirect}
        return frozenset(named | led_to) | self.folders

    @property
    def folders(self) -> frozenset[str]:
        """The hosts it has pages for, as the folder is now."""
        return hosts_in(self.folder) if self.folder else frozenset()

    @property
    def lies_on(self) -> frozenset[str]:
        """The hosts that it has a file for, or whose answers it bends."""
        own = {host: self.folder / host for host in self.folders} if self.folder else {}
        filled = {host for host, place in own.items() if any(file.is_file() for file in place.rglob("*"))}
        return frozenset(filled | {fault.host for fault in self.faults})

    @property
    def notfound(self) -> frozenset[str]:
        """The hosts whose names are not to be found."""
        return frozenset(fault.host for fault in self.faults if fault.dns)

    def page(self, host: str, path: str) -> Answer | None:
        return read_page(self.folder, host, path) if self.folder else None

    def leads_to(self, url: str) -> bool:
        """Whether one of its redirects ends at this address."""
        return any(fault.redirect and same_address(fault.redirect, url) for fault in self.faults)
