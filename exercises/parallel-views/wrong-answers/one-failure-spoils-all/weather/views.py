import asyncio

from django.http import JsonResponse

from weather.stations import read_temperature


async def temperatures(request):
    cities = request.GET.getlist("city")
    return JsonResponse({"readings": await read_all(cities, read_temperature)})


async def read_all(cities, read):
    temperatures = await asyncio.gather(*(read(city) for city in cities))
    return [{"city": city, "celsius": celsius} for city, celsius in zip(cities, temperatures)]
