"""The answer of each URL to each role; tests/permissions/test_table.py compares the site with it.

yes     the page is shown, or the form that was sent is accepted or shown with its errors
login   redirected to the login
403     refused
404     not found
405     method not allowed
410     withdrawn

both    GET and POST
<record> each kind of record; <slugged> each kind of entity, and sources; an address that begins with / has no name

Records are published unless the line says otherwise. A draft is another account's, except for an “own draft”.
"""

ADDRESSES = """
# address                                                method anonymous contributor editor administrator

# Readers
set_language                                             both   yes       yes         yes    yes
robots                                                   GET    yes       yes         yes    yes
robots                                                   POST   405       405         405    405
battles:home                                             GET    yes       yes         yes    yes
battles:home                                             POST   405       405         405    405
battles:search                                           GET    yes       yes         yes    yes
battles:search                                           POST   405       405         405    405
battles:disagreement_list                                GET    yes       yes         yes    yes
battles:disagreement_list                                POST   405       405         405    405
battles:healthz                                          GET    yes       yes         yes    yes
battles:healthz                                          POST   405       405         405    405
battles:healthz_alive                                    GET    yes       yes         yes    yes
battles:healthz_alive                                    POST   405       405         405    405
battles:campaign_list                                    GET    yes       yes         yes    yes
battles:campaign_list                                    POST   405       405         405    405
battles:campaign_detail                                  GET    yes       yes         yes    yes
battles:campaign_detail                                  POST   405       405         405    405
battles:campaign_order_of_battle                         GET    yes       yes         yes    yes
battles:campaign_order_of_battle                         POST   405       405         405    405
battles:campaign_timeline                                GET    yes       yes         yes    yes
battles:campaign_timeline                                POST   405       405         405    405
battles:day_choice                                       GET    yes       yes         yes    yes
battles:day_choice                                       POST   405       405         405    405
battles:day_detail                                       GET    yes       yes         yes    yes
battles:day_detail                                       POST   405       405         405    405
battles:engagement_list                                  GET    yes       yes         yes    yes
battles:engagement_list                                  POST   405       405         405    405
battles:engagement_detail                                GET    yes       yes         yes    yes
battles:engagement_detail                                POST   405       405         405    405
battles:unit_list                                        GET    yes       yes         yes    yes
battles:unit_list                                        POST   405       405         405    405
battles:unit_detail                                      GET    yes       yes         yes    yes
battles:unit_detail                                      POST   405       405         405    405
battles:commander_list                                   GET    yes       yes         yes    yes
battles:commander_list                                   POST   405       405         405    405
battles:commander_detail                                 GET    yes       yes         yes    yes
battles:commander_detail                                 POST   405       405         405    405
battles:place_list                                       GET    yes       yes         yes    yes
battles:place_list                                       POST   405       405         405    405
battles:place_detail                                     GET    yes       yes         yes    yes
battles:place_detail                                     POST   405       405         405    405
battles:help                                             GET    yes       yes         yes    yes
battles:help                                             POST   405       405         405    405
battles:help_topic                                       GET    yes       yes         yes    yes
battles:help_topic                                       POST   405       405         405    405
battles:belligerent_list                                 GET    yes       yes         yes    yes
battles:belligerent_list                                 POST   405       405         405    405
battles:belligerent_detail                               GET    yes       yes         yes    yes
battles:belligerent_detail                               POST   405       405         405    405
battles:source_list                                      GET    yes       yes         yes    yes
battles:source_list                                      POST   405       405         405    405
battles:source_detail                                    GET    yes       yes         yes    yes
battles:source_detail (as BibTeX)                        GET    yes       yes         yes    yes
battles:source_detail                                    POST   405       405         405    405
battles:figureclaim_list                                 GET    yes       yes         yes    yes
battles:figureclaim_list (as CSV)                        GET    yes       yes         yes    yes
battles:figureclaim_list (as JSON)                       GET    yes       yes         yes    yes
battles:figureclaim_list                                 POST   405       405         405    405
battles:figureclaim_detail                               GET    yes       yes         yes    yes
battles:figureclaim_detail                               POST   405       405         405    405
battles:casualtyclaim_list                               GET    yes       yes         yes    yes
battles:casualtyclaim_list                               POST   405       405         405    405
battles:strengthclaim_list                               GET    yes       yes         yes    yes
battles:strengthclaim_list                               POST   405       405         405    405

# Records that readers do not see
battles:campaign_detail (draft)                          GET    404       404         404    404
battles:campaign_order_of_battle (draft)                 GET    404       404         404    404
battles:campaign_timeline (draft)                        GET    404       404         404    404
battles:engagement_detail (draft)                        GET    404       404         404    404
battles:unit_detail (draft)                              GET    404       404         404    404
battles:commander_detail (draft)                         GET    404       404         404    404
battles:place_detail (draft)                             GET    404       404         404    404
battles:belligerent_detail (draft)                       GET    404       404         404    404
battles:source_detail (draft)                            GET    404       404         404    404
battles:figureclaim_detail (draft)                       GET    404       404         404    404
battles:campaign_detail (withdrawn)                      GET    410       410         410    410
battles:campaign_order_of_battle (withdrawn)             GET    410       410         410    410
battles:campaign_timeline (withdrawn)                    GET    410       410         410    410
battles:engagement_detail (withdrawn)                    GET    410       410         410    410
battles:unit_detail (withdrawn)                          GET    410       410         410    410
battles:commander_detail (withdrawn)                     GET    410       410         410    410
battles:place_detail (withdrawn)                         GET    410       410         410    410
battles:belligerent_detail (withdrawn)                   GET    410       410         410    410
battles:source_detail (withdrawn)                        GET    410       410         410    410
battles:figureclaim_detail (withdrawn)                   GET    410       410         410    410

# One's own account
admin:login_code                                         both   login     login       login  login
admin:second_factor                                      GET    login     yes         yes    yes
admin:second_factor                                      POST   login     405         405    405
admin:second_factor_set_up                               both   login     yes         yes    yes
admin:second_factor_confirm                              both   login     yes         yes    yes
admin:second_factor_recovery_codes                       both   login     yes         yes    yes
admin:second_factor_turn_off                             both   login     yes         yes    yes
admin:login                                              both   yes       yes         yes    yes
admin:logout                                             GET    yes       405         405    405
admin:logout                                             POST   yes       yes         yes    yes
admin:password_change                                    both   login     yes         yes    yes
admin:password_change_done                               GET    login     yes         yes    yes
admin:password_change_done                               POST   login     405         405    405

# Pages of the admin itself
admin:index                                              both   login     yes         yes    yes
admin:autocomplete (sources)                             GET    login     yes         yes    yes
admin:autocomplete (accounts)                            GET    login     403         403    yes
admin:autocomplete (sources)                             POST   login     405         405    405
admin:jsi18n                                             GET    login     yes         yes    yes
admin:jsi18n                                             POST   login     405         405    405
admin:view_on_site                                       both   login     yes         yes    yes
admin:app_list (records)                                 GET    login     yes         yes    yes
admin:app_list (accounts)                                GET    login     404         404    yes
admin:app_list (records)                                 POST   login     yes         yes    yes
/admin/(?P<url>.*)$                                      both   login     404         404    404

# Records of every kind
admin:battles_<record>_import                            both   login     403         yes    yes
admin:battles_<record>_template                          both   login     403         yes    yes
admin:battles_<record>_enter_table                       both   login     403         yes    yes
admin:battles_<record>_check_table                       GET    login     403         405    405
admin:battles_<record>_check_table                       POST   login     403         yes    yes
admin:battles_<record>_table_links                       GET    login     403         yes    yes
admin:battles_<record>_table_links                       POST   login     403         405    405
admin:battles_<record>_export                            both   login     yes         yes    yes
admin:battles_<record>_changelist                        both   login     yes         yes    yes
admin:battles_<record>_columns                           GET    login     405         405    405
admin:battles_<record>_columns                           POST   login     yes         yes    yes
admin:battles_<record>_add                               both   login     yes         yes    yes
admin:battles_<record>_history                           both   login     yes         yes    yes
admin:battles_<record>_delete                            both   login     403         yes    yes
admin:battles_<record>_change                            both   login     yes         yes    yes
admin:battles_<slugged>_merge                            both   login     403         yes    yes

# What the text in the box for a figure means
admin:battles_figureclaim_read_figure                    GET    login     yes         yes    yes
admin:battles_figureclaim_read_figure                    POST   login     405         405    405
admin:battles_casualtyclaim_read_figure                  GET    login     yes         yes    yes
admin:battles_casualtyclaim_read_figure                  POST   login     405         405    405
admin:battles_strengthclaim_read_figure                  GET    login     yes         yes    yes
admin:battles_strengthclaim_read_figure                  POST   login     405         405    405

# Drafts and withdrawn records of every kind
admin:battles_<record>_change (own draft)                both   login     yes         yes    yes
admin:battles_<record>_change (draft)                    GET    login     yes         yes    yes
admin:battles_<record>_change (draft)                    POST   login     403         yes    yes
admin:battles_<record>_change (withdrawn)                GET    login     yes         yes    yes
admin:battles_<record>_change (withdrawn)                POST   login     403         yes    yes
admin:battles_<record>_delete (own draft)                both   login     403         yes    yes

# Texts of sources
admin:battles_source_desk                                GET    login     403         yes    yes
admin:battles_source_desk                                POST   login     403         405    405
admin:battles_source_desk_text                           both   login     403         yes    yes
admin:battles_source_desk_read                           GET    login     403         405    405
admin:battles_source_desk_read                           POST   login     403         400    400
admin:battles_source_desk_lacking                        both   login     403         yes    yes
admin:battles_source_desk_remove                         both   login     403         yes    yes

# Review
admin:battles_proposal_changelist                        both   login     403         yes    yes
admin:battles_proposal_mine                              both   login     yes         yes    yes
admin:battles_proposal_take_back                         GET    login     405         405    405
admin:battles_proposal_take_back                         POST   login     403         403    403

# History
admin:battles_change_restore                             GET    login     405         405    405
admin:battles_change_restore                             POST   login     403         yes    yes
admin:battles_changeset_undo                             GET    login     yes         yes    yes
admin:battles_changeset_undo                             POST   login     403         yes    yes
admin:battles_change_changelist                          both   login     yes         yes    yes
admin:battles_change_columns                             GET    login     405         405    405
admin:battles_change_columns                             POST   login     yes         yes    yes
admin:battles_change_add                                 both   login     403         403    403
admin:battles_change_history                             both   login     yes         yes    yes
admin:battles_change_delete                              both   login     403         403    403
admin:battles_change_change                              GET    login     yes         yes    yes
admin:battles_change_change                              POST   login     403         403    403

# Imports
admin:battles_formerslug_changelist                      both   login     yes         yes    yes
admin:battles_formerslug_columns                         GET    login     405         405    405
admin:battles_formerslug_columns                         POST   login     yes         yes    yes
admin:battles_formerslug_add                             both   login     403         403    403
admin:battles_formerslug_history                         both   login     yes         yes    yes
admin:battles_formerslug_delete                          both   login     403         403    403
admin:battles_formerslug_change                          GET    login     yes         yes    yes
admin:battles_formerslug_change                          POST   login     403         403    403
admin:battles_importrecord_confirm                       GET    login     403         405    405
admin:battles_importrecord_confirm                       POST   login     403         yes    yes
admin:battles_importrecord_discard                       GET    login     403         405    405
admin:battles_importrecord_discard                       POST   login     403         yes    yes
admin:battles_importrecord_leave_out                     GET    login     403         405    405
admin:battles_importrecord_leave_out                     POST   login     403         yes    yes
admin:battles_importrecord_read_as                       GET    login     403         405    405
admin:battles_importrecord_read_as                       POST   login     403         yes    yes
admin:battles_importrecord_run_again                     GET    login     403         405    405
admin:battles_importrecord_run_again                     POST   login     403         yes    yes
admin:battles_importrecord_undo                          both   login     403         yes    yes
admin:battles_importrecord_changelist                    both   login     yes         yes    yes
admin:battles_importrecord_columns                       GET    login     405         405    405
admin:battles_importrecord_columns                       POST   login     yes         yes    yes
admin:battles_importrecord_add                           both   login     403         403    403
admin:battles_importrecord_history                       both   login     yes         yes    yes
admin:battles_importrecord_delete                        both   login     403         403    403
admin:battles_importrecord_change                        GET    login     yes         yes    yes
admin:battles_importrecord_change                        POST   login     403         403    403

# Accounts, groups, failed logins and second factors
admin:axes_accessattempt_changelist                      both   login     403         403    yes
admin:axes_accessattempt_columns                         GET    login     403         403    405
admin:axes_accessattempt_columns                         POST   login     403         403    yes
admin:axes_accessattempt_add                             both   login     403         403    403
admin:axes_accessattempt_history                         both   login     403         403    yes
admin:axes_accessattempt_delete                          both   login     403         403    yes
admin:axes_accessattempt_change                          GET    login     403         403    yes
admin:axes_accessattempt_change                          POST   login     403         403    403
admin:auth_group_changelist                              both   login     403         403    yes
admin:auth_group_columns                                 GET    login     403         403    405
admin:auth_group_columns                                 POST   login     403         403    yes
admin:auth_group_add                                     both   login     403         403    yes
admin:auth_group_history                                 both   login     403         403    yes
admin:auth_group_delete                                  both   login     403         403    yes
admin:auth_group_change                                  both   login     403         403    yes
admin:otp_totp_totpdevice_changelist                     both   login     403         403    yes
admin:otp_totp_totpdevice_columns                        GET    login     403         403    405
admin:otp_totp_totpdevice_columns                        POST   login     403         403    yes
admin:otp_totp_totpdevice_add                            both   login     403         403    403
admin:otp_totp_totpdevice_history                        both   login     403         403    yes
admin:otp_totp_totpdevice_delete                         both   login     403         403    yes
admin:otp_totp_totpdevice_change                         GET    login     403         403    yes
admin:otp_totp_totpdevice_change                         POST   login     403         403    403
admin:auth_user_from_table                               both   login     403         403    yes
admin:auth_user_password_change                          both   login     403         403    yes
admin:auth_user_changelist                               both   login     403         403    yes
admin:auth_user_columns                                  GET    login     403         403    405
admin:auth_user_columns                                  POST   login     403         403    yes
admin:auth_user_add                                      both   login     403         403    yes
admin:auth_user_history                                  both   login     403         403    yes
admin:auth_user_delete                                   both   login     403         403    yes
admin:auth_user_change                                   both   login     403         403    yes

# Leads on to the page for changing it, which decides.
/admin/battles/<record>/<path:object_id>/                both   login     yes         yes    yes
/admin/battles/formerslug/<path:object_id>/              both   login     yes         yes    yes
/admin/battles/change/<path:object_id>/                  both   login     yes         yes    yes
/admin/battles/importrecord/<path:object_id>/            both   login     yes         yes    yes
/admin/axes/accessattempt/<path:object_id>/              both   login     yes         yes    yes
/admin/auth/group/<path:object_id>/                      both   login     yes         yes    yes
/admin/otp_totp/totpdevice/<path:object_id>/             both   login     yes         yes    yes
/admin/auth/user/<path:object_id>/                       both   login     yes         yes    yes
"""

# Lists of the admin, and their actions for selected rows.
ACTIONS = """
# list                                          action                    anonymous contributor editor administrator

admin:battles_<record>_changelist               export_csv                no        yes         yes    yes
admin:battles_<record>_changelist               export_tsv                no        yes         yes    yes
admin:battles_<record>_changelist               export_xlsx               no        yes         yes    yes
admin:battles_<record>_changelist               publish_selected          no        no          yes    yes
admin:battles_<record>_changelist               withdraw_selected         no        no          yes    yes
admin:battles_<record>_changelist               change_fields             no        no          yes    yes
admin:battles_<record>_changelist               delete_selected           no        no          yes    yes
admin:battles_<slugged>_changelist              merge_selected            no        no          yes    yes
admin:auth_user_changelist                      delete_selected           no        no          no     yes
admin:auth_group_changelist                     delete_selected           no        no          no     yes
admin:otp_totp_totpdevice_changelist            delete_selected           no        no          no     yes
admin:axes_accessattempt_changelist             delete_selected           no        no          no     yes
"""
