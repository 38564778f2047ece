"""What stands at the other end on loopback: a mailbox, and Teams' end of a workflow's address."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import Envelope


@dataclass
class Mailbox:
    """What a mail server has taken in, whole and line by line. `refuse` is how many it turns away first."""

    letters: list[EmailMessage] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    refuse: int = 0
    port: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        """aiosmtpd's own name for: a letter came."""
        if self.refuse:
            self.refuse -= 1
            return "451 try again later"
        assert isinstance(envelope.content, bytes)
        self.lines += envelope.content.splitlines()
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    @property
    def address(self) -> str:
        """Where Apprise reaches it."""
        return f"mailto://127.0.0.1:{self.port}?from=guidevakt@example.se&to=it@example.se"


@dataclass
class Channel:
    """What has been posted to a workflow's address. `answers` are the statuses to give first."""

    posted: list[dict[str, Any]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        """Where Apprise reaches it."""
        return f"workflows://127.0.0.1:{self.port}/abc123/hemligt/"
