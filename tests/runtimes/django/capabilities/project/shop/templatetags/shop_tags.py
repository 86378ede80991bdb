from django import template

register = template.Library()


@register.filter
def shout(text):
    return text.upper() + "!"


@register.simple_tag(takes_context=True)
def count_of(context, name):
    return len(context[name])


@register.inclusion_tag("shop/price.html")
def price(book):
    return {"price": book.price}
