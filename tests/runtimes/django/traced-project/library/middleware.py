from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse

from .models import Author


def never_used(get_response):
    raise MiddlewareNotUsed


def count_visits(get_response):
    def middleware(request):
        response = get_response(request)
        response["X-Authors"] = str(Author.objects.count())
        return response

    return middleware


class ClosedMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "closed" in request.GET:
            return HttpResponse("closed", status=503)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "no-view" in request.GET:
            return HttpResponse("no view")
        return None

    def process_template_response(self, request, response):
        response.context_data["seen"] = True
        return response

    def process_exception(self, request, error):
        return HttpResponse("rescued", status=500) if "rescue" in request.GET else None
