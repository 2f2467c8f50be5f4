"""The errors that claimx raises on purpose, each with a slug for machines and one sentence for people.

The sentences stand in `data/<lang>/errors.tsv`: an error has the key of its own, and the values for its places.

ClaimxError
├── InputError             an input that cannot be used; the others still run
│   ├── InputMissing           no such file
│   ├── InputDirectory         a folder where a file is wanted
│   ├── InputUnreadable        no permission, or the disk failed
│   ├── InputBinary            no text, or another kind of file than its name says
│   ├── InputEmpty             nothing but blanks
│   ├── InputNoText            a page or a PDF without text
│   ├── InputTooLarge          more than claimx reads at once, or unpacks
│   ├── InputCorrupt           damaged: a file, an archive, a corpus
│   ├── InputEncrypted         locked by a password
│   ├── InputUnsafe            an archive's entry that leads out of it, or is no plain file
│   ├── InputNested            an archive or a corpus inside an archive
│   ├── InputField             a corpus without the column that is wanted
│   ├── InputRow               a row of a corpus that is no article
│   ├── InputFetch             a web address that gives nothing
│   └── InputExtraMissing      needs a package that is not installed
├── ModelError             a spaCy model that cannot be used
│   ├── ModelNotFound          not installed, and no folder of that name
│   ├── ModelIncompatible      made for another version of spaCy, or not German, or incomplete
│   └── ModelInstallFailed     the download did not work
├── OutputError            the output file cannot be written
│   └── TargetBusy             another run is writing to it
├── RecordError            data that is no record of ours
├── AliasesBroken          a broken line in an alias file
├── ExtraMissing           an optional package is not installed
├── ClaimUnknown           no claim of that id or number in the text
├── WorkerFailed           a worker process or a cluster that cannot be used
└── EngineUnknown          no extraction engine of that name
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from claimx.messages import DEFAULT_LANGUAGE, ERRORS, Language, words


class Wording:
    """A sentence, or a part of one, that can be said in each language; `str(wording)` is English."""

    def __init__(self, key: str, /, **values: object) -> None:
        """`key` is one of `errors.tsv`; a value may be words, a number, a wording, an error, or a tuple of these."""
        self.key = key
        self.values = {name: _kept(value) for name, value in values.items()}

    def __str__(self) -> str:
        return self.say(DEFAULT_LANGUAGE)

    def say(self, language: Language) -> str:
        """The words in a language."""
        values = {name: _said(value, language) for name, value in self.values.items()}
        return words(language, ERRORS)[self.key].format(**values)


Place: TypeAlias = Wording | str
"""Where something stands, for messages: the name of a file, or a line of it."""


class ClaimxError(Exception):
    """Base of all errors that claimx raises on purpose; `str(error)` is one English sentence for a person."""

    slug: ClassVar[str] = "error"

    def __init__(self, key: str, /, **values: object) -> None:
        """Key and values of its `Wording`."""
        super().__init__(key)
        self.wording = Wording(key, **values)

    def __str__(self) -> str:
        return str(self.wording)

    def say(self, language: Language) -> str:
        """The sentence in a language."""
        return self.wording.say(language)


def _kept(value: object) -> object:
    """A value without what cannot travel between processes: of a file error the system's words, of others their own."""
    if isinstance(value, tuple):
        return tuple(map(_kept, value))
    if isinstance(value, ClaimxError):
        return value.wording
    if isinstance(value, Wording | int | float):
        return value
    return str(getattr(value, "strerror", None) or value)


def _said(value: object, language: Language) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(_said(item, language)) for item in value)
    return value.say(language) if isinstance(value, Wording) else value


class InputError(ClaimxError):
    """An input that cannot be used."""

    slug = "input"


class InputMissing(InputError):
    """There is no such file."""

    slug = "input-missing"


class InputDirectory(InputError):
    """A folder stands where a file is wanted."""

    slug = "input-directory"


class InputUnreadable(InputError):
    """The file cannot be opened or read."""

    slug = "input-unreadable"


class InputBinary(InputError):
    """The bytes are no text, or another kind of file than the name says."""

    slug = "input-binary"


class InputEmpty(InputError):
    """The text holds nothing but blanks."""

    slug = "input-empty"


class InputNoText(InputError):
    """There is a page or a file, but no text in it."""

    slug = "input-no-text"


class InputTooLarge(InputError):
    """The input is larger than claimx reads at once, or unpacks."""

    slug = "input-too-large"


class InputCorrupt(InputError):
    """The file, archive or corpus is damaged."""

    slug = "input-corrupt"


class InputEncrypted(InputError):
    """The file is locked by a password."""

    slug = "input-encrypted"


class InputUnsafe(InputError):
    """The entry of an archive leads out of the archive, or is no plain file."""

    slug = "input-unsafe"


class InputNested(InputError):
    """An archive or a corpus lies inside an archive."""

    slug = "input-nested"


class InputField(InputError):
    """The corpus has no column of that name."""

    slug = "input-field"


class InputRow(InputError):
    """The row of a corpus is no article."""

    slug = "input-row"


class InputFetch(InputError):
    """The web address cannot be fetched."""

    slug = "input-fetch"


class InputExtraMissing(InputError):
    """The format needs an optional package; the message says how to install it."""

    slug = "input-extra-missing"


class ModelError(ClaimxError):
    """A spaCy model that cannot be used."""

    slug = "model"


class ModelNotFound(ModelError):
    """No model of that name is installed, and no folder of that name exists."""

    slug = "model-not-found"


class ModelIncompatible(ModelError):
    """The model was made for another spaCy, another language, or lacks a component."""

    slug = "model-incompatible"


class ModelInstallFailed(ModelError):
    """The model could not be downloaded or installed."""

    slug = "model-install-failed"


class OutputError(ClaimxError):
    """The output cannot be written."""

    slug = "output"


class TargetBusy(OutputError):
    """Another run is writing to the same target."""

    slug = "target-busy"


class ExtraMissing(ClaimxError):
    """What was asked for needs an optional package."""

    slug = "extra-missing"


class ClaimUnknown(ClaimxError):
    """The text has no claim of that id or number."""

    slug = "claim-unknown"


class WorkerFailed(ClaimxError):
    """The worker processes, or the cluster, cannot be used."""

    slug = "worker-failed"


class RecordError(ClaimxError):
    """Data that does not fit the record classes."""

    slug = "record"


class AliasesBroken(ClaimxError):
    """An alias file that cannot be read as one; the message names file and line."""

    slug = "aliases-broken"


class EngineUnknown(ClaimxError):
    """There is no extraction engine of that name."""

    slug = "engine-unknown"
