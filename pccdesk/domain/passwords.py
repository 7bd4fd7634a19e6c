"""What makes a password good enough, how hard its hash is to work out, and one-time words.

The rules follow the National Cyber Security Centre's advice: length and a list of what is
guessed first; no rule on kinds of character, no expiry unless the office sets one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_SMALLEST_ALPHABET = 5
_A_WORD = 4
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a",
                       "$": "s", "!": "i"})  # fmt: skip
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
)
WORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What one-time words are made of: no two that look alike on paper or sound alike."""
WORD_GROUPS, WORD_GROUP = 3, 4


def password_problem(password: str, username: str, common: frozenset[str]) -> str:
    """Return why a password is not good enough, in a sentence, or an empty text.

    `common` holds what is guessed first, in lower case. Only length, the username and what is
    guessed first count.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"Choose a password of at least {SHORTEST_PASSWORD} characters."
    if len(password) > LONGEST_PASSWORD:
        return f"Choose a password of at most {LONGEST_PASSWORD} characters."
    plain = re.sub(r"[\W_]", "", password.casefold())
    name = re.sub(r"[\W_]", "", username.casefold())
    if name and not _rest(plain, name):
        return "The password is little more than your username. Choose another."
    ends_off = re.sub(r"^[\d\W_]+|[\d\W_]+$", "", password.casefold())
    spelt_out = re.sub(r"[\W_]", "", ends_off.translate(_LEET))
    if _is_guessed_first(plain, common) or _is_guessed_first(spelt_out, common):
        return "This password is among those that are guessed first. Choose another."
    return ""


def _is_guessed_first(plain: str, common: frozenset[str]) -> bool:
    if len(set(plain)) < _SMALLEST_ALPHABET or any(_runs_on(plain, run) for run in _RUNS):
        return True
    words = re.sub(r"^\d+|\d+$", "", plain)
    return words in common or any(
        len(each) >= _A_WORD and not words.replace(each, "") for each in common
    )


def _runs_on(plain: str, run: str) -> bool:
    return plain in run * 4 or plain in run[::-1] * 4


def _rest(plain: str, name: str) -> str:
    """Return what a password has besides a name and digits."""
    return re.sub(r"\d", "", plain.replace(name, ""))


@dataclass(frozen=True, slots=True)
class HashCost:
    """How hard Argon2id is made: memory in KiB, passes over it, lanes side by side."""

    memory: int
    passes: int
    lanes: int = 1

    @property
    def work(self) -> int:
        """What one guess costs, to compare two costs by."""
        return self.memory * self.passes

    @property
    def words(self) -> str:
        """The cost in words, for the audit log."""
        return f"Argon2id, {self.memory // 1024} MiB, {self.passes} passes, {self.lanes} lanes"


LEAST_COST = HashCost(19 * 1024, 2)
"""OWASP's minimum for Argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane."""
MOST_MEMORY = 256 * 1024
MOST_PASSES = 8
WANTED_SECONDS = 0.25
CALIBRATED_AGAIN_AFTER = timedelta(days=365)


def calibrated(seconds_of: Callable[[HashCost], float], least: HashCost = LEAST_COST) -> HashCost:
    """Return the cost that takes this computer about a quarter of a second, never below `least`.

    `seconds_of` measures one hash. Memory is doubled first, as it costs a guessing machine most;
    then passes are added. On a slow computer the least stands, however long it takes.
    """
    cost = least
    while cost.memory * 2 <= MOST_MEMORY and seconds_of(cost) * 2 <= WANTED_SECONDS:
        cost = HashCost(cost.memory * 2, cost.passes, cost.lanes)
    seconds = seconds_of(cost)
    passes = int(cost.passes * WANTED_SECONDS / seconds) if seconds > 0 else MOST_PASSES
    return HashCost(cost.memory, min(MOST_PASSES, max(cost.passes, passes)), cost.lanes)


@dataclass(frozen=True, slots=True)
class SignInRules:
    """What the office sets for signing in; kept as data.

    `idle_minutes`: after so long without a key or the mouse the window is locked (0: never).
    `password_days`: how long a password counts (None: for good). `word_hours`: how long a
    one-time word counts.
    """

    idle_minutes: int = 15
    password_days: int | None = None
    word_hours: int = 72

    def problems(self) -> tuple[tuple[str, str], ...]:
        """Return what is wrong, as pairs of field and sentence."""
        found = []
        if not 0 <= self.idle_minutes <= 240:  # noqa: PLR2004
            found.append(("idle_minutes", "Give 1 to 240 minutes, or 0 for never."))
        if self.password_days is not None and not 30 <= self.password_days <= 3650:  # noqa: PLR2004
            found.append(("password_days", "Give 30 to 3,650 days, or leave it empty for never."))
        if not 1 <= self.word_hours <= 336:  # noqa: PLR2004
            found.append(("word_hours", "Give 1 to 336 hours."))
        return tuple(found)


def tidy_word(word: str) -> str:
    """Return a one-time word as it was made, however it was typed."""
    return re.sub(r"[\s-]", "", word.casefold())
