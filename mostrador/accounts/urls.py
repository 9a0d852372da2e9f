"""Signing in and out, one's own settings, the team. allauth's views, at addresses in our own words."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from mostrador.accounts import views

ours = (
    [
        path("me/", views.me, name="me"),
        path("me/calls/", views.calls, name="calls"),
        path("me/theme/", views.theme, name="theme"),
        path("team/", views.team, name="team"),
        path("team/invitations/", views.invitations, name="invitations"),
        path("team/<int:member_id>/role/", views.role, name="role"),
        path("team/<int:member_id>/place/", views.place, name="place"),
        path("team/<int:member_id>/link/", views.link, name="link"),
        path("tokens/", views.tokens, name="tokens"),
        path("tokens/<int:token_id>/end/", views.token_end, name="token_end"),
    ],
    "accounts",
)

urlpatterns = [
    path("settings/", include(ours)),
    path("sign-in/", allauth_views.login, name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("sign-up/", allauth_views.signup, name="account_signup"),
    path("sign-in/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("sign-in/again/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", allauth_views.password_set, name="account_set_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]  # fmt: skip
