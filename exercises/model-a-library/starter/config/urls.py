"""This project has models only."""

urlpatterns = []
