from django.urls import path, re_path

from . import views

urlpatterns = [
    path("", views.BookList.as_view(), name="books"),
    path("books/<int:pk>/", views.BookDetail.as_view(), name="book"),
    path("books/new/", views.BookCreate.as_view(), name="new-book"),
    path("books/<int:pk>/delete/", views.BookDelete.as_view(), name="delete-book"),
    path("books/<int:pk>/buy/", views.buy, name="buy"),
    re_path(r"^(?P<slug>[a-z-]+)-(?P<year>\d{4})/$", views.by_slug, name="by-slug"),
    path("basket/", views.basket, name="basket"),
    path("upload/", views.upload),
    path("secret/", views.secret),
    path("discount/", views.discount),
    path("cached/", views.cached),
    path("conditional/", views.conditional),
    path("stream/", views.stream),
    path("download/", views.download),
    path("broken/", views.broken),
    path("together/", views.together),
    path("too-sync/", views.too_sync),
    path("stream-later/", views.stream_later),
]
