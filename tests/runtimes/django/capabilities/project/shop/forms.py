from django import forms

from .models import Author, Book


class BookForm(forms.ModelForm):
    class Meta:
        model = Book
        fields = ["title", "author", "price"]

    def clean_title(self):
        title = self.cleaned_data["title"]
        if title.islower():
            raise forms.ValidationError("Start with a capital letter.")
        return title


class UploadForm(forms.Form):
    cover = forms.FileField()
    note = forms.CharField(required=False)


BookFormSet = forms.inlineformset_factory(Author, Book, fields=["title", "price"], extra=1)
