import asyncio

from django.http import JsonResponse
from django.shortcuts import redirect, render

from .models import Book


def index(request):
    return render(request, "library/index.html", {"books": Book.objects.all()})


async def count_later(request):
    await asyncio.sleep(0.001)
    return JsonResponse({"books": await Book.objects.acount()})


def moved(request):
    return redirect("/")
