"""Settings from the environment, checked before the first request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

ORIGIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")
ORIGIN_SETTINGS = ("FRONTEND_URL", "BACKEND_URL")


class SettingsError(Exception):
    """Everything that is wrong with the settings, one line each; never a secret's value."""


@dataclass(frozen=True)
class Settings:
    """What the application is told from outside."""

    #: Origins whose pages may read answers: FRONTEND_URL and BACKEND_URL. Default: none.
    allowed_origins: frozenset[str] = frozenset()
    #: CONNECTION_URL, postgresql://…; a secret. Default: none, and what needs the database answers 503.
    connection_url: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Reads and checks; raises SettingsError that names all faults."""
        origins = {name: environment[name] for name in ORIGIN_SETTINGS if name in environment}
        url = environment.get("CONNECTION_URL")
        faults = [
            f"{name} is {value!a}; allowed: one exact origin such as https://cruddur.example, "
            "without path; never *"
            for name, value in origins.items()
            if not ORIGIN.fullmatch(value)
        ]
        if url is not None and not url.startswith(("postgresql://", "postgres://")):
            faults.append("CONNECTION_URL (not shown) does not start with postgresql://")
        if faults:
            raise SettingsError("\n".join(faults))
        return cls(frozenset(origins.values()), url)
