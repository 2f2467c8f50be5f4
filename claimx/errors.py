"""The errors that claimx raises on purpose, each with a slug for machines and one sentence for people.

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
├── LexiconError           a broken line in a data file
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

from typing import ClassVar


class ClaimxError(Exception):
    """Base of all errors that claimx raises on purpose; `str(error)` is one sentence for a person."""

    slug: ClassVar[str] = "error"


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


class LexiconError(ClaimxError):
    """A data file has a line that cannot be read; the message names file and line."""

    slug = "lexicon"


class OutputError(ClaimxError):
    """The output cannot be written."""

    slug = "output"


class TargetBusy(OutputError):
    """Another run is writing to the same target."""

    slug = "target-busy"


class ExtraMissing(ClaimxError):
    """What was asked for needs an optional package."""

    slug = "extra-missing"

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"The package {package} is not installed; get it with: pip install 'claimx[{extra}]'.")


class ClaimUnknown(ClaimxError):
    """The text has no claim of that id or number."""

    slug = "claim-unknown"

    def __init__(self, source: str, wanted: str | int, count: int) -> None:
        which = f"number {wanted}" if isinstance(wanted, int) else repr(wanted)
        super().__init__(
            f"{source}: has no claim {which} among its {count}; for numbers and ids, run: "
            f"claimx extract, with --format json for the ids."
        )


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
