"""Sign-in and people."""

from django.urls import path

from factcheck.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/help/", views.forgotten, name="forgotten"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("welcome/<uidb64>/<token>/", views.welcome, name="welcome"),
    path("people/", views.people, name="people"),
    path("people/new/", views.add_person, name="add_person"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/deactivate/", views.deactivate, name="deactivate"),
    path("people/<int:person_id>/reactivate/", views.reactivate, name="reactivate"),
    path("people/<int:person_id>/link/", views.make_link, name="make_link"),
    path("admin/login/", views.admin_site, name="admin_site"),
]
