from django.contrib import admin
from django.urls import path

from shelf import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", views.start),
    path("ticks/", views.ticks),
    path("upload/", views.upload),
    path("report/", views.report),
    path("broken/", views.broken),
]
