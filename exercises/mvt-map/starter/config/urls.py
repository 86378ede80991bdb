"""Which path goes to which view."""

from django.urls import path

from shelf import views

urlpatterns = [
    path("", views.unread),
]
