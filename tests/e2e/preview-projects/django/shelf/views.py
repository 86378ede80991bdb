import time

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from .models import Book


def start(request):
    return HttpResponse(f"<h1>{Book.objects.count()} books</h1><a href='/admin/'>Admin</a> <a href='/missing/'>Missing</a>")


def ticks(request):
    def write():
        for number in range(1, 4):
            yield f"data: {number}\n\n"
            time.sleep(0.05)

    if request.headers["Accept"] == "text/event-stream":
        return StreamingHttpResponse(write(), content_type="text/event-stream")
    return HttpResponse(
        "<p id='out'></p><script>let heard = ''; const source = new EventSource('/ticks/');"
        "source.onmessage = ({ data }) => { heard += data; if (data === '3') source.close();"
        "document.getElementById('out').textContent = 'heard ' + heard; };</script>"
    )


def upload(request):
    content = request.FILES["file"].read().decode() if request.FILES else "nothing"
    return render(request, "shelf/upload.html", {"content": content})


def report(request):
    return HttpResponse("title\nEmma\n", headers={"Content-Type": "text/csv", "Content-Disposition": 'attachment; filename="books.csv"'})


def broken(request):
    shelf = {}
    return HttpResponse(shelf["nothing"])
