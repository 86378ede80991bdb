"""Which path goes to which view."""

from django.urls import path

from weather import views

urlpatterns = [
    path("", views.temperatures),
]
