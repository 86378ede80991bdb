from django.http import HttpResponse


def greet(request):
    if "name" not in request.GET:
        return HttpResponse("Who are you?", status=400)
    return HttpResponse("Hello, name!")
