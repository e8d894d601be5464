"""Files that strangers made, handed out so that no browser runs them as a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(name: str, data: bytes | memoryview) -> HttpResponse:
    response = HttpResponse(bytes(data), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
