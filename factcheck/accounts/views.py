"""Sign-in, and the pages on which admins keep the list of people."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts import actions, history, links
from factcheck.accounts.forms import NewPersonForm, PasswordForm, PersonForm
from factcheck.accounts.models import User
from factcheck.accounts.requests import Request
from factcheck.permissions import Can

PEOPLE_A_PAGE = 50


class SignIn(LoginView):
    """The one door; the second step, where there is one, follows behind it."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        identity = settings.OIDC_NAME if settings.OIDC_SERVER_URL else ""
        next_page = self.request.POST.get("next") or self.request.GET.get("next", "")
        return super().get_context_data(identity=identity, next=next_page, **context)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Welcome(PasswordResetConfirmView):
    """Choose a first or a new password through a one-time link."""

    template_name = "accounts/welcome.html"
    form_class = PasswordForm
    token_generator = links.tokens

    def form_valid(self, form: BaseForm) -> HttpResponse:
        assert self.user  # Whoever has no valid link never gets to the form.
        password = form.cleaned_data["new_password1"]
        actions.choose_password(person=self.user, password=password)
        # A link stands for the password only: whoever has a second factor is asked for it.
        record_authentication(self.request, self.user, method="password")
        return perform_login(self.request, self.user)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.user, **context)


sign_in = SignIn.as_view()
welcome = Welcome.as_view()


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("accounts:sign_in")


@require_GET
@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/forgotten.html")


@require_GET
@web.requires(Can.MANAGE_PEOPLE)
def admin_site(request: Request) -> HttpResponse:
    """Stands where Django's admin would sign people in: there is one door."""
    return redirect("admin:index")


@require_GET
@web.requires(Can.MANAGE_PEOPLE)
def people(request: Request) -> HttpResponse:
    # PostgreSQL holds no NUL in a text, so nobody is called so.
    words = request.GET.get("q", "").replace("\0", "").strip()
    found = Paginator(User.objects.matching(words), PEOPLE_A_PAGE)
    context = {
        "people": found.get_page(request.GET.get("page")),
        "words": words,
        "count": User.objects.count_by_standing(),
    }
    return web.page(request, "accounts/people.html", "rows", context)


@never_cache
@require_http_methods(["GET", "POST"])
@web.requires(Can.MANAGE_PEOPLE)
def add_person(request: Request) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/add_person.html", {"form": form}, status=status)
    person = actions.add_person(by=request.user, **form.cleaned_data)
    return _show_link(request, person, is_new=True)


@require_http_methods(["GET", "POST"])
@web.requires(Can.MANAGE_PEOPLE)
def person(request: Request, person_id: int) -> HttpResponse:
    person = get_object_or_404(User.objects.with_roles(), pk=person_id)
    form = PersonForm(request.POST or None, initial=PersonForm.values_of(person))
    if request.method == "GET" or not form.is_valid():
        return _person_page(request, person, form)
    actions.change_person(person=person, by=request.user, **form.cleaned_data)
    return _changed(request, person, "Saved.")


@require_POST
@web.requires(Can.MANAGE_PEOPLE)
def deactivate(request: Request, person_id: int) -> HttpResponse:
    person = get_object_or_404(User, pk=person_id)
    actions.deactivate(person=person, by=request.user)
    return _changed(request, person, f"{person} can no longer sign in.")


@require_POST
@web.requires(Can.MANAGE_PEOPLE)
def reactivate(request: Request, person_id: int) -> HttpResponse:
    person = get_object_or_404(User, pk=person_id)
    actions.reactivate(person=person, by=request.user)
    return _changed(request, person, f"{person} can sign in again.")


@never_cache
@require_POST
@web.requires(Can.MANAGE_PEOPLE)
def make_link(request: Request, person_id: int) -> HttpResponse:
    person = get_object_or_404(User, pk=person_id)
    actions.make_link(person=person, by=request.user)
    return _show_link(request, person)


def _person_page(request: Request, person: User, form: PersonForm, done: str = "") -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "done": done,
        "history": history.of(person),
        "link_ends_at": links.ends_at(person),
    }
    status = 422 if form.errors else 200
    return web.page(request, "accounts/person.html", "person", context, status=status)


def _changed(request: Request, person: User, done: str) -> HttpResponse:
    if request.htmx:
        return _person_page(request, person, PersonForm(initial=PersonForm.values_of(person)), done)
    messages.success(request, done)
    return redirect(person)


def _show_link(request: Request, person: User, *, is_new: bool = False) -> HttpResponse:
    context = {
        "person": person,
        "is_new": is_new,
        "link": request.build_absolute_uri(links.path_for(person)),
        "link_ends_at": links.ends_at(person),
    }
    return render(request, "accounts/link.html", context)
