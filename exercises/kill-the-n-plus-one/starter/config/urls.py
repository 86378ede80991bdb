"""Which path goes to which view."""

from django.urls import path

from catalogue import views

urlpatterns = [
    path("", views.books),
    path("authors/", views.authors),
]
