/** Which packages of Django's own tests are asked of the engine. */

/** Everything a learner's project may use; each is run by itself, as Django's `runtests.py` can. */
export const PACKAGES: readonly string[] = `
  admin_changelist admin_checks admin_custom_urls admin_docs admin_filters admin_inlines admin_ordering
  admin_registration admin_utils admin_views admin_widgets aggregation annotations asgi async auth_tests basic
  bulk_create cache check_framework conditional_processing constraints contenttypes_tests context_processors csrf_tests
  custom_lookups custom_managers db_functions decorators defer delete dispatch expressions expressions_case
  expressions_window field_deconstruction file_storage file_uploads files fixtures forms_tests generic_relations
  generic_views get_object_or_404 get_or_create handlers httpwrappers humanize_tests indexes inline_formsets
  invalid_models_tests logging_tests lookup m2m_through mail managers_regress many_to_many many_to_one messages_tests
  middleware middleware_exceptions migrations model_fields model_forms model_formsets model_inheritance modeladmin
  one_to_one or_lookups ordering pagination prefetch_related proxy_models queries raw_query requests_tests responses
  schema select_related serializers sessions_tests settings_tests shell shortcuts signals signed_cookies_tests signing
  sitemaps_tests sites_tests staticfiles_tests syndication_tests template_backends template_loader template_tests
  test_client test_runner test_utils timezones transaction_hooks transactions update urlpatterns urlpatterns_reverse
  user_commands utils_tests validation validators view_tests wsgi
`
  .trim()
  .split(/\s+/);
