"""Sign-in, and the pages on which admins keep the list of people."""

from typing import Any

import ua_parser
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from factcheck import web
from factcheck.accounts import actions, history, links
from factcheck.accounts.forms import (
    ChangePasswordForm,
    ForgottenForm,
    NewPersonForm,
    OwnForm,
    PasswordForm,
    PersonForm,
    StrictRolesForm,
)
from factcheck.accounts.models import SECOND_FACTORS, User
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


@never_cache
@require_http_methods(["GET", "POST"])
@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """A link by mail where mail is set up; else who to ask for one."""
    form = ForgottenForm(request.POST or None)
    if request.method == "GET" or not settings.MAIL_URL or not form.is_valid():
        context = {"form": form if settings.MAIL_URL else None}
        status = 422 if form.is_bound else 200
        return render(request, "accounts/forgotten.html", context, status=status)
    email = form.cleaned_data["email"]
    if too_many := ratelimit.consume_or_429(request, action="reset_password", key=email):
        return too_many
    actions.ask_for_link(email=email)
    return render(request, "accounts/forgotten.html", {"sent_to": email})


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


@require_http_methods(["GET", "POST"])
@web.requires(Can.MANAGE_PEOPLE)
def strict_roles(request: Request) -> HttpResponse:
    """In which roles everybody needs a second factor."""
    # No box ticked is an answer too, so it is the method that tells.
    sent = request.POST if request.method == "POST" else None
    form = StrictRolesForm(sent, initial={"roles": actions.strict_roles()})
    if form.is_valid():
        actions.set_strict_roles(by=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("accounts:people")
    return render(request, "accounts/strict_roles.html", {"form": form})


@require_POST
@web.requires(Can.MANAGE_PEOPLE)
def reset_second_factor(request: Request, person_id: int) -> HttpResponse:
    person = get_object_or_404(User, pk=person_id)
    actions.reset_second_factor(person=person, by=request.user)
    return _changed(request, person, f"{person} signs in with the password alone again.")


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


@never_cache
@require_http_methods(["GET", "POST"])
@web.requires(Can.READ)
def me(request: Request) -> HttpResponse:
    person = request.user
    chosen = {name: getattr(person, name) for name in OwnForm.base_fields}
    form = OwnForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        actions.change_own(person=person, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("accounts:me")
    status = 422 if form.is_bound else 200
    factors = Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).count()
    context = {"form": form, "factors": factors}
    return render(request, "accounts/me.html", context, status=status)


@require_POST
@web.requires(Can.READ)
def keys(request: Request) -> HttpResponse:
    """The switch in the list of keys, which any page opens."""
    actions.switch_keys(person=request.user, on=request.POST.get("on") == "1")
    return HttpResponse(status=204)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@web.requires(Can.READ)
def password(request: Request) -> HttpResponse:
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST":
        # Who found an open machine must not find out the password by trying.
        if too_many := ratelimit.consume_or_429(
            request, action="change_password", user=request.user
        ):
            return too_many
        if form.is_valid():
            actions.choose_password(
                person=request.user, password=form.cleaned_data["new_password1"]
            )
            update_session_auth_hash(request, request.user)
            UserSession.objects.create_from_request(request)
            messages.success(request, "Password changed. You are signed out everywhere else.")
            return redirect("accounts:me")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


@never_cache
@require_GET
@web.requires(Can.READ)
def sessions(request: Request) -> HttpResponse:
    listed = UserSession.objects.purge_and_list(request.user)
    listed.sort(key=lambda session: session.last_seen_at, reverse=True)
    shown = [(session, browser_of(session.user_agent)) for session in listed]
    return render(request, "accounts/sessions.html", {"sessions": shown})


def browser_of(user_agent: str) -> str:
    """“Firefox 128 on Windows”, as far as the browser says what it is."""
    found = ua_parser.parse(user_agent)
    browser, system = found.user_agent, found.os
    named = f"{browser.family} {browser.major or ''}".strip() if browser else "A browser"
    return f"{named} on {system.family}" if system else named


@require_POST
@web.requires(Can.READ)
def end_session(request: Request, session_id: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    session.end()
    messages.success(request, "Signed out there.")
    return redirect("accounts:sessions")


@require_POST
@web.requires(Can.READ)
def end_other_sessions(request: Request) -> HttpResponse:
    others = UserSession.objects.filter(user=request.user)
    for session in others.exclude(session_key=request.session.session_key):
        session.end()
    messages.success(request, "Signed out everywhere else.")
    return redirect("accounts:sessions")


def _person_page(request: Request, person: User, form: PersonForm, done: str = "") -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "done": done,
        "history": history.of(person),
        "link_ends_at": links.ends_at(person),
        "factors": Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).count(),
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
        "is_mailed": bool(settings.MAIL_URL),
    }
    return render(request, "accounts/link.html", context)
