"""Keeps the secrets of second factors from whoever has read the database alone.

Fernet (AES-128-CBC and HMAC-SHA256, https://github.com/fernet/spec) under a key that HKDF (RFC 5869)
derives from SECRET_KEY.
"""

from base64 import b32encode, urlsafe_b64encode
from secrets import token_bytes

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"factcheck: second factors"


def encrypt(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """What was encrypted. Where SECRET_KEY was changed since: a secret that no code fits."""
    try:
        return _cipher().decrypt(encrypted).decode()
    except InvalidToken:
        return b32encode(token_bytes(20)).decode()


def _cipher() -> MultiFernet:
    """The first key encrypts; those before it still decrypt."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_fernet(str(key).encode()) for key in keys])


def _fernet(secret: bytes) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret)
    return Fernet(urlsafe_b64encode(key))
