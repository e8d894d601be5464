"""Sign-in and people."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path
from django.views.generic import RedirectView

from factcheck.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/help/", views.forgotten, name="forgotten"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("welcome/<uidb64>/<token>/", views.welcome, name="welcome"),
    path("people/", views.people, name="people"),
    path("people/new/", views.add_person, name="add_person"),
    path("people/roles/", views.strict_roles, name="strict_roles"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/reactivate/", views.reactivate, name="reactivate"),
    path("people/<int:person_id>/link/", views.make_link, name="make_link"),
    path(
        "people/<int:person_id>/second-factor/reset/",
        views.reset_second_factor,
        name="reset_second_factor",
    ),
    path("me/", views.me, name="me"),
    path("me/keys/", views.keys, name="keys"),
    path("me/password/", views.password, name="password"),
    path("me/sessions/", views.sessions, name="sessions"),
    path("me/sessions/<int:session_id>/end/", views.end_session, name="end_session"),
    path("me/sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("admin/login/", views.admin_site, name="admin_site"),
]

# The pages of allauth that are offered, under the names that it knows them by. Signing oneself up,
# changing one's address and the rest of it have no address here.
doors = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("me/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("me/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "me/confirm/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("me/second-factor/", mfa.index, name="mfa_index"),
    path("me/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("me/second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "me/second-factor/passkeys/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path("me/second-factor/passkeys/new/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(
        "me/second-factor/passkeys/<int:pk>/remove/",
        webauthn.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path(
        "me/second-factor/codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "me/second-factor/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    # Unknown, unless an identity provider is set up.
    path("oidc/<provider_id>/login/", openid.login, name="openid_connect_login"),
    path("oidc/<provider_id>/callback/", openid.callback, name="openid_connect_callback"),
]
