"""Files that strangers made, handed out so that no browser runs them as a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(name: str, data: bytes | memoryview) -> HttpResponse:
    response = HttpResponse(bytes(data), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    # Should a browser open it all the same: nothing in it runs, and it is no page of this site.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
