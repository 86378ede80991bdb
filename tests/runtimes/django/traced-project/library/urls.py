from django.urls import path, re_path

from . import views

app_name = "library"
urlpatterns = [
    path("", views.book_list, name="list"),
    path("joined/", views.joined_list, name="joined"),
    path("later/", views.count_later, name="later"),
    path("fails/", views.fail, name="fails"),
    path("streamed/", views.stream, name="streamed"),
    path("saved/", views.save, name="saved"),
    path("inner/", views.ask_client, name="inner"),
    path("deferred/", views.deferred, name="deferred"),
    re_path(r"^(?P<number>[0-9]+)/$", views.BookDetail.as_view(), name="detail"),
]
