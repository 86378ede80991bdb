from django.contrib import admin
from django.urls import path
from library import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", views.index),
    path("async/", views.count_later),
    path("old/", views.moved),
]
