"""The desk: which articles there are, how far they are, and what blocks their sign-off."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from factcheck import web
from factcheck.accounts.requests import Request
from factcheck.articles.forms import KINDS, UploadForm
from factcheck.permissions import Can
from factcheck.review import overview

A_PAGE = 25
# In the session until the next page: what was removed, and what takes that back.
REMOVED = "removed"


@require_GET
@web.requires(Can.READ)
def desk(request: Request) -> HttpResponse:
    shown = overview.choose_desks(request.user, request.GET.get("desk", ""))
    found = overview.articles(request.user, shown)
    summary = overview.summary(request.user, shown)
    pages = Paginator(found, A_PAGE)
    # They have been counted.
    pages.count = summary.all
    page = pages.get_page(request.GET.get("page"))
    context = {
        "shown": shown,
        "page": page,
        "rows": overview.rows(page.object_list, request.user),
        "summary": summary,
        "kinds": KINDS,
        "form": UploadForm(by=request.user),
        "may_see_removed": request.user.can(Can.SEE_REMOVED),
        "upload_desk": overview.desk_for_uploads(request.user, shown),
    }
    if not web.wants_partial(request):
        context["removed"] = request.session.pop(REMOVED, None)
    return web.page(request, "review/desk.html", "articles", context)
