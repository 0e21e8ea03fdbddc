"""Ed25519 signatures over a whole file, beside it as `<file>.sig` (64 bytes), so that openssl can check them as well.

Needs the extra `signera`. A private key is written once, readable by its owner alone, and never over another file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from checker.storing import Stored, store
from checker.usage import WrongUsage, cause
from checker.verify import DIFFERS, SAME, Check

SUFFIX = ".sig"
OWNER_ONLY = 0o600
OTHERS = 0o077
LARGEST_KEY = 10_000
LONGEST_NAME = 200
SIGNATURE = 64  # bytes


def make_keys(name: Path) -> tuple[Path, Path]:
    """A new private key in `<name>.pem` and its public one in `<name>.pub.pem`. Raises WrongUsage if either is there already."""
    library = _library()
    if name.name in {"", ".."} or len(name.name.encode()) > LONGEST_NAME:
        raise WrongUsage(f'"{name}" som namn på nycklar', "ett filnamn, som revisor", "skriv som i: check nyckel -o revisor")
    private, public = name.with_name(f"{name.name}.pem"), name.with_name(f"{name.name}.pub.pem")
    for file in (private, public):
        if file.exists() or file.is_symlink():
            raise WrongUsage(f'filen "{file}", som redan finns', "ett namn som inte är taget", "välj ett annat namn; en nyckel skrivs aldrig över")
    key = library.ed25519.Ed25519PrivateKey.generate()
    forms = library.serialization
    secret = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    known = key.public_key().public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
    store([Stored(private, secret, OWNER_ONLY, only_new=True), Stored(public, known, 0o644, only_new=True)])
    return private, public


def refuse_taken(target: Path) -> None:
    """Raises WrongUsage if a signature would be written over something that is no signature: the signed file, a key."""
    if target.exists() and target.stat().st_size != SIGNATURE:
        raise WrongUsage(f'filen "{target}", som finns och inte är en underskrift', "en ny fil, eller en gammal underskrift", "välj en annan fil")


def signature_of(raw: bytes, key: Path) -> bytes:
    """The signature of the bytes by a private key. Raises WrongUsage for a key that is not one, or that others can read."""
    library, held = _library(), _read(key)
    if os.name == "posix" and key.stat().st_mode & OTHERS:
        raise WrongUsage(f'nyckeln "{key}", som andra kan läsa', "en fil som bara ägaren kan läsa", f"skriv chmod 600 {key}, eller gör en ny nyckel")
    try:
        private = library.serialization.load_pem_private_key(held, password=None)
    except (ValueError, TypeError, library.unsupported):
        private = None
    if not isinstance(private, library.ed25519.Ed25519PrivateKey):
        raise WrongUsage(f'"{key}", som inte är en privat nyckel (Ed25519)', "nyckeln från check nyckel", "peka ut filen som slutar på .pem")
    return bytes(private.sign(raw))


def signed(raw: bytes, signature: Path, key: Path) -> Check:
    """Whether the signature is by the key's owner over these bytes. Raises WrongUsage for files that are no key or no signature."""
    library, name = _library(), "Underskrift"
    try:
        public = library.serialization.load_pem_public_key(_read(key))
    except (ValueError, library.unsupported):
        public = None
    if not isinstance(public, library.ed25519.Ed25519PublicKey):
        raise WrongUsage(f'"{key}", som inte är en öppen nyckel (Ed25519)', "avsändarens öppna nyckel", "peka ut filen som slutar på .pub.pem")
    if not signature.is_file():
        raise WrongUsage(f'ingen underskrift "{signature}"', "underskriften bredvid filen", "lägg den där, eller utelämna --nyckel")
    try:
        public.verify(_read(signature), raw)
    except library.invalid:
        return Check(name, DIFFERS, f"{signature.name} är inte en underskrift av den här filen med nyckeln {key.name}")
    return Check(name, SAME, f"{signature.name}, med nyckeln {key.name}")


class _Library:
    """What is used of cryptography."""

    def __init__(self) -> None:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        self.serialization: Any = serialization
        self.ed25519: Any = ed25519
        self.invalid = InvalidSignature
        self.unsupported = UnsupportedAlgorithm


def _library() -> _Library:
    try:
        return _Library()
    except ImportError:
        action = "installera tillägget med make signera"
        raise WrongUsage("inget paket för underskrifter (cryptography)", "tillägget signera", action) from None


def _read(file: Path) -> bytes:
    try:
        if file.exists() and not file.is_file():
            raise WrongUsage(f'"{file}", som inte är en vanlig fil', "en fil", "rätta sökvägen")
        with file.open("rb") as stream:
            return stream.read(LARGEST_KEY)
    except OSError as error:
        raise WrongUsage(f'filen "{file}", som inte kan läsas ({cause(error)})', "en läsbar fil", "rätta sökvägen eller rättigheterna") from None
